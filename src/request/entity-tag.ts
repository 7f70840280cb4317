// The version of what can be replaced, as the headers ETag and If-Match carry it.

import type { IfMatch } from '../domain/access/precondition.js';
import { DomainError } from '../domain/domain-error.js';

export function entityTag(version: number): string {
  return `"v${version}"`;
}

/** The versions that an If-Match names; null where there is none. Throws `precondition_failed` for a tag that we never gave. */
export function versionsOf(header: string | undefined): readonly number[] | null {
  if (header === undefined || header.trim() === '') return null;
  return header.split(',').map((tag) => {
    const version = /^"v(\d{1,9})"$/.exec(tag.trim())?.[1];
    if (version === undefined)
      throw new DomainError('precondition_failed', 'If-Match must name a version as it was answered.');
    return Number(version);
  });
}

/** The tags that an If-Match names, as they stand between the quotes; null where there is none. Throws `precondition_failed` for anything else. */
export function tagsOf(header: string | undefined): IfMatch {
  if (header === undefined || header.trim() === '') return null;
  return header.split(',').map((given) => {
    const tag = /^(?:"([\w-]{1,64})"|(\*))$/.exec(given.trim());
    if (tag === null) throw new DomainError('precondition_failed', 'If-Match must name an ETag as it was answered.');
    return tag[1] ?? '*';
  });
}

/** A tag that says nothing by itself. */
export function opaqueTag(tag: string): string {
  return `"${tag}"`;
}

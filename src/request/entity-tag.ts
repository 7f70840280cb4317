// The version of what can be replaced, as the headers ETag and If-Match carry it.

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

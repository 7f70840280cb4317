// What changed between two releases, in words that say no more than the published numbers do.

import type { ReleaseChange } from '../../domain/statistics/release-changes.js';
import { groupMeaning } from './status-words.js';

export function changeLabel({ statusGroup }: ReleaseChange): string {
  return statusGroup === null ? 'All together' : (groupMeaning(statusGroup)?.label ?? statusGroup);
}

export function changeWords({ before, after, kind }: ReleaseChange): string {
  const difference = Math.abs(after - before);
  if (kind === 'none') return `${after}, the same published number as before`;
  if (kind === 'unsure')
    return `${after} after ${before}: so small a difference may be rounding alone and tells nothing`;
  return `${after} after ${before}, ${difference} ${kind}`;
}

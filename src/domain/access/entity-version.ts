// Whether what somebody is about to replace is still what they saw.

import { DomainError } from '../domain-error.js';

/** `seen` is null where the request did not say; throws `precondition_required` or `precondition_failed`. */
export function requireVersion(current: number, seen: readonly number[] | null): void {
  if (seen === null) {
    throw new DomainError('precondition_required', 'Say with If-Match which version you replace, as it was answered.');
  }
  if (!seen.includes(current)) {
    throw new DomainError('precondition_failed', 'Somebody has changed this meanwhile. Read it again, then decide.');
  }
}

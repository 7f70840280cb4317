// Whether what somebody replaces is still what they have read.

import { DomainError } from '../domain-error.js';

/** The tags that a request allows, `*` for any; null where it names none. */
export type IfMatch = readonly string[] | null;

function isFresh(ifMatch: readonly string[], tag: string): boolean {
  return ifMatch.includes('*') || ifMatch.includes(tag);
}

/** Throws `precondition_failed`; a request that names no tag is content with whatever is there. */
export function requireFresh(ifMatch: IfMatch, tag: string): void {
  if (ifMatch === null || isFresh(ifMatch, tag)) return;
  throw new DomainError(
    'precondition_failed',
    'This has changed since you read it. Read it again, and decide on what it says now.',
  );
}

/** For decisions that nobody may take on what they have not seen. Throws `precondition_required` or `precondition_failed`. */
export function requireSeen(ifMatch: IfMatch, tag: string): void {
  if (ifMatch === null) {
    throw new DomainError(
      'precondition_required',
      'Read what you decide on first, and send the ETag of that answer as If-Match.',
    );
  }
  requireFresh(ifMatch, tag);
}

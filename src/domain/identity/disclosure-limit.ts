// How many people one worker may be shown by name in a day before two others must approve it.

import { DomainError } from '../domain-error.js';

/**
 * Different persons in 24 hours. A working day of eight hours with a person every quarter of an hour, which is as long as a disclosure
 * lasts, is 32; more than that is going through a list, and not working on cases.
 */
export const MOST_DISCLOSED_A_DAY = 30;
/** Milliseconds. */
export const DISCLOSED_WITHIN = 24 * 60 * 60_000;

/** `others`: how many other people this worker was shown within the time, without the approval of two. Null where one more may be. */
export function disclosureLimitRefusal(others: number): DomainError | null {
  if (others < MOST_DISCLOSED_A_DAY) return null;
  return new DomainError(
    'too_many_disclosures',
    `You were shown ${MOST_DISCLOSED_A_DAY} people within 24 hours. For more, send a request for disclosure, which two others approve.`,
  );
}

// What a withdrawal must say, and what may take the place of a statement.

import { DomainError, invalidField } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import type { StatementDraft } from './statement-draft.js';
import type { Statement } from './statement.js';

const SHORTEST = 3;
const LONGEST = 1000;

/** The reason, trimmed; throws `invalid_field`. */
export function withdrawalReason(given: string): string {
  const reason = given.trim();
  const problem = textProblem(reason, { longest: LONGEST, severalLines: true, letterNeeded: true });
  if (problem !== null || Array.from(reason).length < SHORTEST) {
    throw invalidField('/reason', `a reason in words, ${SHORTEST} to ${LONGEST} characters`);
  }
  return reason;
}

/** A successor in confidence would tell every other reader that there is one: the statement before it vanishes from their fold. */
export function requireAsOpen(before: Statement, successor: StatementDraft): void {
  if (before.confidential || !successor.confidential) return;
  throw new DomainError(
    'invalid_field',
    'A statement that others read cannot be superseded in confidence. Retract it, and add the confidential one by itself.',
    [{ pointer: '/successor/confidential', code: 'must_stay_open', expected: 'false' }],
  );
}

// The form of what the demonstration's people do: registrations, and later statements by other organisations.

import type { GivenRegistration } from '../domain/records/registration.js';
import type { NewStatementInput } from '../domain/records/statement-draft.js';
import type { WhereaboutsStatus } from '../domain/records/whereabouts-status.js';
import type { PartyLabel, Username } from './world.js';

/** A party by its label; replaced by its partyKey when the script is played. */
export type PartyName = `party:${PartyLabel}`;

export interface LaterStatement {
  readonly by: Username;
  readonly statement: NewStatementInput;
}

export interface ScriptedPerson {
  readonly reference: string;
  readonly by: Username;
  readonly registration: Omit<GivenRegistration, 'reference' | 'sharingLevel' | 'legalBasis'>;
  readonly later: readonly LaterStatement[];
  /** What the record must say when all has been said; checked while loading. Null where chance wrote the story. */
  readonly expected: WhereaboutsStatus | null;
}

export const NORTH: PartyName = 'party:Northern Republic';
export const SOUTH: PartyName = 'party:Southern Federation';

type Said = Partial<Omit<NewStatementInput, 'kind' | 'valid'>>;

/** A credible statement (B2) unless told otherwise. */
export function said(kind: string, valid: string, source: string, more: Said = {}): NewStatementInput {
  return { kind, valid, source, grade: 'B2', ...more };
}

export function at(code: string, precision = 'admin_area'): NonNullable<NewStatementInput['place']> {
  return { code, precision };
}

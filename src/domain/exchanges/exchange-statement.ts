// What an exchange states about one person: the exchange itself for who changed hands, an arrival where somebody attests it.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { Actor } from '../access/actor.js';
import type { Instant } from '../records/instant.js';
import { readStandingDraft, readStatementDraft, type StatementDraft } from '../records/statement-draft.js';
import type { PartyKey } from '../records/statement.js';
import type { RosterEntry, Verifier } from './exchange.js';
import type { GivenPlace } from './read-fields.js';

/** What all statements of one step have in common. */
export interface StatementTerms {
  /** EDTF. */
  readonly valid: string;
  readonly place: GivenPlace | undefined;
  readonly source: string;
  readonly grade: string;
  readonly basis: string;
}

interface GivenExchangeStatement extends StatementTerms {
  readonly kind: 'exchange' | 'arrival';
  readonly details: object;
  readonly confidential?: boolean;
}

const FIELD_OF_STEP: Readonly<Record<string, string>> = { '/valid': '/day' };

/** A draft by the rules of every statement, with faults at the fields of a step. */
export function readExchangeStatement(
  given: GivenExchangeStatement,
  now: Instant,
  faults: FieldFault[],
): StatementDraft | null {
  const own: FieldFault[] = [];
  const draft = readStatementDraft(given, now, '', own);
  faults.push(...own.map((fault) => ({ ...fault, pointer: FIELD_OF_STEP[fault.pointer] ?? fault.pointer })));
  return draft;
}

function requireDraft(draft: StatementDraft | null, faults: readonly FieldFault[]): StatementDraft {
  if (draft === null)
    throw new DomainError('invalid_field', 'The statements of the exchange cannot be written.', faults);
  return draft;
}

/** No attester: by the word of those who hand people over nobody has arrived. */
export function exchangeDraft(
  terms: StatementTerms,
  entry: Pick<RosterEntry, 'side' | 'confidential'>,
  now: Instant,
): StatementDraft {
  const faults: FieldFault[] = [];
  const { side, confidential } = entry;
  const given = { ...terms, kind: 'exchange', details: { party: side }, confidential } as const;
  return requireDraft(readExchangeStatement(given, now, faults), faults);
}

export function arrivalDraft(
  terms: StatementTerms,
  attestedBy: Verifier,
  confidential: boolean,
  now: Instant,
): StatementDraft {
  const faults: FieldFault[] = [];
  const given = { ...terms, kind: 'arrival', details: { attestedBy, mode: 'exchanged' }, confidential } as const;
  return requireDraft(readExchangeStatement(given, now, faults), faults);
}

/** Somebody who cannot say who they are is a person of their own until somebody else recognises them. */
export function unidentifiedDraft(terms: StatementTerms, now: Instant): StatementDraft {
  const faults: FieldFault[] = [];
  const { source, grade } = terms;
  const given = { kind: 'category', details: { category: 'unidentified_living' }, source, grade } as const;
  return requireDraft(readStandingDraft(given, now, '', faults), faults);
}

/**
 * Throws `invalid_field` where this organisation is not who it says attests the arrivals: one that depends on a side of the
 * exchange is no neutral agency, and one that depends on another party receives nobody.
 */
export function requireVerifier(actor: Actor, sides: readonly PartyKey[], attestedBy: Verifier): void {
  const bound = actor.party !== null && sides.includes(actor.party);
  const fits = attestedBy === 'neutral_agency' ? !bound : bound || actor.party === null;
  if (fits) return;
  throw new DomainError('invalid_field', 'Your organisation cannot attest these arrivals in this way.', [
    {
      pointer: '/attestedBy',
      code: 'not_an_attester',
      expected: bound ? 'receiving_side' : 'neutral_agency',
    },
  ]);
}

/** Nobody attests the arrival of people whom their own party handed over. */
export function attests(actor: Actor, entry: Pick<RosterEntry, 'side'>): boolean {
  return actor.party === null || actor.party !== entry.side;
}

// Reads a step of an exchange: what the worker saw, what it becomes, when, and on whose word.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import type { PartialDate } from '../records/partial-date.js';
import { VERIFIERS, type Verifier } from './exchange.js';
import { EXCHANGE_STATES, requireStep, type ExchangeState } from './exchange-state.js';
import { readExchangeStatement, type StatementTerms } from './exchange-statement.js';
import { FieldReading, type GivenPlace, type WantedPlace } from './read-fields.js';
import { readRoster, type GivenRoster, type RosterDraft } from './read-roster.js';

export interface GivenStep extends GivenRoster {
  /** The state that the worker saw. */
  readonly from: string;
  readonly to: string;
  /** EDTF. */
  readonly day?: string | undefined;
  readonly place?: GivenPlace | undefined;
  readonly source?: string | undefined;
  readonly grade?: string | undefined;
  readonly basis?: string | undefined;
  readonly attestedBy?: string | undefined;
}

export interface StepDraft {
  readonly to: ExchangeState;
  readonly day: PartialDate | null;
  readonly place: WantedPlace | null;
  /** How its statements are sourced; null where the step writes none. */
  readonly terms: StatementTerms | null;
  readonly attestedBy: Verifier | null;
  readonly roster: RosterDraft;
}

/** Who records an exchange vouches for it, unless it names another source or grade. */
const OWN_TERMS = { source: 'organisation', grade: 'B2', basis: 'told' } as const;

function readAttester(given: GivenStep, to: ExchangeState, reading: FieldReading): Verifier | null {
  if (to === 'verified') return reading.choice('/attestedBy', given.attestedBy ?? '', VERIFIERS);
  if (given.attestedBy !== undefined) reading.fault('/attestedBy', 'only_when_verified', 'nothing for this step');
  return null;
}

function readTerms(given: GivenStep, to: ExchangeState, now: Instant, faults: FieldFault[]): StatementTerms | null {
  if (to !== 'handed_over' && to !== 'verified') return null;
  const kind = to === 'verified' ? 'arrival' : 'exchange';
  const { source = OWN_TERMS.source, grade = OWN_TERMS.grade, basis = OWN_TERMS.basis } = given;
  const terms = { valid: given.day ?? '', place: given.place, source, grade, basis };
  const details = kind === 'arrival' ? { attestedBy: 'receiving_side', mode: 'exchanged' } : {};
  return readExchangeStatement({ ...terms, kind, details }, now, faults) === null ? null : terms;
}

function readPlan(given: GivenStep, reading: FieldReading): Pick<StepDraft, 'day' | 'place'> {
  return {
    day: given.day === undefined ? null : reading.date('/day', given.day),
    place: reading.place('/place', given.place),
  };
}

function entersRoster({ lines = [], unidentified = [] }: GivenRoster): boolean {
  return lines.length + unidentified.length > 0;
}

/** Throws `conflict` for a step that does not follow, `invalid_field` with every fault otherwise. */
export function readStep(
  given: GivenStep,
  exchange: { readonly sides: readonly string[]; readonly state: ExchangeState },
  now: Instant,
): StepDraft {
  const faults: FieldFault[] = [];
  const reading = new FieldReading(faults);
  const [from, to] = [
    reading.choice('/from', given.from, EXCHANGE_STATES),
    reading.choice('/to', given.to, EXCHANGE_STATES),
  ];
  if (from === null || to === null) {
    throw new DomainError('invalid_field', 'The step names no state of an exchange.', faults);
  }
  requireStep(exchange.state, from, to);
  if (entersRoster(given) && to !== 'handed_over') {
    reading.fault('/lines', 'only_with_hand_over', 'no lines: enter them on the roster');
  }
  const terms = readTerms(given, to, now, faults);
  const plan = terms === null && faults.length > 0 ? { day: null, place: null } : readPlan(given, reading);
  const attestedBy = readAttester(given, to, reading);
  const roster = readRoster(
    given,
    { sides: exchange.sides, state: to === 'handed_over' ? to : exchange.state },
    faults,
  );
  if (faults.length > 0) throw new DomainError('invalid_field', 'The step cannot be recorded as given.', faults);
  return { to, ...plan, terms, attestedBy, roster };
}

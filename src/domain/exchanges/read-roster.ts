// Reads what is entered on a roster in bulk: lines about persons, people who cannot say who they are, counts without names.

import type { FieldFault } from '../domain-error.js';
import { readPseudonym } from '../identity/pseudonym.js';
import type { PartyKey } from '../records/statement.js';
import { COUNTED, type Counted } from './exchange.js';
import { isHandedOver, type ExchangeState } from './exchange-state.js';
import { FieldReading } from './read-fields.js';
import { ABSENCE_REASONS, STANDINGS, standingsIn, type AbsenceReason, type Standing } from './roster.js';

export interface GivenLine {
  /** The pseudonym by which the organisation knows the person. */
  readonly person: string;
  readonly side: string;
  readonly standing: string;
  readonly said?: string | undefined;
  readonly confidential?: boolean | undefined;
}

export interface GivenUnidentified {
  readonly side: string;
  readonly count: number;
}

export interface GivenCount {
  readonly side: string;
  readonly of: string;
  readonly count: number;
  readonly saidBy?: string | undefined;
}

export interface GivenRoster {
  readonly lines?: readonly GivenLine[] | undefined;
  readonly unidentified?: readonly GivenUnidentified[] | undefined;
  readonly counts?: readonly GivenCount[] | undefined;
}

export interface LineDraft {
  readonly pseudonym: string;
  readonly side: PartyKey;
  readonly standing: Standing;
  readonly said: AbsenceReason | null;
  readonly confidential: boolean;
  readonly pointer: string;
}

export interface CountDraft {
  readonly side: PartyKey;
  readonly of: Counted;
  readonly count: number;
  readonly saidBy: PartyKey | null;
  readonly pointer: string;
}

export interface RosterDraft {
  readonly lines: readonly LineDraft[];
  readonly unidentified: readonly { readonly side: PartyKey; readonly count: number }[];
  readonly counts: readonly CountDraft[];
}

/** Lines of one request. */
export const MOST_LINES = 500;
/** People of one request who cannot say who they are: each becomes a person of the registry. */
export const MOST_UNIDENTIFIED = 100;
export const MOST_COUNTS = 50;
const HIGHEST_COUNT = 1_000_000;

function sideAmong(reading: FieldReading, pointer: string, side: string, sides: readonly PartyKey[]): PartyKey | null {
  return sides.includes(side) ? side : reading.fault(pointer, 'not_a_side', 'the partyKey of a side of this exchange');
}

export function readCounts(
  given: readonly GivenCount[],
  sides: readonly PartyKey[],
  faults: FieldFault[],
): readonly CountDraft[] {
  const reading = new FieldReading(faults);
  if (given.length > MOST_COUNTS) reading.fault('/counts', 'too_many', `at most ${MOST_COUNTS}`);
  return given.slice(0, MOST_COUNTS).flatMap((one, at) => {
    const pointer = `/counts/${at}`;
    const side = sideAmong(reading, `${pointer}/side`, one.side, sides);
    const of = reading.choice(`${pointer}/of`, one.of, COUNTED);
    const count = reading.count(`${pointer}/count`, one.count, HIGHEST_COUNT);
    return side === null || of === null || count === null
      ? []
      : [{ side, of, count, saidBy: one.saidBy ?? null, pointer }];
  });
}

class LineReading {
  private readonly reading: FieldReading;
  private readonly seen = new Set<string>();

  constructor(
    private readonly sides: readonly PartyKey[],
    private readonly state: ExchangeState,
    faults: FieldFault[],
  ) {
    this.reading = new FieldReading(faults);
  }

  line(given: GivenLine, pointer: string): LineDraft | null {
    const pseudonym = this.person(given.person, `${pointer}/person`);
    const side = sideAmong(this.reading, `${pointer}/side`, given.side, this.sides);
    const standing = this.standing(given.standing, `${pointer}/standing`);
    const said = this.said(given, `${pointer}/said`);
    if (pseudonym === null || side === null || standing === null) return null;
    return { pseudonym, side, standing, said, confidential: given.confidential ?? false, pointer };
  }

  private person(given: string, pointer: string): string | null {
    const read = readPseudonym(given);
    if (!read.ok) {
      const mistyped = read.reason === 'pseudonym_mistyped';
      return this.reading.fault(
        pointer,
        mistyped ? 'pseudonym_mistyped' : 'unknown_person',
        'a pseudonym by which your organisation knows the person',
      );
    }
    if (this.seen.has(read.pseudonym)) return this.reading.fault(pointer, 'twice', 'each person once in a request');
    this.seen.add(read.pseudonym);
    return read.pseudonym;
  }

  private standing(given: string, pointer: string): Standing | null {
    const standing = this.reading.choice(pointer, given, STANDINGS);
    const open = standingsIn(this.state);
    if (standing === null || open.includes(standing)) return standing;
    return this.reading.fault(pointer, 'not_yet', `one of ${open.join(', ')} while the exchange is ${this.state}`);
  }

  private said(given: GivenLine, pointer: string): AbsenceReason | null {
    const absent = given.standing === 'absent';
    if (given.said === undefined) {
      return absent ? this.reading.fault(pointer, 'needed', `one of ${ABSENCE_REASONS.join(', ')}`) : null;
    }
    if (!absent) return this.reading.fault(pointer, 'only_for_absent', 'nothing, unless the person is absent');
    return this.reading.choice(pointer, given.said, ABSENCE_REASONS);
  }
}

function readUnidentified(
  given: readonly GivenUnidentified[],
  { sides, state }: { readonly sides: readonly PartyKey[]; readonly state: ExchangeState },
  reading: FieldReading,
): RosterDraft['unidentified'] {
  if (given.length > 0 && !isHandedOver(state)) {
    reading.fault('/unidentified', 'not_yet', 'nobody before the hand-over');
    return [];
  }
  const read = given.flatMap((one, at) => {
    const side = sideAmong(reading, `/unidentified/${at}/side`, one.side, sides);
    const count = reading.count(`/unidentified/${at}/count`, one.count, MOST_UNIDENTIFIED);
    return side === null || count === null ? [] : [{ side, count }];
  });
  if (read.reduce((sum, { count }) => sum + count, 0) > MOST_UNIDENTIFIED) {
    reading.fault('/unidentified', 'too_many', `at most ${MOST_UNIDENTIFIED} in one request`);
  }
  return read;
}

/** Adds every fault to `faults`. `state` is that in which the roster is entered; with a hand-over it is the one after it. */
export function readRoster(
  given: GivenRoster,
  exchange: { readonly sides: readonly PartyKey[]; readonly state: ExchangeState },
  faults: FieldFault[],
): RosterDraft {
  const reading = new FieldReading(faults);
  const lines = given.lines ?? [];
  if (lines.length > MOST_LINES) reading.fault('/lines', 'too_many', `at most ${MOST_LINES} lines in one request`);
  const reader = new LineReading(exchange.sides, exchange.state, faults);
  return {
    lines: lines
      .slice(0, MOST_LINES)
      .map((line, at) => reader.line(line, `/lines/${at}`))
      .filter((line) => line !== null),
    unidentified: readUnidentified(given.unidentified ?? [], exchange, reading),
    counts: readCounts(given.counts ?? [], exchange.sides, faults),
  };
}

/** A request that enters nothing is a slip. */
export function isEmptyRoster({ lines, unidentified, counts }: RosterDraft): boolean {
  return lines.length + counts.length + unidentified.reduce((sum, { count }) => sum + count, 0) === 0;
}

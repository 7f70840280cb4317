// Which statements a person's record holds and since when: its own ones, and those of the persons merged into it.

import { RECORD_RULES } from './fold-rules.js';
import { foldRecord } from './fold-record.js';
import type { Instant } from './instant.js';
import type { FoldClock } from './statement-weight.js';
import type { Statement } from './statement.js';
import type { WhereaboutsRecord } from './whereabouts-record.js';

/** From the one instant on and before the other; an end that has not come is infinite. */
export interface TimeSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** A link between two persons while it stands: what is known of the one is folded into the record of the other. */
export interface StandingLink extends TimeSpan {
  readonly fromPersonId: string;
  readonly intoPersonId: string;
}

/** While a record holds what was recorded on a person. */
export interface Membership extends TimeSpan {
  readonly personId: string;
  readonly recordId: string;
}

/** A statement as a part of one record; one that came, left and came again is there twice. */
export interface HeldStatement extends TimeSpan {
  readonly statement: Statement;
  /** The person on whom it was recorded, which no merge changes. */
  readonly recordedOn: string;
}

/** Everything that a record ever held. At any time each statement is in exactly one record. */
export interface RecordContents {
  readonly statements: readonly HeldStatement[];
  /** While the record is closed, and into whose it was merged then. */
  readonly absorbed: readonly (TimeSpan & { readonly survivorId: string })[];
}

/** What a record held at one time. */
export interface ContentsThen {
  readonly held: readonly HeldStatement[];
  /** The same without where they come from. */
  readonly statements: readonly Statement[];
  /** Of whom: the person itself, and those merged into it. */
  readonly personIds: readonly string[];
  readonly survivorId: string | null;
}

function covers({ from, to }: TimeSpan, at: Instant): boolean {
  return from <= at && (at < to || to === Infinity);
}

/** The person at the root of the tree; a ring, which nobody can record, ends where it began. */
function rootOf(personId: string, links: readonly StandingLink[], at: Instant): string {
  const passed = new Set<string>();
  let root = personId;
  for (;;) {
    passed.add(root);
    const next = links.find((link) => link.fromPersonId === root && covers(link, at))?.intoPersonId;
    if (next === undefined || passed.has(next)) return root;
    root = next;
  }
}

/** For each of these persons, in whose record their statements stand at which times; the spans of one cover all of time. */
export function membershipsOf(personIds: readonly string[], links: readonly StandingLink[]): Membership[] {
  const turns = new Set(links.flatMap(({ from, to }) => [from, to]));
  const starts = [-Infinity, ...[...turns].filter(Number.isFinite).sort((a, b) => a - b)];
  return personIds.flatMap((personId) => {
    const memberships: Membership[] = [];
    for (const [place, from] of starts.entries()) {
      const [recordId, to] = [rootOf(personId, links, from), starts[place + 1] ?? Infinity];
      const last = memberships.at(-1);
      if (last?.recordId === recordId) memberships[memberships.length - 1] = { ...last, to };
      else memberships.push({ personId, recordId, from, to });
    }
    return memberships;
  });
}

export function contentsOf(
  personId: string,
  memberships: readonly Membership[],
  statementsOf: (personId: string) => readonly Statement[],
): RecordContents {
  return {
    statements: memberships
      .filter(({ recordId }) => recordId === personId)
      .flatMap(({ personId: recordedOn, from, to }) =>
        statementsOf(recordedOn).map((statement) => ({ statement, recordedOn, from, to })),
      ),
    absorbed: memberships
      .filter((one) => one.personId === personId && one.recordId !== personId)
      .map(({ recordId, from, to }) => ({ survivorId: recordId, from, to })),
  };
}

/** Of somebody who was never linked with anybody. */
export function contentsAlone(personId: string, statements: readonly Statement[]): RecordContents {
  const held = statements.map((statement) => ({ statement, recordedOn: personId, from: -Infinity, to: Infinity }));
  return { statements: held, absorbed: [] };
}

/** `at` is the reader's `knownAt`; absent for now. */
export function contentsAt(personId: string, contents: RecordContents, at: Instant = Infinity): ContentsThen {
  const held = contents.statements.filter((one) => covers(one, at));
  return {
    held,
    statements: held.map(({ statement }) => statement),
    personIds: [...new Set([personId, ...held.map(({ recordedOn }) => recordedOn)])],
    survivorId: contents.absorbed.find((one) => covers(one, at))?.survivorId ?? null,
  };
}

/** A record that was merged into another holds no statement, so that nothing is counted twice; it says where they are told. */
function closedRecord(clock: FoldClock): WhereaboutsRecord {
  const rule = 'merged_into_another';
  return {
    ...foldRecord([], clock),
    status: 'closed',
    why: { rule, words: RECORD_RULES[rule].words, deciding: [], dissenting: [], setAside: [] },
  };
}

/** The record as `clock.view` sees it, with the links as they stood at `clock.knownAt`. */
export function foldContents({ statements, survivorId }: ContentsThen, clock: FoldClock): WhereaboutsRecord {
  return survivorId === null ? foldRecord(statements, clock) : closedRecord(clock);
}

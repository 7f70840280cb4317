// Renews what lists and counts read of persons after their statements changed.

import type { Instant } from '../../domain/records/instant.js';
import {
  advanceHistory,
  changesOf,
  historyOf,
  type HistoryChange,
  type RecordInterval,
} from '../../domain/records/record-history.js';
import type { Statement } from '../../domain/records/statement.js';
import type { Room } from '../room.js';
import type { PersonInterval } from './interval-row.js';
import type { KnownHistory } from './interval.repository.js';

export interface ChangedPerson {
  readonly id: string;
  /** All of its statements, withdrawn ones included. */
  readonly statements: readonly Statement[];
}

/**
 * The caller has locked the person for writing, or has just added it, and gives as `at` the instant that it recorded the news with. The past of
 * what was known never changes; only where another process recorded with a faster clock is the person's whole history made anew.
 */
export async function reproject(room: Room, personId: string, at: Instant): Promise<void> {
  const recorded = (await room.statements.ofPersons([personId])).get(personId) ?? [];
  await reprojectAll(room, [{ id: personId, statements: recorded.map(({ statement }) => statement) }], at);
}

/** As `reproject`, for persons whose statements the caller knows already. */
export async function reprojectAll(room: Room, persons: readonly ChangedPerson[], at: Instant): Promise<void> {
  if (persons.length === 0) return;
  const known = await room.intervals.known(persons.map(({ id }) => id));
  const anew: ChangedPerson[] = [];
  const closed: PersonInterval[] = [];
  const opened: PersonInterval[] = [];
  for (const person of persons) {
    const change = changeOf(known.get(person.id), person.statements, at);
    if (change === null) anew.push(person);
    closed.push(...ofPerson(person.id, change?.closed ?? []));
    opened.push(...ofPerson(person.id, change?.opened ?? []));
  }
  await room.intervals.change(closed, opened, at);
  if (anew.length > 0) await replaceHistories(room, anew, at);
}

/** Makes these persons' histories from their statements alone, whatever is stored. */
export async function replaceHistories(room: Room, persons: readonly ChangedPerson[], at: Instant): Promise<void> {
  await room.intervals.replace(
    persons.map(({ id }) => id),
    persons.flatMap(({ id, statements }) => ofPerson(id, historyOf(statements))),
    at,
  );
}

/** Null where the news is not the newest that was recorded, so that the past has to be made anew. */
function changeOf(
  known: KnownHistory | undefined,
  statements: readonly Statement[],
  at: Instant,
): HistoryChange | null {
  const newest = changesOf(statements).at(-1) ?? -Infinity;
  if (known === undefined || known.open.length === 0 || known.lastChange >= at || newest > at) return null;
  return advanceHistory(known.open, statements, at);
}

export function ofPerson(personId: string, intervals: readonly RecordInterval[]): PersonInterval[] {
  return intervals.map((interval) => ({ personId, interval }));
}

// Renews what lists and counts read of persons, and of all whose records share their statements, after these or their links changed.

import type { Instant } from '../../domain/records/instant.js';
import type { RecordContents } from '../../domain/records/record-contents.js';
import {
  advanceHistory,
  changesOf,
  historyOf,
  SHARED_VIEW,
  type HistoryChange,
  type RecordInterval,
} from '../../domain/records/record-history.js';
import type { StaleDays } from '../../domain/records/stale-days.js';
import { tellsOtherKin } from '../../domain/records/told-kin.js';
import { classOfRecord } from '../anonymity/classes-of-records.js';
import type { ClassOfPerson } from '../anonymity/shown-class.repository.js';
import type { Room } from '../room.js';
import { contentsOfRecords } from './contents-of-records.js';
import { isOfToday, type PersonInterval } from './interval-row.js';
import type { KnownHistory } from './interval.repository.js';

/**
 * The caller has locked the person for writing, or has just added it, and gives as `at` the instant that it recorded the news with. The past of
 * what was known never changes; only where another process recorded with a faster clock is the person's whole history made anew.
 */
export async function reproject(room: Room, personId: string, at: Instant): Promise<void> {
  await reprojectAll(room, [personId], at);
}

/** As `reproject`, for several persons of whom something was recorded at one instant. */
export async function reprojectAll(room: Room, personIds: readonly string[], at: Instant): Promise<void> {
  if (personIds.length > 0) await room.reaching('registry', () => renew(room, personIds, at));
}

/** Whoever records something renews the rows of all views, those of what others said in confidence among them, and is shown none. */
async function renew(room: Room, personIds: readonly string[], at: Instant): Promise<void> {
  const links = await room.personLinks.around(personIds);
  const linked = links.flatMap(({ fromPersonId, intoPersonId }) => [fromPersonId, intoPersonId]);
  const contents = await contentsOfRecords(room, [...new Set([...personIds, ...linked])]);
  const known = await room.intervals.known([...contents.keys()]);
  const anew = new Map<string, RecordContents>();
  const closed: PersonInterval[] = [];
  const opened: PersonInterval[] = [];
  const classes: ClassOfPerson[] = [];
  for (const [id, held] of contents) {
    const change = changeOf(known.get(id), id, held, { at, staleDays: room.staleDays });
    if (change === null) anew.set(id, held);
    else classes.push(classOfRecord(id, held, openAfter(known.get(id), change)));
    closed.push(...ofPerson(id, change?.closed ?? []));
    opened.push(...ofPerson(id, change?.opened ?? []));
  }
  await room.intervals.change(closed, opened, at);
  await room.shownClasses.keep(classes);
  const told = [...contents].filter(
    ([id, held]) => anew.has(id) || tellsOtherKin(held, at) || tellsOtherwise(id, closed, opened),
  );
  await room.matchWork.mark(told.map(([id]) => id));
  await replaceHistories(room, anew, at);
}

/** Whether what people are matched by, who the person is said to be and where and when they were lost, is told otherwise to all who may know of them. */
function tellsOtherwise(
  personId: string,
  closed: readonly PersonInterval[],
  opened: readonly PersonInterval[],
): boolean {
  const today = (intervals: readonly PersonInterval[]): string => {
    const row = intervals.find(
      (one) => one.personId === personId && one.interval.view === SHARED_VIEW && isOfToday(one.interval),
    );
    const { sex, birthYears, state, municipality, month } = row?.interval.projection ?? {};
    return JSON.stringify([sex, birthYears, state, municipality, month]);
  };
  return today(closed) !== today(opened);
}

/** Makes these persons' histories from what their records ever held alone, whatever is stored. */
export async function replaceHistories(
  room: Room,
  contents: ReadonlyMap<string, RecordContents>,
  at: Instant,
): Promise<void> {
  if (contents.size === 0) return;
  const histories = [...contents].map(([id, held]) => ({ id, held, history: historyOf(id, held, room.staleDays) }));
  const intervals = histories.flatMap(({ id, history }) => ofPerson(id, history));
  await room.intervals.replace([...contents.keys()], intervals, at);
  await room.shownClasses.keep(histories.map(({ id, held, history }) => classOfRecord(id, held, history)));
}

function openAfter(known: KnownHistory | undefined, { closed, opened }: HistoryChange): readonly RecordInterval[] {
  return [...(known?.open ?? []).filter((interval) => !closed.includes(interval)), ...opened];
}

/** Null where the news is not the newest that was recorded, so that the past has to be made anew. */
function changeOf(
  known: KnownHistory | undefined,
  personId: string,
  contents: RecordContents,
  { at, staleDays }: { readonly at: Instant; readonly staleDays: StaleDays },
): HistoryChange | null {
  const newest = changesOf(contents).at(-1) ?? -Infinity;
  if (known === undefined || known.open.length === 0 || known.lastChange >= at || newest > at) return null;
  return advanceHistory(known.open, personId, contents, at, staleDays);
}

export function ofPerson(personId: string, intervals: readonly RecordInterval[]): PersonInterval[] {
  return intervals.map((interval) => ({ personId, interval }));
}

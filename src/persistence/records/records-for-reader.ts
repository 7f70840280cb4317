// Folds persons' records as one reader may see them: exact for the owner organisation, coarse for every other.

import type { Actor } from '../../domain/access/actor.js';
import { seesExact } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import type { Told } from '../../domain/anonymity/rungs.js';
import { toldOfThen } from '../../domain/anonymity/told-of-then.js';
import { coarsenRecord } from '../../domain/records/coarsen-record.js';
import { asSeenBy } from '../../domain/records/embargo.js';
import type { Instant } from '../../domain/records/instant.js';
import {
  contentsAt,
  foldContents,
  type ContentsThen,
  type RecordContents,
} from '../../domain/records/record-contents.js';
import type { StaleDays } from '../../domain/records/stale-days.js';
import type { Statement } from '../../domain/records/statement.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { withFollowUpOverdue } from '../../domain/tasks/follow-up-flag.js';
import type { ReadingPoint } from '../persons/person-for-reading.query.js';
import { toldOfPersons } from '../anonymity/told-of-persons.js';
import type { Room } from '../room.js';
import type { FollowUpPoint } from '../tasks/overdue-follow-up.query.js';
import type { ReadTimes } from './at-times.query.js';
import { contentsOfRecords } from './contents-of-records.js';

/** What one organisation gives in confidence exists for nobody else, and what is under embargo for nobody yet who is not told of it. */
export function mayRead(actor: Actor, statement: Statement): boolean {
  if (statement.confidential) return statement.author.organisationId === actor.organisationId;
  return asSeenBy(statement, actor.organisationId) !== null;
}

/** A record as its reader sees it. */
export interface RecordForReader extends WhereaboutsRecord {
  /** Inner id of the person into whose record this one was merged, null for all others. */
  readonly survivorId: string | null;
}

/** Keyed by person id; a person of whom this reader could have known nothing at `knownAt` is absent. */
export async function recordsForReader(
  room: Room,
  actor: Actor,
  persons: readonly Person[],
  times: ReadTimes,
  now: Instant,
): Promise<Map<string, RecordForReader>> {
  const contents = await contentsOfRecords(
    room,
    persons.map((person) => person.id),
    actor,
  );
  const owned = await ownedOf(room, actor, persons, contents);
  const told = await toldOfPersons(room, actor, persons);
  const records = new Map<string, RecordForReader>();
  for (const { id } of persons) {
    const [held, toldOf] = [contents.get(id), told.get(id) ?? null];
    const source = { owned, told: toldOf, staleDays: room.staleDays };
    const record = held === undefined ? null : recordForReader(actor, id, { held, ...source }, times, now);
    if (record !== null) records.set(id, record);
  }
  return withFollowUps(room, actor, records, times, now);
}

/** What a record is told from. */
export interface RecordSource {
  readonly held: RecordContents;
  /** Persons of whom the reader is told exactly. */
  readonly owned: ReadonlySet<string>;
  /** How much the reader is told where they are not all of them. */
  readonly told: Told | null;
  /** After how many days a sign of life is stale in this registry. */
  readonly staleDays: StaleDays;
}

/** Null where this reader could have known nothing of the person at `knownAt`. */
function recordForReader(
  actor: Actor,
  personId: string,
  source: RecordSource,
  times: ReadTimes,
  now: Instant,
): RecordForReader | null {
  const then = knownContents(actor, personId, source.held, times);
  return then === null ? null : toldContents(actor, { ...source, personId, then }, times, now);
}

/** What a record held at the time asked for, of which nothing is folded yet; null where this reader could have known nothing of the person then. */
export function knownContents(
  actor: Actor,
  personId: string,
  held: RecordContents,
  times: ReadTimes,
): ContentsThen | null {
  const then = contentsAt(personId, held, times.knownAt);
  return couldKnow(actor, [...then.statements, ...recordedOn(personId, held)], times) ? then : null;
}

/** The same as its reader is told of it. */
export function toldContents(
  actor: Actor,
  {
    personId,
    then,
    held,
    owned,
    told,
    staleDays,
  }: RecordSource & { readonly personId: string; readonly then: ContentsThen },
  times: ReadTimes,
  now: Instant,
): RecordForReader {
  const { survivorId } = then;
  const isOwn = then.personIds.every((id) => owned.has(id));
  // Days and their flags would tell a date to the day: of the people of others a record is told as of now.
  const { knownAt, validAt } = isOwn || told === null ? times : { ...times, validAt: undefined };
  const record = foldContents(then, {
    today: isOwn || told === null ? (validAt ?? knownAt ?? now) : now,
    view: { organisationId: actor.organisationId },
    staleDays,
    ...(knownAt !== undefined && { knownAt }),
    ...(validAt !== undefined && { validAt }),
  });
  if (isOwn) return { ...record, survivorId };
  if (told === null || knownAt === undefined) return { ...coarsenRecord(record, told), survivorId };
  const today = foldContents(contentsAt(personId, held), { today: now, view: { organisationId: null } });
  return { ...coarsenRecord(record, toldOfThen(told, record, today)), survivorId };
}

/** What a reader's organisation promised is judged on the reader's day, by what was promised and done until then. */
function followUpPoint(actor: Actor, { knownAt, validAt }: ReadTimes, now: Instant): FollowUpPoint {
  return {
    organisationId: actor.organisationId,
    today: validAt ?? knownAt ?? now,
    asOf: Math.min(now, knownAt ?? now, validAt ?? now),
  };
}

/** The same for whoever reads one record: what waits to be verified is told as it was known then. */
export function readingPoint(actor: Actor, times: ReadTimes, now: Instant): ReadingPoint {
  return { ...followUpPoint(actor, times, now), knownAt: times.knownAt ?? now };
}

/** A follow-up belongs to the organisation that promised it: no other reader's record changes. */
async function withFollowUps(
  room: Room,
  actor: Actor,
  records: Map<string, RecordForReader>,
  times: ReadTimes,
  now: Instant,
): Promise<Map<string, RecordForReader>> {
  if (records.size === 0) return records;
  const overdue = await room.tasks.overdueFollowUps([...records.keys()], followUpPoint(actor, times, now));
  for (const [id, record] of records)
    if (overdue.has(id)) records.set(id, { ...withFollowUpOverdue(record), survivorId: record.survivorId });
  return records;
}

/** A closed record holds no statement, but its reader knew of the person before. */
function recordedOn(personId: string, { statements }: RecordContents): Statement[] {
  return statements.filter((one) => one.recordedOn === personId).map(({ statement }) => statement);
}

function couldKnow(actor: Actor, statements: readonly Statement[], { knownAt = Infinity }: ReadTimes): boolean {
  return statements.some((one) => mayRead(actor, one) && one.recordedAt <= knownAt);
}

/** Of all persons in these records those that the reader's organisation registered and that are not erased: those of whom it is told exactly. */
export async function ownedOf(
  room: Room,
  actor: Actor,
  persons: readonly Pick<Person, 'id' | 'ownerOrganisationId' | 'erasedAt'>[],
  contents: ReadonlyMap<string, RecordContents>,
): Promise<Set<string>> {
  const owned = persons.filter((person) => seesExact(actor, person)).map(({ id }) => id);
  const asked = new Set(persons.map(({ id }) => id));
  const others = [...contents.values()].flatMap(({ statements }) => statements.map(({ recordedOn }) => recordedOn));
  const foreign = [...new Set(others)].filter((id) => !asked.has(id));
  const members = await room.persons.filterVisible(actor, foreign);
  return new Set([...owned, ...members.filter((person) => seesExact(actor, person)).map(({ id }) => id)]);
}

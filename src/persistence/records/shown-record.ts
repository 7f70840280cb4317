// A person's record as one reader is shown it, with what the owner organisation alone knows of its case.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner, seesExact } from '../../domain/access/case-rights.js';
import type { LegalBasis, SharingLevel } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import { wantedPseudonym } from '../../domain/identity/wanted-pseudonym.js';
import type { Instant } from '../../domain/records/instant.js';
import { contentsAlone, type RecordContents } from '../../domain/records/record-contents.js';
import type { Statement } from '../../domain/records/statement.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { withFollowUpOverdue } from '../../domain/tasks/follow-up-flag.js';
import { toldOfRow } from '../anonymity/told-of-row.js';
import { statementsWithOriginals } from '../evidence/originals-of-statements.js';
import { shownSurvivor } from '../links/shown-survivor.js';
import type { PersonForReading } from '../persons/person-for-reading.query.js';
import type { Room } from '../room.js';
import type { ReadTimes } from './at-times.query.js';
import { contentsOfRecords } from './contents-of-records.js';
import { recordTag } from './record-tag.js';
import { knownContents, readingPoint, ownedOf, toldContents, type RecordForReader } from './records-for-reader.js';

/** What family-facing staff read while news is being verified. */
export type NewsBanner = 'call_your_coordinator';

/** What the owner organisation alone knows of its own case. */
export interface OwnCase {
  readonly reference: string | null;
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
  readonly hasIdentity: boolean;
  /** Milliseconds since the epoch: since when the identity is erased; null where it is not. */
  readonly erasedAt: number | null;
  /** Since when the identity is closed by its date of retention; null where it is not. */
  readonly closedAt: number | null;
  /** Whether the reader is assigned to it. */
  readonly assigned: boolean;
}

export interface ShownRecord {
  /** Inner id, for the log and never for an answer. */
  readonly personId: string;
  readonly pseudonym: string;
  /** Null for every organisation but the owner. */
  readonly own: OwnCase | null;
  readonly record: WhereaboutsRecord;
  /** The reader's pseudonym of the record that this one was merged into, null for all others. */
  readonly mergedInto: string | null;
  /** The same for good news and bad, and for the owner alone; null for all others and where nothing waits. */
  readonly banner: NewsBanner | null;
  /** Changes when what this reader is shown changes. */
  readonly tag: string;
}

/** All that a record is told from: nothing more is asked of the database, and nothing is folded yet. */
export interface RecordFound {
  readonly personId: string;
  readonly pseudonym: string;
  readonly tell: () => ShownRecord;
}

/**
 * Throws `pseudonym_mistyped`, or `not_found` where the reader may not see the person or could have known nothing of it at `knownAt`.
 * Two questions that are sent together tell a record that was never linked with another: a read is one of the things that the registry
 * does most.
 */
export async function findRecord(
  room: Room,
  actor: Actor,
  text: string,
  times: ReadTimes,
  now: Instant,
): Promise<RecordFound> {
  const pseudonym = wantedPseudonym(text);
  const asked = room.persons.findForReading(actor, pseudonym, readingPoint(actor, times, now));
  const statements = room.statements.forReading(actor, pseudonym);
  const person = await asked;
  if (person === null) throw notFound();
  const held = await contentsHeld(room, actor, person, await statements(person));
  const then = knownContents(actor, person.id, held, times);
  if (then === null) throw notFound();
  const owned = await ownedAmong(room, actor, person, held);
  const mergedInto = await shownSurvivor(room, actor, then.survivorId);
  const { leastAlike, staleDays } = room;
  const told = toldOfRow(actor, person.compared, leastAlike);
  const source = { personId: person.id, then, held, owned, told, staleDays };
  const tell = (): ShownRecord =>
    shownOf(actor, person, pseudonym, mergedInto, toldContents(actor, source, times, now));
  return { personId: person.id, pseudonym, tell };
}

interface RecordAlone extends Pick<Room, 'leastAlike' | 'staleDays'> {
  readonly pseudonym: string;
  readonly held: RecordContents;
}

/** As of today, and without asking anything more: of somebody who was never linked, and whose statements name no evidence. */
export function tellAlone(
  actor: Actor,
  person: PersonForReading,
  { pseudonym, held, leastAlike, staleDays }: RecordAlone,
  now: Instant,
): ShownRecord {
  const then = knownContents(actor, person.id, held, {});
  if (then === null) throw notFound();
  const owned = new Set(seesExact(actor, person) ? [person.id] : []);
  const told = toldOfRow(actor, person.compared, leastAlike);
  const source = { personId: person.id, then, held, owned, told, staleDays };
  return shownOf(actor, person, pseudonym, null, toldContents(actor, source, {}, now));
}

function shownOf(
  actor: Actor,
  person: PersonForReading,
  pseudonym: string,
  mergedInto: string | null,
  told: RecordForReader,
): ShownRecord {
  const { survivorId: _inner, ...folded } = told;
  const record = person.isFollowUpOverdue ? withFollowUpOverdue(folded) : folded;
  const banner = person.hasNewsWaiting ? ('call_your_coordinator' as const) : null;
  const shown = { pseudonym, own: ownCaseOf(actor, person), record, mergedInto, banner };
  const tag = recordTag(shown, shown.own === null ? null : (person.identityVersion ?? 0));
  return { personId: person.id, ...shown, tag };
}

/** The same at once, where nothing else waits. */
export async function shownRecord(...asked: Parameters<typeof findRecord>): Promise<ShownRecord> {
  return (await findRecord(...asked)).tell();
}

/** `recorded` are the statements on this person, which are the whole record of somebody who was never linked. */
async function contentsHeld(
  room: Room,
  actor: Actor,
  { id, isLinked }: PersonForReading,
  recorded: readonly Statement[],
): Promise<RecordContents> {
  const linked = isLinked ? (await contentsOfRecords(room, [id], actor)).get(id) : undefined;
  if (linked !== undefined) return linked;
  return contentsAlone(id, await statementsWithOriginals(room, recorded));
}

function ownedAmong(
  room: Room,
  actor: Actor,
  person: PersonForReading,
  held: RecordContents,
): Promise<ReadonlySet<string>> {
  if (person.isLinked) return ownedOf(room, actor, [person], new Map([[person.id, held]]));
  return Promise.resolve(new Set(seesExact(actor, person) ? [person.id] : []));
}

function ownCaseOf(actor: Actor, person: PersonForReading): OwnCase | null {
  if (!isOwner(actor, person)) return null;
  const { reference, sharingLevel, legalBasis, hasIdentity, erasedAt = null, closedAt = null, isAssigned } = person;
  return { reference, sharingLevel, legalBasis, hasIdentity, erasedAt, closedAt, assigned: isAssigned };
}

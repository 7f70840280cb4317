// A person's record as one reader is shown it, with what the owner organisation alone knows of its case.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { LegalBasis, SharingLevel } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import type { Instant } from '../../domain/records/instant.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { shownSurvivor } from '../links/shown-survivor.js';
import type { KnownPerson } from '../persons/get-visible-person.js';
import type { Room } from '../room.js';
import type { ReadTimes } from './at-times.query.js';
import { recordTag } from './record-tag.js';
import { recordsForReader } from './records-for-reader.js';

/** What the owner organisation alone knows of its own case. */
export interface OwnCase {
  readonly reference: string | null;
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
  readonly hasIdentity: boolean;
  /** Whether the reader is assigned to it. */
  readonly assigned: boolean;
}

export interface ShownRecord {
  readonly pseudonym: string;
  /** Null for every organisation but the owner. */
  readonly own: OwnCase | null;
  readonly record: WhereaboutsRecord;
  /** The reader's pseudonym of the record that this one was merged into, null for all others. */
  readonly mergedInto: string | null;
  /** Changes when what this reader is shown changes. */
  readonly tag: string;
}

/** Throws `not_found` where this reader could have known nothing of the person at `knownAt`. */
export async function shownRecord(
  room: Room,
  actor: Actor,
  person: KnownPerson,
  times: ReadTimes,
  now: Instant,
): Promise<ShownRecord> {
  const found = (await recordsForReader(room, actor, [person], times, now)).get(person.id);
  if (found === undefined) throw notFound();
  const { survivorId, ...record } = found;
  const mergedInto = await shownSurvivor(room, actor, survivorId);
  const own = await ownCaseOf(room, actor, person);
  const shown = { pseudonym: person.pseudonym, own, record, mergedInto };
  return { ...shown, tag: recordTag(shown, own === null ? null : (person.identityVersion ?? 0)) };
}

async function ownCaseOf(room: Room, actor: Actor, person: KnownPerson): Promise<OwnCase | null> {
  if (!isOwner(actor, person)) return null;
  const { reference, sharingLevel, legalBasis, hasIdentity } = person;
  const assigned = await room.assignments.isAssigned(person.id, actor.userId);
  return { reference, sharingLevel, legalBasis, hasIdentity, assigned };
}

// Reads a record whose statements are remembered: one question tells whether they still are all there is, and notes the read where they are.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditNote } from '../../domain/audit/audit-entry.js';
import { citedCode } from '../../domain/records/cited-evidence.js';
import type { Instant } from '../../domain/records/instant.js';
import { contentsAlone } from '../../domain/records/record-contents.js';
import { personForReading, readingOf, type ReadingRow } from '../persons/person-for-reading.query.js';
import type { Room } from '../room.js';
import { hasExtent } from '../statements/extent.query.js';
import { signedIn } from '../users/signed-in.query.js';
import { readingPoint } from './records-for-reader.js';
import { tellAlone, type ShownRecord } from './shown-record.js';

/**
 * For `Database.readingAtOnce`, as of today. Null where more would have to be asked: of a record that was linked, that names evidence, or of
 * which there is something new to tell; and where the reader may not see the person, or is not signed in any more.
 */
export async function noteRememberedRecord(
  room: Room,
  actor: Actor,
  pseudonym: string,
  now: Instant,
  note: AuditNote,
): Promise<(() => ShownRecord) | null> {
  const last = room.statements.lastRead(actor, pseudonym);
  if (last === null || last.held.some(({ details }) => citedCode(details) !== null)) return null;
  const { text, parameters } = personForReading(actor, pseudonym, readingPoint(actor, {}, now));
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [
    `sought.id = ${bind(last.personId)}::uuid`,
    'NOT sought.is_linked',
    hasExtent('sought', last.extent, bind),
    stands(actor, bind),
  ];
  const sought = { text, parameters, condition: conditions.join(' AND ') };
  const row = await room.audit.noteFound<ReadingRow>(sought, { ...note, personId: last.personId });
  if (row?.is_noted !== true) return null;
  const person = readingOf(row);
  const { leastAlike, staleDays } = room;
  const held = contentsAlone(person.id, last.held);
  return () => tellAlone(actor, person, { pseudonym, held, leastAlike, staleDays }, now);
}

/** Rights that were just read from the database hold. */
function stands({ userId, remembered }: Actor, bind: (value: unknown) => string): string {
  if (remembered === undefined) return 'true';
  const { signInId, tokenVersion } = remembered;
  return `EXISTS (${signedIn(bind(userId), bind(signInId), bind(tokenVersion))})`;
}

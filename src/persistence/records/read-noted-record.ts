// A read of one record with its entry of the log: in one round trip where its statements are remembered, in two where not.

import type { Actor } from '../../domain/access/actor.js';
import type { AuditDetails, AuditNote } from '../../domain/audit/audit-entry.js';
import { readPseudonym } from '../../domain/identity/pseudonym.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Database } from '../database.js';
import type { Room } from '../room.js';
import type { ReadTimes } from './at-times.query.js';
import { noteRememberedRecord } from './remembered-record.js';
import { findRecord, type ShownRecord } from './shown-record.js';

export interface RecordReading<Beside> {
  /** As it was typed. */
  readonly pseudonym: string;
  readonly times: ReadTimes;
  readonly now: Instant;
  /** What the entry says of how it was read. */
  readonly details: AuditDetails;
  /** What else the answer is made of, asked together with the rest. */
  readonly beside: (room: Room) => Promise<Beside>;
}

/** Throws as `findRecord` does. */
export async function readNotedRecord<Beside, Answer>(
  database: Database,
  actor: Actor,
  reading: RecordReading<Beside>,
  answer: (shown: ShownRecord, beside: Beside) => Answer,
): Promise<Answer> {
  const { times, now, beside } = reading;
  return (
    (await readAtOnce(database, actor, reading, answer)) ??
    database.reading(
      actor,
      (room) => Promise.all([findRecord(room, actor, reading.pseudonym, times, now), beside(room)]),
      ([found, other]) => ({
        note: { ...noteOf(found.pseudonym, reading.details), personId: found.personId },
        answer: () => answer(found.tell(), other),
      }),
    )
  );
}

async function readAtOnce<Beside, Answer>(
  database: Database,
  actor: Actor,
  { pseudonym: text, times, now, details, beside }: RecordReading<Beside>,
  answer: (shown: ShownRecord, beside: Beside) => Answer,
): Promise<Answer | null> {
  const read = readPseudonym(text);
  const isOfToday = times.knownAt === undefined && times.validAt === undefined;
  if (!isOfToday || !read.ok || !database.remembers(actor.organisationId, read.pseudonym)) return null;
  const { pseudonym } = read;
  return database.readingAtOnce(actor, async (room) => {
    const [tell, other] = await Promise.all([
      noteRememberedRecord(room, actor, pseudonym, now, noteOf(pseudonym, details)),
      beside(room),
    ]);
    return tell === null ? null : (): Answer => answer(tell(), other);
  });
}

function noteOf(pseudonym: string, details: AuditDetails): AuditNote {
  return { action: 'record_read', subjectKind: 'person', subjectId: pseudonym, details };
}

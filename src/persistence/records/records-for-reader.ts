// Folds persons' records as one reader may see them: exact for the owner organisation, coarse for every other.

import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { coarsenRecord } from '../../domain/records/coarsen-record.js';
import { foldRecord } from '../../domain/records/fold-record.js';
import type { Instant } from '../../domain/records/instant.js';
import type { Statement } from '../../domain/records/statement.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { withFollowUpOverdue } from '../../domain/tasks/follow-up-flag.js';
import type { Room } from '../room.js';

/** The two times that every read may ask for; absent is now. */
export interface ReadTimes {
  readonly knownAt?: Instant | undefined;
  readonly validAt?: Instant | undefined;
}

/** What one organisation gives in confidence exists for nobody else. */
export function mayRead(actor: Actor, statement: Statement): boolean {
  return !statement.confidential || statement.author.organisationId === actor.organisationId;
}

/** Keyed by person id; a person of whom this reader could have known nothing at `knownAt` is absent. */
export async function recordsForReader(
  room: Room,
  actor: Actor,
  persons: readonly Person[],
  times: ReadTimes,
  now: Instant,
): Promise<Map<string, WhereaboutsRecord>> {
  const statements = await room.statements.ofPersons(persons.map((person) => person.id));
  const records = new Map<string, WhereaboutsRecord>();
  for (const person of persons) {
    const recorded = (statements.get(person.id) ?? []).map(({ statement }) => statement);
    const known = recorded.some((one) => mayRead(actor, one) && one.recordedAt <= (times.knownAt ?? Infinity));
    if (!known) continue;
    const record = foldRecord(recorded, {
      today: times.validAt ?? times.knownAt ?? now,
      view: { organisationId: actor.organisationId },
      ...(times.knownAt !== undefined && { knownAt: times.knownAt }),
      ...(times.validAt !== undefined && { validAt: times.validAt }),
    });
    records.set(person.id, isOwner(actor, person) ? record : coarsenRecord(record));
  }
  return withFollowUps(room, actor, records, times, now);
}

/** A follow-up belongs to the organisation that promised it: no other reader's record changes. */
async function withFollowUps(
  room: Room,
  actor: Actor,
  records: Map<string, WhereaboutsRecord>,
  times: ReadTimes,
  now: Instant,
): Promise<Map<string, WhereaboutsRecord>> {
  if (records.size === 0) return records;
  const overdue = await room.tasks.overdueFollowUps([...records.keys()], {
    organisationId: actor.organisationId,
    today: times.validAt ?? times.knownAt ?? now,
    asOf: Math.min(now, times.knownAt ?? now, times.validAt ?? now),
  });
  for (const [id, record] of records) if (overdue.has(id)) records.set(id, withFollowUpOverdue(record));
  return records;
}

// Lists the records that the reader's organisation may see, a page at a time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { Person } from '../../domain/access/person-visibility.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readPseudonym } from '../../domain/identity/pseudonym.js';
import { ageBand, type AgeBand } from '../../domain/records/age-band.js';
import { RECORD_FLAGS, type RecordFlag } from '../../domain/records/flags.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database, ONE_SNAPSHOT } from '../../persistence/database.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { MOST_LISTED } from '../../persistence/records/projection.repository.js';
import { recordsForReader } from '../../persistence/records/records-for-reader.js';
import type { Room } from '../../persistence/room.js';

export interface ListRecordsCommand extends ReadTimes {
  readonly status?: string | undefined;
  readonly flag?: string | undefined;
  /** Only cases that the reader is assigned to. */
  readonly assignedToMe: boolean;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedRecord {
  readonly pseudonym: string;
  /** Whether the reader's organisation registered the person; its own reference is told to it alone. */
  readonly own: boolean;
  readonly reference: string | null;
  readonly status: WhereaboutsStatus;
  readonly flags: readonly RecordFlag[];
  /** Month of the loss, or `unknown`, as the next two. */
  readonly month: string;
  readonly state: string;
  readonly ageBand: AgeBand;
  /** Age of the last sign of life in whole days; null where none or no earliest instant is known. */
  readonly signOfLifeDays: number | null;
}

export interface ListRecordsAnswer {
  readonly records: readonly ListedRecord[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;

@Injectable()
export class ListRecords {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Status and flag choose by what held at the times asked for, and whoever was not yet known or not yet concerned then is in no page. The
   * page is in the order in which people were registered, which no filter changes, so that no order tells what is not shown.
   */
  async execute(actor: Actor, command: ListRecordsCommand): Promise<ListRecordsAnswer> {
    requireAllowed(actor, 'list_records');
    const now = this.entropy.now();
    const filter = readFilter(command);
    const listing = async (room: Room): Promise<ListRecordsAnswer> => {
      const after = command.cursor === undefined ? undefined : await positionOf(room, actor, command.cursor);
      const page = await room.projections.listVisible(actor, {
        ...filter,
        ...(command.assignedToMe && { assignedTo: actor.userId }),
        ...(after !== undefined && { after }),
        ...timesOf(command, now),
      });
      const persons = await room.persons.filterVisible(actor, page.personIds);
      const records = await recordsForReader(room, actor, persons, command, now);
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, page.personIds);
      const listed = persons.flatMap((person) => {
        const [record, pseudonym] = [records.get(person.id), pseudonyms.get(person.id)];
        return record === undefined || pseudonym === undefined ? [] : [listedOf(actor, person, pseudonym, record)];
      });
      await room.audit.note({
        action: 'records_listed',
        subjectKind: 'person',
        details: {
          status: filter.status ?? null,
          flag: filter.flag ?? null,
          assignedToMe: command.assignedToMe,
          knownAt: command.knownAt ?? null,
          validAt: command.validAt ?? null,
          listed: listed.length,
        },
      });
      const last = pseudonyms.get(page.personIds.at(-1) ?? '');
      return { records: listed, cursor: page.more && last !== undefined ? cursorOf(last) : null };
    };
    // A page is chosen by the projection and shown by folds: of two moments, a list of the missing might show somebody held.
    return this.database.transaction(actor, listing, ONE_SNAPSHOT);
  }
}

/** The reader's day is the day asked for, else the day of what was known, else now. */
function timesOf(
  { knownAt, validAt }: ReadTimes,
  now: number,
): ReadTimes & { readonly today: number; readonly asOf: number } {
  return { knownAt, validAt, today: validAt ?? knownAt ?? now, asOf: Math.min(now, knownAt ?? now, validAt ?? now) };
}

function readFilter(command: ListRecordsCommand): { status?: WhereaboutsStatus; flag?: RecordFlag; limit: number } {
  const limit = command.limit ?? LISTED;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
  }
  const status = WHEREABOUTS_STATUSES.find((one) => one === command.status);
  if (command.status !== undefined && status === undefined) {
    throw invalidField('/status', `one of ${WHEREABOUTS_STATUSES.join(', ')}`);
  }
  const flag = RECORD_FLAGS.find((one) => one === command.flag);
  if (command.flag !== undefined && flag === undefined)
    throw invalidField('/flag', `one of ${RECORD_FLAGS.join(', ')}`);
  return { limit, ...(status !== undefined && { status }), ...(flag !== undefined && { flag }) };
}

/** A cursor is the reader's own pseudonym of the last person listed: it tells its reader nothing new, and is of no use to others. */
function cursorOf(pseudonym: string): string {
  return Buffer.from(pseudonym, 'latin1').toString('base64url');
}

async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const reading = readPseudonym(Buffer.from(cursor, 'base64url').toString('latin1'));
  const position = reading.ok ? await room.persons.findIdByPseudonym(actor.organisationId, reading.pseudonym) : null;
  if (position === null) throw invalidField('/cursor', 'the cursor of the page before');
  return position;
}

function listedOf(actor: Actor, person: Person, pseudonym: string, record: WhereaboutsRecord): ListedRecord {
  const { status, month, state } = projectRecord(record);
  const own = isOwner(actor, person);
  return {
    pseudonym,
    own,
    reference: own ? person.reference : null,
    status,
    flags: record.flags.map(({ flag }) => flag),
    month,
    state,
    ageBand: ageBand(record.birthYears, record.asOf),
    signOfLifeDays: record.lastSignOfLife?.ageDays ?? null,
  };
}

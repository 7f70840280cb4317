// Lists the records that the reader's organisation may see, a page at a time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readPseudonym } from '../../domain/identity/pseudonym.js';
import { rungOf, type Told } from '../../domain/anonymity/rungs.js';
import { startOfTold, toldBand, toldMonth, toldState } from '../../domain/anonymity/told-particulars.js';
import { ageBand, type AgeBand } from '../../domain/records/age-band.js';
import { RECORD_FLAGS, type RecordFlag } from '../../domain/records/flags.js';
import { ageInDays } from '../../domain/records/life-signs.js';
import { ageTold } from '../../domain/records/coarsen-record.js';
import { startOfMonth } from '../../domain/records/partial-date.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Database } from '../../persistence/database.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { MOST_LISTED, type ListedProjection, type ListedRow } from '../../persistence/records/projection.repository.js';
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
   * All of one page is of one moment. Status and flag choose by what held at the times asked for, and whoever was not yet known or not yet
   * concerned then is in no page. The page is in the order in which people were registered, which no filter changes, so that no order tells what is not shown.
   */
  async execute(actor: Actor, command: ListRecordsCommand): Promise<ListRecordsAnswer> {
    requireAllowed(actor, 'list_records');
    const now = this.entropy.now();
    const filter = readFilter(command);
    return this.database.reading(
      actor,
      async (room) => {
        const after = command.cursor === undefined ? undefined : await positionOf(room, actor, command.cursor);
        const times = timesOf(command, now);
        const page = await room.projections.listVisible(actor, {
          ...filter,
          ...(command.assignedToMe && { assignedTo: actor.userId }),
          ...(after !== undefined && { after }),
          ...times,
          now,
          leastAlike: room.leastAlike,
        });
        const named = await namedRows(room, actor, page.rows);
        const listed = await listedOf(room, actor, named, { command, now, today: times.today });
        return { listed, last: page.more ? named.at(-1) : undefined };
      },
      ({ listed, last }) => ({
        answer: () => ({ records: listed, cursor: last === undefined ? null : cursorOf(last.pseudonym) }),
        note: {
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
        },
      }),
    );
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

/** The moments that a page is told for: those asked for, now, and the reader's day. */
interface Moments {
  readonly command: ReadTimes;
  readonly now: number;
  readonly today: number;
}

interface NamedRow extends ListedRow {
  readonly pseudonym: string;
}

/** An organisation that never met a person before is given its pseudonym now. */
async function namedRows(room: Room, actor: Actor, rows: readonly ListedRow[]): Promise<NamedRow[]> {
  const unnamed = rows.filter(({ pseudonym }) => pseudonym === null).map(({ personId }) => personId);
  const drawn = await room.persons.pseudonymsFor(actor.organisationId, unnamed);
  return rows.flatMap((row) => {
    const pseudonym = row.pseudonym ?? drawn.get(row.personId);
    return pseudonym === undefined ? [] : [{ ...row, pseudonym }];
  });
}

/** Rows tell what is listed; only who was merged with another, or whose row is of an older version, is folded. */
async function listedOf(
  room: Room,
  actor: Actor,
  rows: readonly NamedRow[],
  { command, now, today }: Moments,
): Promise<ListedRecord[]> {
  const unfolded = rows.filter(({ shown }) => shown === null).map(({ personId }) => personId);
  const persons = await room.persons.filterVisible(actor, unfolded);
  const records = persons.length === 0 ? null : await recordsForReader(room, actor, persons, command, now);
  return rows.flatMap(({ personId, pseudonym, own, exact, reference, shown, told: toldOf }): ListedRecord[] => {
    const record = records?.get(personId);
    const told =
      shown === null ? record && toldByRecord(record) : toldByRow(shown, exact, toldOf, toldOf === null ? today : now);
    return told === undefined ? [] : [{ pseudonym, own, reference, ...told }];
  });
}

type ToldOfRecord = Omit<ListedRecord, 'pseudonym' | 'own' | 'reference'>;

/** The same as the record tells, without folding it. */
function toldByRow(shown: ListedProjection, exact: boolean, told: Told | null, today: number): ToldOfRecord {
  const { status, flags, state, month, birthYears, signAt } = shown;
  const band = ageBand(birthYears, today);
  if (exact || told === null) {
    const signOfLifeDays = signAt === null ? null : ageInDays(exact ? signAt : startOfMonth(signAt), today);
    return { status, flags, month, state, ageBand: band, signOfLifeDays };
  }
  const rung = rungOf(told);
  const toldAge = toldBand(band, ageTold(told, today));
  return {
    status,
    flags: flags.filter((flag) => flag !== 'child' || toldAge === '0-17'),
    month: toldMonth(month, rung.lossDate),
    state: toldState(state, rung),
    ageBand: toldAge,
    signOfLifeDays: signAt === null ? null : ageInDays(startOfTold(signAt, rung.dates), today),
  };
}

function toldByRecord(record: WhereaboutsRecord): ToldOfRecord {
  const { status, month, state } = projectRecord(record);
  return {
    status,
    flags: record.flags.map(({ flag }) => flag),
    month,
    state,
    ageBand: ageBand(record.birthYears, record.asOf),
    signOfLifeDays: record.lastSignOfLife?.ageDays ?? null,
  };
}

// Translates between the rows of the projection and its past and the domain's intervals of a record.

import type { Instant } from '../../domain/records/instant.js';
import type { RecordInterval } from '../../domain/records/record-history.js';
import type { RecordProjection } from '../../domain/records/record-projection.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import { instantOf, timestampOf } from '../statements/statement-row.js';

/** An interval of one person. */
export interface PersonInterval {
  readonly personId: string;
  readonly interval: RecordInterval;
}

/** The columns of what a record looks like, which both tables have. */
export const PROJECTED = `status, fate, episode, sex, state, municipality, month, category, side, holder,
  lasting_flags, timed_flags, raised_from, raised_until, birth_from, birth_to, sign_at, nationality, source, time_to_return, custody,
  custody_from, custody_by, layout`;

/** Of whom the row is, as far as that decides who may know of the person; in both tables, and never altered. */
export const KNOWN_TO = 'owner_organisation_id, sharing_level';

/** Of rows that hold all that is counted; those of an older version hold less, and are made anew with the next change. */
export const LAYOUT = 3;
/** Of rows that hold all that a list shows, and of newer ones. */
export const LISTED_LAYOUT = 2;

/** Of `cellsOf`, as a source of rows; arrays and not objects, which PostgreSQL takes half as long again to read. */
export const GIVEN = `SELECT (g->>0)::uuid AS person_id, g->>1 AS view, (g->>2)::timestamptz AS known_from, (g->>3)::timestamptz AS known_to,
    (g->>4)::timestamptz AS valid_from, (g->>5)::timestamptz AS valid_to, g->>6 AS status, g->>7 AS fate, (g->>8)::integer AS episode, g->>9 AS sex,
    g->>10 AS state, g->>11 AS municipality, g->>12 AS month, g->>13 AS category, g->>14 AS side, g->>15 AS holder,
    (g->>16)::text[] AS lasting_flags, (g->>17)::text[] AS timed_flags, (g->>18)::timestamptz[] AS raised_from, (g->>19)::timestamptz[] AS raised_until,
    (g->>20)::smallint AS birth_from, (g->>21)::smallint AS birth_to, (g->>22)::timestamptz AS sign_at,
    g->>23 AS nationality, g->>24 AS source, g->>25 AS time_to_return, g->>26 AS custody, (g->>27)::timestamptz AS custody_from,
    (g->>28)::timestamptz AS custody_by, ${LAYOUT}::smallint AS layout
  FROM jsonb_array_elements($1::jsonb) AS given(g)`;

export interface IntervalRow {
  person_id: string;
  view: string;
  known_from: string;
  known_to: string;
  valid_from: string;
  valid_to: string;
  status: string | null;
  fate: string;
  episode: number;
  sex: string;
  state: string;
  municipality: string;
  month: string;
  category: string;
  side: string;
  holder: string;
  lasting_flags: string[];
  timed_flags: string[];
  raised_from: string[];
  raised_until: string[];
  birth_from: number | null;
  birth_to: number | null;
  sign_at: string | null;
  nationality: string | null;
  source: string | null;
  time_to_return: string | null;
  custody: string | null;
  custody_from: string | null;
  custody_by: string | null;
}

/** Both tables give their rows in this form; times are texts, since ±infinity is no JavaScript date. */
export const INTERVAL_COLUMNS = `person_id, view, known_from::text, known_to::text, valid_from::text, valid_to::text, status, fate, episode, sex, state,
  municipality, month, category, side, holder, lasting_flags, timed_flags, raised_from::text[], raised_until::text[], birth_from, birth_to, sign_at::text,
  nationality, source, time_to_return, custody, custody_from::text, custody_by::text`;

/** The row of today's lists and counts: what is known now, on every day from the last that changes anything on. */
export function isOfToday({ knownTo, validTo }: RecordInterval): boolean {
  return knownTo === Infinity && validTo === Infinity;
}

/** Flags and instants need no quoting within an array. */
function arrayOf(values: readonly string[]): string {
  return `{${values.join(',')}}`;
}

export function cellsOf({ personId, interval }: PersonInterval): unknown[] {
  const { view, knownFrom, knownTo, validFrom, validTo, projection } = interval;
  const times = [knownFrom, knownTo, validFrom, validTo].map(timestampOf);
  return [personId, view, ...times, ...(projection === null ? NOT_CONCERNED : shownCells(projection))];
}

const NOT_CONCERNED = [
  ...Array.from({ length: 10 }, () => null),
  '{}',
  '{}',
  '{}',
  '{}',
  ...Array.from({ length: 9 }, () => null),
];

function textOf(instant: Instant | null): string | null {
  return instant === null ? null : timestampOf(instant);
}

function momentOf(text: string | null): Instant | null {
  return text === null ? null : instantOf(text);
}

/** In the order of PROJECTED. */
function shownCells(shown: RecordProjection): unknown[] {
  const { status, fate, episode, sex, state, municipality, month, category, side, holder, timedFlags } = shown;
  return [
    ...[status, fate, episode, sex, state, municipality, month, category, side, holder],
    arrayOf(shown.lastingFlags),
    arrayOf(timedFlags.map(({ flag }) => flag)),
    arrayOf(timedFlags.map(({ from }) => timestampOf(from))),
    arrayOf(timedFlags.map(({ until }) => timestampOf(until))),
    shown.birthYears?.from ?? null,
    shown.birthYears?.to ?? null,
    textOf(shown.signAt),
    ...[shown.nationality, shown.source, shown.timeToReturn, shown.custody],
    textOf(shown.custodyFrom),
    textOf(shown.custodyBy),
  ];
}

/** The row was folded by the domain before it was written; `records verify` finds one that says anything else. */
export function intervalOf(row: IntervalRow): RecordInterval {
  return {
    view: row.view,
    knownFrom: instantOf(row.known_from),
    knownTo: instantOf(row.known_to),
    validFrom: instantOf(row.valid_from),
    validTo: instantOf(row.valid_to),
    projection: row.status === null ? null : projectionOf(row),
  };
}

function projectionOf(row: IntervalRow): RecordProjection {
  const { status, fate, episode, sex, state, municipality, month, category, side, holder } = row;
  const shown = { status, fate, episode, sex, state, municipality, month, category, side, holder };
  const timedFlags = row.timed_flags.map((flag, at) => ({
    flag: flag as RecordFlag,
    from: instantOf(row.raised_from[at] ?? 'infinity'),
    until: instantOf(row.raised_until[at] ?? 'infinity'),
  }));
  const { birth_from: from, birth_to: to } = row;
  const birthYears = from === null || to === null ? null : { from, to };
  return {
    ...shown,
    lastingFlags: row.lasting_flags as RecordFlag[],
    timedFlags,
    birthYears,
    signAt: momentOf(row.sign_at),
    nationality: row.nationality,
    source: row.source,
    timeToReturn: row.time_to_return,
    custody: row.custody,
    custodyFrom: momentOf(row.custody_from),
    custodyBy: momentOf(row.custody_by),
  } as RecordProjection;
}

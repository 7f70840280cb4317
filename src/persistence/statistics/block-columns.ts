// What stands in the columns that counts read, as texts of a row, and what a count on some day reads out of them.

import { ageBand, yearAround } from '../../domain/records/age-band.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import type { Instant } from '../../domain/records/instant.js';
import type { CustodyState } from '../../domain/records/time-lengths.js';
import {
  changesOfSignAge,
  changesOfTimeInCustody,
  quarterOf,
  signAge,
  standingFlags,
  timeInCustody,
  yearOf,
} from '../../domain/statistics/day-values.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { instantOf } from '../statements/statement-row.js';

/** Persons of a block: a column of one byte each is 16 kB, and 200,000 persons are 13 blocks, each with its own lists of what codes stand for. */
export const PERSONS_OF_BLOCK = 16_384;

/** Rows that stand for today, those that stand for the days before as they are known today, and those of what was known once. */
export type Part = 'today' | 'known' | 'past';

/** The person of a row, by its place in the block; a number, and no code. */
export const PLACE = 'place';
/** Who may read the row, as `readerText` has it. */
export const READER = 'reader';

/** Since when and until when something was known: instants, as milliseconds since the epoch, and no codes, since hardly two are the same. */
export const KNOWN_FROM = 'known_from';
export const KNOWN_UNTIL = 'known_to';

const custody = `concat_ws('|', coalesce(r.custody, 'end_unknown'), r.custody_from::text, r.custody_by::text)`;
const flags = `CASE WHEN r.timed_flags = '{}' THEN array_to_string(r.lasting_flags, ' ')
  ELSE json_build_array(r.lasting_flags, r.timed_flags, r.raised_from::text[], r.raised_until::text[])::text END`;
/** The view, whose the person is, how it is shared, and whether the person is concerned at all. */
const reader = `json_build_array(r.view, r.owner_organisation_id, r.sharing_level, r.status IS NOT NULL)::text`;

/** In SQL, of a row `r`; rows of an older layout lack some and are counted under what is not known. */
export const CODED = {
  [READER]: reader,
  status: `coalesce(r.status, '')`,
  fate: `coalesce(r.fate, '')`,
  sex: `coalesce(r.sex, '')`,
  state: `coalesce(r.state, '')`,
  municipality: `coalesce(r.municipality, '')`,
  month: `coalesce(r.month, '')`,
  category: `coalesce(r.category, '')`,
  side: `coalesce(r.side, '')`,
  holder: `coalesce(r.holder, '')`,
  source: `coalesce(r.source, 'unknown')`,
  nationality: `coalesce(r.nationality, 'unknown')`,
  time_to_return: `coalesce(r.time_to_return, 'unknown')`,
  birth: `concat_ws(' ', r.birth_from, r.birth_to)`,
  sign: `coalesce(r.sign_at::text, '')`,
  custody,
  flags,
} as const;

export type CodedName = keyof typeof CODED;
export const CODED_NAMES = Object.keys(CODED) as readonly CodedName[];

/** Since when and until when something was so, as codes of instants: days, of which many rows have the same. */
export const VALID_FROM = 'valid_from';
export const VALID_UNTIL = 'valid_to';

export const CODED_INSTANTS = {
  [VALID_FROM]: `CASE WHEN r.known_from IS NULL THEN 'infinity' ELSE coalesce(r.valid_from::text, 'infinity') END`,
  [VALID_UNTIL]: 'r.valid_to::text',
} as const;

export type CodedInstantName = keyof typeof CODED_INSTANTS;
export const CODED_INSTANT_NAMES = Object.keys(CODED_INSTANTS) as readonly CodedInstantName[];

/** What a text says on a day, and between which instants around it the same: since the one, until before the other. */
export interface ReadOnDay {
  readonly value: string;
  readonly from: Instant;
  readonly until: Instant;
}

export type Reading = (day: Instant) => ReadOnDay;

function always(value: string): Reading {
  const read = { value, from: -Infinity, until: Infinity };
  return () => read;
}

/** @param changes all instants at which the value may become another, in any order. */
function changing(valueOn: (day: Instant) => string, changes: readonly Instant[]): Reading {
  return (day) => ({
    value: valueOn(day),
    from: Math.max(-Infinity, ...changes.filter((change) => change <= day)),
    until: Math.min(Infinity, ...changes.filter((change) => change > day)),
  });
}

function readBirth(told: string): Reading {
  const [from, to] = told.split(' ');
  if (from === undefined || to === undefined) return always(ageBand(null, 0));
  const years = { from: Number(from), to: Number(to) };
  return (day) => ({ value: ageBand(years, day), ...yearAround(day) });
}

function readSign(told: string): Reading {
  const signAt = told === '' ? null : instantOf(told);
  return changing((day) => signAge(signAt, day), changesOfSignAge(signAt));
}

function readCustody(told: string): Reading {
  const [state, from, by] = told.split('|');
  const instant = (text: string | undefined): Instant | null => (text === undefined ? null : instantOf(text));
  const held = { custody: state as CustodyState, custodyFrom: instant(from), custodyBy: instant(by) };
  return changing((day) => timeInCustody(held, day), changesOfTimeInCustody(held));
}

type TimedFlagsTold = readonly [RecordFlag[], RecordFlag[], string[], string[]];

function readFlags(told: string): Reading {
  if (!told.startsWith('['))
    return always(standingFlags({ lastingFlags: told.split(' ').filter(Boolean) as RecordFlag[], timedFlags: [] }, 0));
  const [lastingFlags, timed, from, until] = JSON.parse(told) as TimedFlagsTold;
  const timedFlags = timed.map((flag, at) => ({
    flag,
    from: instantOf(from[at] ?? 'infinity'),
    until: instantOf(until[at] ?? 'infinity'),
  }));
  const changes = timedFlags.flatMap((flag) => [flag.from, flag.until]);
  return changing((day) => standingFlags({ lastingFlags, timedFlags }, day), changes);
}

/** From which column a dimension is read, and what its text says on a day; a text is read once and not for each person. */
export interface ReadDimension {
  readonly column: CodedName;
  readonly read: (told: string) => Reading;
}

function asTold(column: CodedName): ReadDimension {
  return { column, read: always };
}

/** The same on every day, and no text of its own. */
function ofMonth(valueOf: (month: string) => string): ReadDimension {
  return { column: 'month', read: (told) => always(valueOf(told)) };
}

export const READ_DIMENSIONS: Readonly<Record<Dimension, ReadDimension>> = {
  status: asTold('status'),
  fate: asTold('fate'),
  sex: asTold('sex'),
  age_band: { column: 'birth', read: readBirth },
  state: asTold('state'),
  municipality: asTold('municipality'),
  month: asTold('month'),
  quarter: ofMonth(quarterOf),
  year: ofMonth(yearOf),
  source: asTold('source'),
  nationality: asTold('nationality'),
  sign_of_life_age: { column: 'sign', read: readSign },
  time_in_custody: { column: 'custody', read: readCustody },
  time_to_return: asTold('time_to_return'),
  category: asTold('category'),
  side: asTold('side'),
  holder: asTold('holder'),
  flag: { column: 'flags', read: readFlags },
};

/** Of `READER`. */
export type ReaderTold = readonly [view: string, owner: string, sharingLevel: string, isConcerned: boolean];

export function readerOfText(text: string): ReaderTold {
  return JSON.parse(text) as ReaderTold;
}

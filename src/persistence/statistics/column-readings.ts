// What a count on some day reads out of the texts of columns, and how the long ones of them are written there.

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
import type { CodedName } from './block-columns.js';

type TimedFlagsTold = readonly [RecordFlag[], RecordFlag[], string[], string[]];

/** The lasting ones, and behind each `|` one of those that stand for a time, with both instants. */
function briefFlags(told: string): string {
  if (!told.startsWith('[')) return told;
  const [lasting, timed, from, until] = JSON.parse(told) as TimedFlagsTold;
  const standing = timed.map((flag, at) =>
    [flag, instantOf(from[at] ?? 'infinity'), instantOf(until[at] ?? 'infinity')].join(' '),
  );
  return [lasting.join(' '), ...standing].join('|');
}

/** How texts are kept that tell instants, most of which stand in each block once: as milliseconds they are read in half the time. */
const BRIEF: Readonly<Partial<Record<CodedName, (told: string) => string>>> = {
  sign: (told) => (told === '' ? '' : String(instantOf(told))),
  custody: (told) => {
    const [state, ...instants] = told.split('|');
    return [state, ...instants.map(instantOf)].join('|');
  },
  flags: briefFlags,
};

/** @param told as the column has it in SQL, each text once. */
export function keptTexts(name: CodedName, told: readonly string[]): readonly string[] {
  const brief = BRIEF[name];
  return brief === undefined ? told : told.map(brief);
}

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
  return (day) => {
    let [from, until] = [-Infinity, Infinity];
    for (const change of changes)
      if (change <= day) from = Math.max(from, change);
      else until = Math.min(until, change);
    return { value: valueOn(day), from, until };
  };
}

function readBirth(told: string): Reading {
  const [from, to] = told.split(' ');
  if (from === undefined || to === undefined) return always(ageBand(null, 0));
  const years = { from: Number(from), to: Number(to) };
  return (day) => ({ value: ageBand(years, day), ...yearAround(day) });
}

function readSign(told: string): Reading {
  const signAt = told === '' ? null : Number(told);
  return changing((day) => signAge(signAt, day), changesOfSignAge(signAt));
}

function readCustody(told: string): Reading {
  const [state, from, by] = told.split('|');
  const instant = (text: string | undefined): Instant | null => (text === undefined ? null : Number(text));
  const held = { custody: state as CustodyState, custodyFrom: instant(from), custodyBy: instant(by) };
  return changing((day) => timeInCustody(held, day), changesOfTimeInCustody(held));
}

function flagsIn(text: string): RecordFlag[] {
  return text.split(' ').filter(Boolean) as RecordFlag[];
}

function readFlags(told: string): Reading {
  const [lasting = '', ...timed] = told.split('|');
  const lastingFlags = flagsIn(lasting);
  if (timed.length === 0) return always(standingFlags({ lastingFlags, timedFlags: [] }, 0));
  const timedFlags = timed.map((text) => {
    const [flag, from, until] = text.split(' ');
    return { flag: flag as RecordFlag, from: Number(from), until: Number(until) };
  });
  const changes = timedFlags.flatMap(({ from, until }) => [from, until]);
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

// Partial dates: reads EDTF level 1 in its hyphenated form into the earliest and latest instant that it allows.
//
// The grammar is written out here and not taken from a parser: the general one of npm `edtf` 4.11 reads '20201212' as a
// year, needs 1.1 ms for an interval (an import reads 4,000 a second) and gives an unknown end the form of an open one.
// The tests hold this grammar against that parser wherever both answer.

import type { Instant } from './instant.js';

/** An EDTF text with the first and last millisecond it allows; ±Infinity stands for an open end, never for an unknown one. */
export interface PartialDate {
  readonly edtf: string;
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Why a text is no date that the registry takes: a stable code and a sentence that names no input. */
export const DATE_FAULTS = {
  date_missing: 'A date is needed; where nothing is known, give the interval that is certain, for example 2020-10/..',
  date_not_edtf:
    'The date is not written as EDTF level 1: 2020-12-12, 2020-11, 1994-XX, 2020-11~, 2020-09-27/2020-11-10.',
  date_not_hyphenated: 'Year, month and day are separated by hyphens: 2020-12-12.',
  date_season:
    'Seasons (months 21 to 41 of EDTF) begin at different times in different places; give an interval of months.',
  date_impossible: 'The calendar or the clock has no such day or hour.',
  date_without_zone: 'A time of day needs its zone: 2020-12-27T10:00Z or 2020-12-27T14:00+04:00.',
  date_end_unknown: 'An interval names both ends; an end that is still open is written as two dots: 2020-11/..',
  date_unbounded: 'An interval that is open at both ends says nothing.',
  date_reversed: 'The interval ends before it begins.',
  date_out_of_range: 'The year lies outside of 1800 to 2199.',
} as const;

type DateFault = keyof typeof DATE_FAULTS;

export type DateReading =
  | { readonly ok: true; readonly date: PartialDate }
  | { readonly ok: false; readonly reason: DateFault; readonly words: string };

/** The longest text of the grammar is an interval of two times with zones, 51 characters. */
const LONGEST = 51;
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;
const MINUTE = 60_000;

type Unit = 'century' | 'decade' | 'year' | 'month' | 'day';
interface Span {
  readonly earliest: Instant;
  readonly latest: Instant;
}

const CALENDAR = /^(?<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?<month>\d\d|XX)(?:-(?<day>\d\d|XX))?)?(?<qualifier>[~?%])?$/;
const MOMENT =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d)(?::(?<zoneMinute>\d\d))?)$/;
const MOMENT_WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/;
/** Years of each unit that is made of whole years. */
const YEARS: Readonly<Partial<Record<Unit, number>>> = { century: 100, decade: 10, year: 1 };

/** First millisecond of the unit that holds this calendar day, moved by a number of units. */
function startOf({ unit, year, month, day }: CalendarDay, moved: number): Instant {
  const years = YEARS[unit];
  if (years !== undefined) return Date.UTC(year + moved * years, 0, 1);
  return unit === 'month' ? Date.UTC(year, month - 1 + moved, 1) : Date.UTC(year, month - 1, day + moved);
}

/** The narrowest unit that is written in digits; null where an X stands left of a digit. */
function unitOf(year: string, month: string | undefined, day: string | undefined): Unit | null {
  const yearMask = year.endsWith('XX') ? 'century' : year.endsWith('X') ? 'decade' : null;
  if (yearMask !== null) return month === undefined ? yearMask : null;
  if (month === undefined || month === 'XX') return day === undefined || day === 'XX' ? 'year' : null;
  return day === undefined || day === 'XX' ? 'month' : 'day';
}

/** `~` and `?` widen by one unit of the date's precision on both sides, `%` (both at once) by two. */
const WIDENING: Readonly<Record<string, number>> = { '~': 1, '?': 1, '%': 2 };

interface CalendarDay {
  readonly unit: Unit;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What is written, an X counting as the first of its kind; null where an X stands left of a digit. */
function calendarDay(year: string, month: string | undefined, day: string | undefined): CalendarDay | null {
  const unit = unitOf(year, month, day);
  if (unit === null) return null;
  const numeral = (text: string | undefined): number => (text === undefined || text === 'XX' ? 1 : Number(text));
  return { unit, year: Number(year.replaceAll('X', '0')), month: numeral(month), day: numeral(day) };
}

function calendarFault({ year, month, day }: CalendarDay): DateFault | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'date_out_of_range';
  if (month >= 21 && month <= 41) return 'date_season';
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? null : 'date_impossible';
}

/** Reads one calendar date; in an interval no X is allowed (level 1 has none there). */
function calendarSpan(text: string, inInterval: boolean): Span | DateFault {
  const parts = CALENDAR.exec(text)?.groups;
  if (parts === undefined) return unreadable(text);
  const written = calendarDay(parts['year'] ?? '', parts['month'], parts['day']);
  const qualifier = parts['qualifier'] ?? '';
  // Level 1 allows either unspecified digits or a qualifier, not both in one date.
  if (written === null || (text.includes('X') && (inInterval || qualifier !== ''))) return 'date_not_edtf';
  const fault = calendarFault(written);
  if (fault !== null) return fault;
  const widening = WIDENING[qualifier] ?? 0;
  return { earliest: startOf(written, -widening), latest: startOf(written, 1 + widening) - 1 };
}

function unreadable(text: string): DateFault {
  if (MOMENT_WITHOUT_ZONE.test(text)) return 'date_without_zone';
  return /^\d{6}(?:\d\d)?$/.test(text) ? 'date_not_hyphenated' : 'date_not_edtf';
}

/** Minutes east of Greenwich, or null where there is no such zone; zones reach from -12:00 to +14:00. */
function offsetOf(sign: string | undefined, hours: number, minutes: number): number | null {
  const offset = (hours * 60 + minutes) * (sign === '-' ? -1 : 1);
  return minutes > 59 || offset < -12 * 60 || offset > 14 * 60 ? null : offset;
}

/** Reads a time of day with its zone; without seconds it spans the minute. */
function momentSpan(text: string): Span | DateFault {
  const parts = MOMENT.exec(text)?.groups;
  if (parts === undefined) return unreadable(text);
  const day = calendarSpan(parts['date'] ?? '', false);
  if (typeof day === 'string') return day;
  const numeral = (name: string): number => Number(parts[name] ?? '0');
  const offset = offsetOf(parts['sign'], numeral('zoneHour'), numeral('zoneMinute'));
  if (offset === null || numeral('hour') > 23 || numeral('minute') > 59 || numeral('second') > 59) {
    return 'date_impossible';
  }
  const earliest =
    day.earliest + (numeral('hour') * 60 + numeral('minute') - offset) * MINUTE + numeral('second') * 1000;
  return { earliest, latest: earliest + (parts['second'] === undefined ? MINUTE : 1000) - 1 };
}

function endSpan(text: string, inInterval: boolean): Span | DateFault {
  return text.includes('T') ? momentSpan(text) : calendarSpan(text, inInterval);
}

function intervalSpan(from: string, to: string): Span | DateFault {
  if (from === '' || to === '') return 'date_end_unknown';
  if (from === '..' && to === '..') return 'date_unbounded';
  const lower = from === '..' ? { earliest: -Infinity, latest: -Infinity } : endSpan(from, true);
  if (typeof lower === 'string') return lower;
  const upper = to === '..' ? { earliest: Infinity, latest: Infinity } : endSpan(to, true);
  if (typeof upper === 'string') return upper;
  if (upper.latest < lower.earliest) return 'date_reversed';
  return { earliest: lower.earliest, latest: upper.latest };
}

function spanOf(text: string): Span | DateFault {
  if (text.length > LONGEST) return 'date_not_edtf';
  const ends = text.split('/');
  if (ends.length > 2) return 'date_not_edtf';
  const [from = '', to] = ends;
  return to === undefined ? endSpan(from, false) : intervalSpan(from, to);
}

/** Reads a date as people and files write it; total: any value answers. An absent or empty date is refused, not guessed. */
export function readPartialDate(text: unknown): DateReading {
  const refused = (reason: DateFault): DateReading => ({ ok: false, reason, words: DATE_FAULTS[reason] });
  if (text === undefined || text === null || text === '') return refused('date_missing');
  if (typeof text !== 'string') return refused('date_not_edtf');
  const span = spanOf(text);
  return typeof span === 'string' ? refused(span) : { ok: true, date: { edtf: text, ...span } };
}

function yearOf(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 4);
}

function yearMonthOf(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** The month (UTC) that holds the whole interval as YYYY-MM, else the year as YYYY, else `unknown`; for statistics. */
export function monthOf(date: PartialDate): string {
  if (!Number.isFinite(date.earliest) || !Number.isFinite(date.latest)) return 'unknown';
  const month = yearMonthOf(date.earliest);
  if (month === yearMonthOf(date.latest)) return month;
  const year = yearOf(date.earliest);
  return year === yearOf(date.latest) ? year : 'unknown';
}

/** The first instant of the month (UTC), or of one so many months on; an open end stays open. */
export function startOfMonth(instant: Instant, moved = 0): Instant {
  if (!Number.isFinite(instant)) return instant;
  const at = new Date(instant);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + moved, 1);
}

/** What a reader without disclosure sees: the same interval in whole months (UTC), or in whole years where it was no finer. */
export function coarsenToMonth(date: PartialDate): PartialDate {
  const earliest = startOfMonth(date.earliest);
  const latest = Number.isFinite(date.latest) ? startOfMonth(date.latest, 1) - 1 : date.latest;
  return { edtf: monthsText(earliest, latest), earliest, latest };
}

/** The same in whole years. */
export function coarsenToYear(date: PartialDate): PartialDate {
  const { earliest: from, latest: to } = coarsenToMonth(date);
  const earliest = Number.isFinite(from) ? Date.UTC(new Date(from).getUTCFullYear(), 0, 1) : from;
  const latest = Number.isFinite(to) ? Date.UTC(new Date(to).getUTCFullYear() + 1, 0, 1) - 1 : to;
  return { edtf: monthsText(earliest, latest), earliest, latest };
}

/** A date that the reader is not told: any at all. It is not accepted from anybody (`date_unbounded`). */
export const UNTOLD_DATE: PartialDate = { edtf: '../..', earliest: -Infinity, latest: Infinity };

/** As `monthOf` wrote it. */
export function dateOfMonth(month: string): PartialDate {
  const reading = readPartialDate(month);
  return reading.ok ? reading.date : UNTOLD_DATE;
}

function monthsText(earliest: Instant, latest: Instant): string {
  const from = Number.isFinite(earliest) ? yearMonthOf(earliest) : '..';
  const to = Number.isFinite(latest) ? yearMonthOf(latest) : '..';
  if (from === to) return from;
  const wholeYears = from.endsWith('-01') && to.endsWith('-12');
  if (!wholeYears) return `${from}/${to}`;
  return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)}/${to.slice(0, 4)}`;
}

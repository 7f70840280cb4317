// The two times of which a page about a person is read: as its address asks for them, as a use case takes them, and in words.

import { readingPointOf } from '../../request/reading-point.js';
import { queryText } from '../forms/form-values.js';
import { dateInWords } from '../words/dates.js';

/** As they were asked for, `YYYY-MM-DD`; empty for now. */
export interface AskedTimes {
  readonly knownAt: string;
  readonly validAt: string;
}

export function askedTimes(query: unknown): AskedTimes {
  return { knownAt: queryText(query, 'knownAt') ?? '', validAt: queryText(query, 'validAt') ?? '' };
}

/** Milliseconds since the epoch; absent for now. */
export function momentOf({ knownAt, validAt }: AskedTimes): { readonly knownAt?: number; readonly validAt?: number } {
  const { why: _why, ...times } = readingPointOf({
    ...(knownAt !== '' && { knownAt: endOfDay(knownAt) }),
    ...(validAt !== '' && { validAt }),
  });
  return times;
}

/** The form asks for a day; the question is what was known when it ended. An instant is taken as it is. */
function endOfDay(text: string): string {
  return text.includes('T') ? text : `${text}T23:59:59.999Z`;
}

export function isNow({ knownAt, validAt }: AskedTimes): boolean {
  return knownAt === '' && validAt === '';
}

/** Of which moment a page is, in sentences; nothing for now. */
export function momentInWords({ knownAt, validAt }: AskedTimes): string {
  return [
    knownAt === '' ? '' : ` This is what the registry knew at the end of ${dateInWords(knownAt)} (UTC).`,
    validAt === '' ? '' : ` This is what was so on ${dateInWords(validAt)}, as far as is known.`,
  ].join('');
}

/** Of which person a page of a list is, and of which moment. */
export interface AskedPerson {
  /** Empty where the list is of all. */
  readonly person: string;
  readonly asked: AskedTimes;
}

/** A list of all has no day; nor has one whose things are of none. */
export function askedPerson(query: unknown, { ofDay }: { readonly ofDay: boolean }): AskedPerson {
  const person = queryText(query, 'person') ?? '';
  const asked = askedTimes(query);
  return { person, asked: ofDay && person !== '' ? asked : { ...asked, validAt: '' } };
}

/** The address of a list with the same question. */
export function listAddress(path: string, { person, asked }: AskedPerson): string {
  const given = Object.entries({ person, ...asked }).filter(([, value]) => value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

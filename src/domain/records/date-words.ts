// Partial dates as people read them, with all their doubt: in sentences and pictures as on pages.

import { UNTOLD_DATE } from './partial-date.js';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const QUALIFIERS: Readonly<Record<string, string>> = {
  '~': 'about ',
  '?': 'perhaps ',
  '%': 'perhaps about ',
};

/** The registry's own reading of EDTF has checked the text; what is not understood here is shown as it stands. */
export function dateInWords(edtf: string): string {
  if (edtf === UNTOLD_DATE.edtf) return 'date not told';
  const [from = '', to] = edtf.split('/');
  if (to === undefined) return endInWords(from);
  if (from === '..') return `until ${endInWords(to)}`;
  if (to === '..') return `since ${endInWords(from)}`;
  return `between ${endInWords(from)} and ${endInWords(to)}`;
}

function endInWords(text: string): string {
  const qualifier = QUALIFIERS[text.slice(-1)];
  const plain = qualifier === undefined ? text : text.slice(0, -1);
  return `${qualifier ?? ''}${calendarInWords(plain)}`;
}

function calendarInWords(text: string): string {
  const [date = '', time] = text.split('T');
  const [year = '', month, day] = date.split('-');
  const words = [dayNumber(day), monthName(month), yearName(year)].filter((part) => part !== '').join(' ');
  return time === undefined ? words : `${words}, ${time.replace('Z', ' UTC')}`;
}

function dayNumber(day: string | undefined): string {
  return day === undefined || day === 'XX' ? '' : String(Number(day));
}

function monthName(month: string | undefined): string {
  return month === undefined || month === 'XX' ? '' : (MONTHS[Number(month) - 1] ?? month);
}

function yearName(year: string): string {
  if (year.endsWith('XX')) return `the ${year.slice(0, 2)}00s`;
  return year.endsWith('X') ? `the ${year.slice(0, 3)}0s` : year;
}

// Dates and times as people read them: partial dates with all their doubt, instants in UTC.

import { dateInWords } from '../../domain/records/date-words.js';

export { dateInWords };

/** `1 June 2021, 12:00 UTC`. */
export function instantInWords(instant: number): string {
  const text = new Date(instant).toISOString();
  return `${dayInWords(instant)}, ${text.slice(11, 16)} UTC`;
}

/** `1 June 2021`, in UTC. */
export function dayInWords(instant: number): string {
  return dateInWords(dayOf(instant));
}

/** `2021-06-01`, in UTC. */
function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function daysInWords(days: number | null): string {
  if (days === null) return 'of unknown age';
  if (days === 0) return 'today';
  return days === 1 ? '1 day old' : `${days} days old`;
}

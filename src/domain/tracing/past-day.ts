// A day on which something was received, decided or answered: of the calendar, and not yet to come.

import { invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';

const DAY = 86_400_000;
const OLDEST = '1900-01-01';

/** `YYYY-MM-DD`; clocks differ by less than a day. Throws `invalid_field` at `pointer`. */
export function readPastDay(given: string, now: Instant, pointer: string): string {
  const text = given.trim();
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
  if (!exists || instant > now + DAY || text < OLDEST) throw invalidField(pointer, 'a past day in the form YYYY-MM-DD');
  return text;
}

/** Whole days from that day to now; never below 0. */
export function daysSince(day: string, now: Instant): number {
  return Math.max(0, Math.floor((now - Date.parse(day)) / DAY));
}

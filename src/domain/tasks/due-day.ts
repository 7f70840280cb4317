// The day by which a task is due, and whether it has passed.

import { invalidField } from '../domain-error.js';
import type { Instant } from '../records/instant.js';

const DAY = 86_400_000;
/** Years from today, both ways: backlogs are entered too, and nobody promises anything further off. */
const FURTHEST = 10;

/** `YYYY-MM-DD` of an instant, in UTC. */
export function dayOf(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** A day of the calendar near `now`; throws `invalid_field` at `pointer`. */
export function readDueDay(given: string, now: Instant, pointer: string): string {
  const text = given.trim();
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  const exists = !Number.isNaN(instant) && dayOf(instant) === text;
  if (!exists || Math.abs(instant - now) > FURTHEST * 366 * DAY)
    throw invalidField(pointer, `a day of the calendar in the form YYYY-MM-DD, within ${FURTHEST} years of today`);
  return text;
}

/** A task is in time until its day has ended in UTC. */
export function isOverdue(due: string, today: Instant): boolean {
  return due < dayOf(today);
}

// The days by which the clock closes an identity and then erases it, and how a date of retention is read.

import { invalidField } from '../domain-error.js';
import { textProblem } from '../identity/plain-text.js';
import type { Instant } from '../records/instant.js';
import { dayOf } from '../tasks/due-day.js';

const DAY = 86_400_000;

/** Days between the warning and the closing: a quarter of a year, in which an office that meets once a month has met three times. */
export const WARNED_DAYS = 90;
/** Days for which a closed identity can be opened again, before its key is destroyed. As long as the warning, for the same reason. */
export const UNDO_DAYS = 90;
/** Days after which what is put off is looked at again: by a rule for everybody there may be many, and none of them is closed by waiting. */
export const LOOK_AGAIN_DAYS = 7;
/**
 * Days between setting a date and that date. One person sets it, and nothing else than time stands for the second one: the warning and the undo
 * must lie whole between the two, so that colleagues have both to object. It is no matter whether the date is the first one or replaces another.
 */
export const LEAST_AHEAD = 180;
/** Years. Nobody answers for a rule that is longer than a life. */
const FURTHEST_YEARS = 100;
export const LEAST_MONTHS = 12;
export const MOST_MONTHS = FURTHEST_YEARS * 12;

const SHORTEST_REASON = 10;
const LONGEST_REASON = 1000;

/** `day` is `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY);
}

/** Null takes the date away. Throws `invalid_field` at `/until`. */
export function readUntil(given: string | null, now: Instant): string | null {
  if (given === null) return null;
  const text = given.trim();
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  const isDay = !Number.isNaN(instant) && dayOf(instant) === text;
  const least = dayAfter(dayOf(now), LEAST_AHEAD);
  if (!isDay || text < least || instant > now + FURTHEST_YEARS * 366 * DAY) {
    throw invalidField(
      '/until',
      `a day of the calendar in the form YYYY-MM-DD, at least ${LEAST_AHEAD} days and at most ${FURTHEST_YEARS} years from today`,
    );
  }
  return text;
}

/** Throws `invalid_field` at `/reason`. */
export function readRetentionReason(given: string): string {
  const reason = given.trim();
  const problem = textProblem(reason, { longest: LONGEST_REASON, severalLines: true, letterNeeded: true });
  if (problem !== null || Array.from(reason).length < SHORTEST_REASON) {
    throw invalidField('/reason', `a reason in words, ${SHORTEST_REASON} to ${LONGEST_REASON} characters`);
  }
  return reason;
}

/** Null where new persons are given no date. Throws `invalid_field` at `/months`. */
export function readMonths(given: number | null): number | null {
  if (given === null) return null;
  if (!Number.isInteger(given) || given < LEAST_MONTHS || given > MOST_MONTHS)
    throw invalidField('/months', `a whole number from ${LEAST_MONTHS} to ${MOST_MONTHS}, or null`);
  return given;
}

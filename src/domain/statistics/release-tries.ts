// When the service tries the release of a month again that was refused: each time after twice as long, and anew with the next month.
import type { Instant } from '../records/instant.js';

const DAY = 86_400_000;

/** The refusals in a row of what the service had tried, with none prepared since by anybody. */
export interface MonthTries {
  /** Of the first refusal. */
  readonly since: Instant;
  readonly times: number;
  /** Not before, unless other releases are public by then; and only where other numbers would be counted. */
  readonly next: Instant;
}

function monthOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 7);
}

function startOfNextMonth(at: Instant): Instant {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * In a registry that changes every hour this is five tries a month and not a hundred: on days 1, 2, 4, 8 and 16 of it.
 * @param refused instants of the refusals, newest first
 * @returns null where there is none
 */
export function monthTries(refused: readonly Instant[]): MonthTries | null {
  const [last, since] = [refused[0], refused.at(-1)];
  if (last === undefined || since === undefined) return null;
  const inMonth = refused.filter((at) => monthOf(at) === monthOf(last)).length;
  const next = Math.min(last + 2 ** (inMonth - 1) * DAY, startOfNextMonth(last));
  return { since, times: refused.length, next };
}

export interface WhatChanged {
  /** Other numbers would be counted, or other releases are public. */
  readonly anything: boolean;
  readonly publicReleases: boolean;
}

/** `tries` is null where the standing refusal was of what people had asked for: the service has not tried that month's yet. */
export function isTriedAgain(tries: MonthTries | null, changed: WhatChanged, now: Instant): boolean {
  if (!changed.anything) return false;
  return tries === null || changed.publicReleases || now >= tries.next;
}

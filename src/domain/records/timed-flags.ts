// Flags that time alone raises or lowers: from when until when each stands, so that no nightly job need look at them.

import { FLAGS_OF_CLOCKS, flagsOfClock } from './clock-table.js';
import type { RecordFlag } from './flags.js';
import type { Instant } from './instant.js';
import type { BirthYears } from './statement.js';
import type { WhereaboutsRecord } from './whereabouts-record.js';
import { HELD_STATUSES } from './whereabouts-status.js';

const DAY = 86_400_000;

/** The flag stands on every day from `from` on and before `until`. */
export interface TimedFlag {
  readonly flag: RecordFlag;
  readonly from: Instant;
  readonly until: Instant;
}

/** Protection follows the youngest age that is possible, unless the years are known no better than within a generation. */
const WIDEST_FOR_CHILD = 10;

/** While somebody born in these years is, or may be, under 18: whole calendar years (UTC), `until` no longer among them. */
export function childhoodOf({ from, to }: BirthYears): { readonly from: Instant; readonly until: Instant } {
  const until = to - from <= WIDEST_FOR_CHILD ? to + 19 : from + 18;
  return { from: Date.UTC(from, 0, 1), until: Date.UTC(until, 0, 1) };
}

function childhood({ birthYears }: WhereaboutsRecord): TimedFlag[] {
  return birthYears === null ? [] : [{ flag: 'child', ...childhoodOf(birthYears) }];
}

function staleness({ status, lastSignOfLife, staleDays }: WhereaboutsRecord): TimedFlag[] {
  const days = HELD_STATUSES.includes(status) ? staleDays.held : status === 'missing' ? staleDays.missing : null;
  if (days === null || lastSignOfLife === null) return [];
  // Older than so many days: a sign of exactly that age is not yet stale.
  return [{ flag: 'sign_of_life_stale', from: lastSignOfLife.valid.earliest + days * DAY + 1, until: Infinity }];
}

/** From the day on which a clock has run out; who is held after hostilities is whose release is due. */
function clocksRunOut({ clocks }: WhereaboutsRecord): TimedFlag[] {
  return clocks.flatMap(({ flag, due }) =>
    flagsOfClock(flag).map((one) => ({ flag: one, from: due, until: Infinity })),
  );
}

/** Whatever day the record was folded for, the same answer; each flag once, from the first day on which anything raises it. */
export function timedFlagsOf(record: WhereaboutsRecord): readonly TimedFlag[] {
  const flags = new Map<RecordFlag, TimedFlag>();
  for (const one of [...staleness(record), ...childhood(record), ...clocksRunOut(record)]) {
    // Only clocks raise one flag by several rows, and what a clock raised nothing lowers.
    const known = flags.get(one.flag);
    if (known === undefined || one.from < known.from) flags.set(one.flag, one);
  }
  return [...flags.values()];
}

/** Flags that a record can only carry by the clock. */
export function isTimed(flag: RecordFlag): boolean {
  return flag === 'sign_of_life_stale' || flag === 'child' || FLAGS_OF_CLOCKS.includes(flag);
}

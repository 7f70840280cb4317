// How long an identity is kept: what the steps that were taken amount to, and which step the clock takes next.

import { dayOf } from '../tasks/due-day.js';
import type { Instant } from '../records/instant.js';
import type { WhereaboutsStatus } from '../records/whereabouts-status.js';
import { RETURNED_STATUSES } from '../records/whereabouts-status.js';
import { dayAfter, LOOK_AGAIN_DAYS, UNDO_DAYS, WARNED_DAYS } from './retention-days.js';

/** What keeps an identity open whatever its date says. */
export const RETENTION_OBSTACLES = ['search_open', 'tracing_request_open'] as const;
export type RetentionObstacle = (typeof RETENTION_OBSTACLES)[number];

/** `put_off` also opens what was closed: while somebody is sought, nothing is closed by its date. */
export const RETENTION_STEPS = ['set', 'lifted', 'warned', 'put_off', 'closed', 'reopened', 'erased'] as const;
export type RetentionStepKind = (typeof RETENTION_STEPS)[number];

/** The steps that nobody takes but the clock. */
export type ClockStep = Extract<RetentionStepKind, 'warned' | 'put_off' | 'closed' | 'erased'>;

export interface RetentionStep {
  /** From 1. */
  readonly number: number;
  readonly step: RetentionStepKind;
  /** The date that stands after it, `YYYY-MM-DD`. */
  readonly until: string | null;
  /** What put it off; `rule` where the organisation's rule set the date. */
  readonly cause: RetentionObstacle | 'rule' | null;
  readonly reason: string | null;
  /** Username; null where the clock or a rule took it. */
  readonly by: string | null;
  /** Milliseconds since the epoch. */
  readonly at: Instant;
}

/** Days are `YYYY-MM-DD`, in UTC. */
export interface StandingRetention {
  /** How many steps were taken. */
  readonly version: number;
  readonly until: string | null;
  readonly warnedOn: string | null;
  readonly putOff: RetentionObstacle | null;
  readonly closedOn: string | null;
  readonly isErased: boolean;
}

export const NO_RETENTION: StandingRetention = {
  version: 0,
  until: null,
  warnedOn: null,
  putOff: null,
  closedOn: null,
  isErased: false,
};

/** What stands once `step` was taken. */
function afterStep(before: StandingRetention, step: RetentionStep): StandingRetention {
  const { number: version, until } = step;
  const fresh = { ...NO_RETENTION, version, until };
  const day = dayOf(step.at);
  const { warnedOn } = before;
  const after: Readonly<Record<RetentionStepKind, StandingRetention>> = {
    set: fresh,
    lifted: fresh,
    reopened: fresh,
    warned: { ...fresh, warnedOn: day },
    put_off: { ...fresh, putOff: step.cause === 'rule' ? null : step.cause },
    closed: { ...fresh, warnedOn, closedOn: day },
    erased: { ...before, version, isErased: true },
  };
  return after[step.step];
}

/** Oldest first. */
export function standingAfter(steps: readonly RetentionStep[]): StandingRetention {
  return steps.reduce(afterStep, NO_RETENTION);
}

/** The three days that lie ahead as things stand; null where there is none. */
export interface RetentionDays {
  readonly warnsOn: string | null;
  readonly closesOn: string | null;
  readonly erasedFrom: string | null;
}

const NO_DAYS: RetentionDays = { warnsOn: null, closesOn: null, erasedFrom: null };

/** A warning that came late moves the closing, and a late closing the erasure: both periods are always whole. */
export function retentionDays({ until, warnedOn, putOff, closedOn, isErased }: StandingRetention): RetentionDays {
  if (until === null || isErased || putOff !== null) return NO_DAYS;
  if (closedOn !== null) return { ...NO_DAYS, erasedFrom: dayAfter(closedOn, UNDO_DAYS) };
  const closesOn = warnedOn === null ? until : later(until, dayAfter(warnedOn, WARNED_DAYS));
  const warnsOn = warnedOn === null ? dayAfter(until, -WARNED_DAYS) : null;
  return { warnsOn, closesOn, erasedFrom: dayAfter(closesOn, UNDO_DAYS) };
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** The step that is due on a day, or null. `obstacle` is what holds on that day. */
export function dueStep(
  standing: StandingRetention,
  obstacle: RetentionObstacle | null,
  today: string,
): ClockStep | null {
  const { until, putOff, closedOn, warnedOn, isErased } = standing;
  if (until === null || isErased) return null;
  const { warnsOn, closesOn, erasedFrom } = retentionDays(standing);
  if (putOff !== null) return stepFromPutOff(putOff, obstacle);
  if (closedOn !== null) {
    if (obstacle !== null) return 'put_off';
    return isReached(erasedFrom, today) ? 'erased' : null;
  }
  if (warnedOn === null) return isReached(warnsOn, today) ? 'warned' : null;
  if (!isReached(closesOn, today)) return null;
  return obstacle === null ? 'closed' : 'put_off';
}

/** Once nothing stands in the way any more the warning is given anew, and the whole period with it. */
function stepFromPutOff(putOff: RetentionObstacle, obstacle: RetentionObstacle | null): ClockStep | null {
  if (obstacle === null) return 'warned';
  return obstacle === putOff ? null : 'put_off';
}

function isReached(day: string | null, today: string): boolean {
  return day !== null && day <= today;
}

/**
 * The next day on which the clock has to look, after it has looked on `today`; null where it never has to. What is closed is looked at every day,
 * so that nobody stays closed whom somebody seeks; what is put off once a week.
 */
export function nextLook(standing: StandingRetention, today: string): string | null {
  const { until, putOff, closedOn, isErased } = standing;
  if (until === null || isErased) return null;
  if (putOff !== null) return dayAfter(today, LOOK_AGAIN_DAYS);
  if (closedOn !== null) return dayAfter(today, 1);
  const { warnsOn, closesOn } = retentionDays(standing);
  return warnsOn ?? closesOn;
}

/** Under these nobody is sought any more: back, handed over, or no case of its own. Under every other one somebody may still be found. */
const ENDED: readonly WhereaboutsStatus[] = [...RETURNED_STATUSES, 'remains_returned', 'closed'];

export function obstacleOf(given: {
  readonly status: WhereaboutsStatus;
  readonly hasOpenRequest: boolean;
}): RetentionObstacle | null {
  if (!ENDED.includes(given.status)) return 'search_open';
  return given.hasOpenRequest ? 'tracing_request_open' : null;
}

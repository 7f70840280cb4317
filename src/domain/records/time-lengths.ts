// How long custody lasts or lasted and how long a return took, in bands, as far as the dates that are told decide them.

import type { Instant } from './instant.js';
import type { WhereaboutsRecord } from './whereabouts-record.js';
import { RETURNED_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

const DAY = 86_400_000;

/** Days, the upper end left out. */
export const LENGTHS = [
  { name: 'under_30_days', to: 30 },
  { name: '30_to_89_days', to: 90 },
  { name: '90_to_364_days', to: 365 },
  { name: '1_to_4_years', to: 1826 },
  { name: '5_years_and_more', to: Infinity },
] as const;

export type Length = (typeof LENGTHS)[number]['name'] | 'unknown';

/** When something was so, at the earliest and at the latest. */
export interface Between {
  readonly earliest: Instant;
  readonly latest: Instant;
}

function bandOf(days: number): Length {
  if (Number.isNaN(days)) return 'unknown';
  return LENGTHS.find(({ to }) => days < to)?.name ?? '5_years_and_more';
}

/** Unknown where the dates allow more than one band. */
export function lengthOf(start: Between, end: Between): Length {
  const [shortest, longest] = [
    bandOf((end.earliest - start.latest) / DAY),
    bandOf((end.latest - start.earliest) / DAY),
  ];
  return shortest === longest ? shortest : 'unknown';
}

/**
 * What a row says of custody: `running` is banded on the day that is counted, an end that is dated once for all. `end_unknown` is custody of
 * which nothing tells whether or when it ended.
 */
export type CustodyState = 'none' | 'running' | `ended_${Length}` | 'end_unknown';

const IN_CUSTODY: readonly WhereaboutsStatus[] = ['believed_held', 'held_denied', 'held_acknowledged'];
const ENDED_BY_DEATH: readonly WhereaboutsStatus[] = ['dead_not_returned', 'remains_identified', 'remains_returned'];

function isBack(status: WhereaboutsStatus): boolean {
  return status === 'at_liberty_elsewhere' || RETURNED_STATUSES.includes(status);
}

/** Since when the newest episode's custody is told: its first stretch began no later than the one that surely began first. */
export function custodyBegan({ episode, custodyEpisodes }: WhereaboutsRecord): Between | null {
  const told = custodyEpisodes.filter((one) => one.episode === episode);
  if (told.length === 0) return null;
  return {
    earliest: Math.min(...told.map(({ since }) => since.earliest)),
    latest: Math.min(...told.map(({ since }) => since.latest)),
  };
}

/** The day of a death is no end that is banded: what establishes it is often a finding of much later. */
export function custodyState(record: WhereaboutsRecord): CustodyState {
  const began = custodyBegan(record);
  const { status, cameBack } = record;
  if (began === null) return 'none';
  if (IN_CUSTODY.includes(status)) return 'running';
  if (isBack(status)) return `ended_${cameBack === null ? 'unknown' : lengthOf(began, cameBack)}`;
  return ENDED_BY_DEATH.includes(status) ? 'ended_unknown' : 'end_unknown';
}

/** From the loss of the newest episode to the return that is attested; a release that nobody attests is none. */
export function timeToReturn({ status, loss, cameBack }: WhereaboutsRecord): Length | 'not_returned' {
  if (!RETURNED_STATUSES.includes(status)) return 'not_returned';
  return loss === null || cameBack === null ? 'unknown' : lengthOf(loss.valid, cameBack);
}

/** Of custody that runs on the day that is counted. */
export function runningLength(began: Between, today: Instant): Length {
  return lengthOf(began, { earliest: today, latest: today });
}

export const LENGTH_VALUES: readonly Length[] = [...LENGTHS.map(({ name }) => name), 'unknown'];

// Dimensions whose values change with the day that is counted, or are read from others: what a record is counted under.

import { AGE_BANDS, ageBand, type AgeBand } from '../records/age-band.js';
import type { Instant } from '../records/instant.js';
import { RECORD_FLAGS } from '../records/flags.js';
import type { RecordProjection } from '../records/record-projection.js';
import type { BirthYears } from '../records/statement.js';
import { LENGTH_VALUES, LENGTHS, runningLength } from '../records/time-lengths.js';
import type { CountedValues } from './count-differences.js';

const DAY = 86_400_000;

/**
 * Days since the earliest instant of the last sign of life, the upper end left out: 90 and 365 are where the record of somebody held and of
 * somebody missing is called stale in a registry that has set no other days. The bands are the same in all, so that their tables compare.
 */
export const SIGN_AGES = [
  { name: 'under_90_days', from: 0, to: 90 },
  { name: '90_to_364_days', from: 90, to: 365 },
  { name: '1_to_4_years', from: 365, to: 1826 },
  { name: '5_years_and_more', from: 1826, to: Infinity },
] as const;

/** `none` where there is no sign of life, `unknown` where its earliest instant is not known. */
export type SignAge = (typeof SIGN_AGES)[number]['name'] | 'none' | 'unknown';

export const SIGN_AGE_VALUES: readonly SignAge[] = [...SIGN_AGES.map(({ name }) => name), 'none', 'unknown'];
export const AGE_BAND_VALUES: readonly AgeBand[] = [...AGE_BANDS.map(({ name }) => name), 'unknown'];

/** A sign of life of a later day than the one counted, as of an uncertain date, is a fresh one. */
export function signAge(signAt: Instant | null, today: Instant): SignAge {
  if (signAt === null) return 'none';
  if (!Number.isFinite(signAt)) return 'unknown';
  const days = Math.max(0, (today - signAt) / DAY);
  return SIGN_AGES.find(({ to }) => days < to)?.name ?? 'unknown';
}

/** After how many days a band ends; the last one does not. */
function endsOf(bands: readonly { readonly to: number }[]): number[] {
  return bands.map(({ to }) => to).filter(Number.isFinite);
}

/** The instants at which it may become another. */
export function changesOfSignAge(signAt: Instant | null): readonly Instant[] {
  return signAt === null ? [] : endsOf(SIGN_AGES).map((days) => signAt + days * DAY);
}

/** Both as of the day that is counted. */
export function dayValues(
  { birthYears, signAt }: { readonly birthYears: BirthYears | null; readonly signAt: Instant | null },
  today: Instant,
): { readonly age_band: AgeBand; readonly sign_of_life_age: SignAge } {
  return { age_band: ageBand(birthYears, today), sign_of_life_age: signAge(signAt, today) };
}

export const TIME_IN_CUSTODY_VALUES: readonly string[] = [
  ...LENGTH_VALUES.map((length) => `running_${length}`),
  ...LENGTH_VALUES.map((length) => `ended_${length}`),
  'end_unknown',
  'none',
];
export const NO_FLAG = 'none';
/** What a follow-up is overdue for is known to one organisation alone, and stands in no row. */
export const COUNTED_FLAGS: readonly string[] = [
  ...RECORD_FLAGS.filter((flag) => flag !== 'follow_up_overdue'),
  NO_FLAG,
];
/** Flags of one person stand together in a row with this sign between them, as parties do. */
export const TOGETHER = '+';

/** What a row says of custody, banded on the day that is counted. */
export function timeInCustody(
  { custody, custodyFrom, custodyBy }: Pick<RecordProjection, 'custody' | 'custodyFrom' | 'custodyBy'>,
  today: Instant,
): string {
  if (custody !== 'running') return custody;
  return `running_${runningLength({ earliest: custodyFrom ?? -Infinity, latest: custodyBy ?? Infinity }, today)}`;
}

/** The instants at which it may become another. */
export function changesOfTimeInCustody({
  custody,
  custodyFrom,
  custodyBy,
}: Pick<RecordProjection, 'custody' | 'custodyFrom' | 'custodyBy'>): readonly Instant[] {
  if (custody !== 'running') return [];
  return endsOf(LENGTHS).flatMap((days) => [
    (custodyFrom ?? -Infinity) + days * DAY,
    (custodyBy ?? Infinity) + days * DAY,
  ]);
}

/** In the order of code units: rows list flags in the order in which they were raised. */
export function flagsTogether(flags: readonly string[]): string {
  return flags.length === 0 ? NO_FLAG : [...flags].sort().join(TOGETHER);
}

/** Of a row, those that stand on the day, together. */
export function standingFlags(
  { lastingFlags, timedFlags }: Pick<RecordProjection, 'lastingFlags' | 'timedFlags'>,
  today: Instant,
): string {
  const timed = timedFlags.filter(({ from, until }) => from <= today && today < until).map(({ flag }) => flag);
  return flagsTogether([...lastingFlags, ...timed]);
}

/** Of the month of a loss; its year where only that is known. */
export function quarterOf(month: string): string {
  return month.length === 7 && month !== 'unknown'
    ? `${month.slice(0, 5)}Q${Math.ceil(Number(month.slice(5)) / 3)}`
    : month;
}

/** Of the month of a loss. */
export function yearOf(month: string): string {
  return month === 'unknown' ? month : month.slice(0, 4);
}

/** What a record is counted under on a day, in every dimension of the catalogue. */
export function countedValues(projection: RecordProjection, today: Instant): CountedValues {
  const { status, fate, sex, state, municipality, month, source, nationality, category, side, holder } = projection;
  return {
    ...{ status, fate, sex, state, municipality, month, source, nationality, category, side, holder },
    ...dayValues(projection, today),
    quarter: quarterOf(month),
    year: yearOf(month),
    time_in_custody: timeInCustody(projection, today),
    time_to_return: projection.timeToReturn,
    flag: standingFlags(projection, today),
  };
}

// Dimensions whose values change with the day that is counted, because they are ages.

import { AGE_BANDS, ageBand, type AgeBand } from '../records/age-band.js';
import type { Instant } from '../records/instant.js';
import type { BirthYears } from '../records/statement.js';

const DAY = 86_400_000;

/**
 * Days since the earliest instant of the last sign of life, the upper end left out: 90 and 365 are where the record of somebody held and of
 * somebody missing is called stale.
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

/** Both as of the day that is counted. */
export function dayValues(
  { birthYears, signAt }: { readonly birthYears: BirthYears | null; readonly signAt: Instant | null },
  today: Instant,
): { readonly age_band: AgeBand; readonly sign_of_life_age: SignAge } {
  return { age_band: ageBand(birthYears, today), sign_of_life_age: signAge(signAt, today) };
}

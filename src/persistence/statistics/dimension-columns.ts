// What each dimension of the catalogue is in a row `r` that stands for a record.

import type { Instant } from '../../domain/records/instant.js';
import { SIGN_AGES } from '../../domain/statistics/day-values.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { bandIn } from '../records/age-band.query.js';
import { LAST_DAY } from '../records/at-times.query.js';
import { timestampOf } from '../statements/statement-row.js';

/** As `signAge` has it. */
function signAgeOn(today: string): string {
  const cases = SIGN_AGES.map(({ name, to }) =>
    Number.isFinite(to) ? `WHEN r.sign_at > ${today} - interval '${to * 24} hours' THEN '${name}'` : `ELSE '${name}'`,
  );
  return `CASE WHEN r.sign_at IS NULL THEN 'none' WHEN NOT isfinite(r.sign_at) THEN 'unknown' ${cases.join(' ')} END`;
}

/** The names never come from a request, and of the day that is counted no more than a number does. */
export function dimensionColumns(today: Instant): Readonly<Record<Dimension, string>> {
  return {
    status: 'r.status',
    fate: 'r.fate',
    sex: 'r.sex',
    age_band: bandIn(String(new Date(today).getUTCFullYear()), 'r'),
    state: 'r.state',
    municipality: 'r.municipality',
    month: 'r.month',
    sign_of_life_age: signAgeOn(`'${timestampOf(Math.min(today, LAST_DAY))}'::timestamptz`),
    category: 'r.category',
    side: 'r.side',
    holder: 'r.holder',
  };
}

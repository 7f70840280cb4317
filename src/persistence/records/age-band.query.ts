// The age band of a row with years of birth, in SQL.

import { AGE_BANDS } from '../../domain/records/age-band.js';

/** As `ageBand` has it, in an integer `year`; of nobody younger than nothing. */
export function bandIn(year: string, alias: string): string {
  const [youngest, oldest] = [`greatest(0, ${year} - ${alias}.birth_to - 1)`, `(${year} - ${alias}.birth_from)`];
  const cases = AGE_BANDS.map(({ name, from, to }) => {
    const upTo = name === '60+' ? '' : ` AND ${oldest} <= ${to}`;
    return `WHEN ${youngest} >= ${from} AND ${oldest} >= ${from}${upTo} THEN '${name}'`;
  });
  return `CASE ${cases.join(' ')} ELSE 'unknown' END`;
}

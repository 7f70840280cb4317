// What each dimension of the catalogue is in a row `r` that stands for a record.

import type { Instant } from '../../domain/records/instant.js';
import { LENGTHS } from '../../domain/records/time-lengths.js';
import { NO_FLAG, SIGN_AGES, TOGETHER } from '../../domain/statistics/day-values.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { bandIn } from '../records/age-band.query.js';
import { LAST_DAY } from '../records/at-times.query.js';
import { timestampOf } from '../statements/statement-row.js';

/** The day that is counted, in SQL: an instant, and the year of it in UTC. */
export interface CountedDay {
  readonly instant: string;
  readonly year: string;
}

/** Of the day no more than a number comes into the text. */
export function countedDay(today: Instant): CountedDay {
  return {
    instant: `'${timestampOf(Math.min(today, LAST_DAY))}'::timestamptz`,
    year: String(new Date(today).getUTCFullYear()),
  };
}

function hours(days: number): string {
  return `interval '${days * 24} hours'`;
}

/** As `signAge` has it. */
function signAgeOn({ instant }: CountedDay, row: string): string {
  const cases = SIGN_AGES.map(({ name, to }) =>
    Number.isFinite(to) ? `WHEN ${row}.sign_at > ${instant} - ${hours(to)} THEN '${name}'` : `ELSE '${name}'`,
  );
  return `CASE WHEN ${row}.sign_at IS NULL THEN 'none' WHEN NOT isfinite(${row}.sign_at) THEN 'unknown' ${cases.join(' ')} END`;
}

/** As `runningLength` has it: the band from the one end on is that from the other on, or it is not known. */
function custodyOn({ instant }: CountedDay, row: string): string {
  const band = (since: string): string => {
    const cases = LENGTHS.map(({ name, to }) =>
      Number.isFinite(to) ? `WHEN ${row}.${since} > ${instant} - ${hours(to)} THEN '${name}'` : `ELSE '${name}'`,
    );
    return `CASE ${cases.join(' ')} END`;
  };
  const [longest, shortest] = [band('custody_from'), band('custody_by')];
  return `CASE WHEN ${row}.custody = 'running' THEN CASE WHEN ${longest} = ${shortest} THEN 'running_' || ${longest} ELSE 'running_unknown' END
    ELSE coalesce(${row}.custody, 'end_unknown') END`;
}

/** The flags that stand on the day, in the order of the row; a row without any is told at once. */
function flagsOn({ instant }: CountedDay, row: string): string {
  const timed = `ARRAY(SELECT ${row}.timed_flags[i] FROM generate_subscripts(${row}.timed_flags, 1) AS i
    WHERE ${row}.raised_from[i] <= ${instant} AND ${instant} < ${row}.raised_until[i])`;
  const standing = `CASE WHEN ${row}.timed_flags = '{}' THEN ${row}.lasting_flags ELSE ${row}.lasting_flags || ${timed} END`;
  return `coalesce(nullif(array_to_string(${standing}, '${TOGETHER}'), ''), '${NO_FLAG}')`;
}

/** The names never come from a request. */
export function dimensionColumns(day: CountedDay, row = 'r'): Readonly<Record<Dimension, string>> {
  const month = `${row}.month`;
  return {
    status: `${row}.status`,
    fate: `${row}.fate`,
    sex: `${row}.sex`,
    age_band: bandIn(day.year, row),
    state: `${row}.state`,
    municipality: `${row}.municipality`,
    month,
    quarter: `CASE WHEN length(${month}) = 7 AND ${month} <> 'unknown' THEN left(${month}, 5) || 'Q' || (right(${month}, 2)::int + 2) / 3 ELSE ${month} END`,
    year: `CASE WHEN ${month} = 'unknown' THEN ${month} ELSE left(${month}, 4) END`,
    source: `coalesce(${row}.source, 'unknown')`,
    nationality: `coalesce(${row}.nationality, 'unknown')`,
    sign_of_life_age: signAgeOn(day, row),
    time_in_custody: custodyOn(day, row),
    time_to_return: `coalesce(${row}.time_to_return, 'unknown')`,
    category: `${row}.category`,
    side: `${row}.side`,
    holder: `${row}.holder`,
    flag: flagsOn(day, row),
  };
}

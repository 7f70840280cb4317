// With whom a person is compared on each rung: whoever has the same key there, and the same age, is shown alike to the letter.

import { coarsenToMonth, coarsenToYear } from '../records/partial-date.js';
import type { RecordProjection } from '../records/record-projection.js';
import type { BirthYears, Statement } from '../records/statement.js';
import { NOTHING_TOLD, RUNGS, type Rung } from './rungs.js';
import { toldMonth, toldState } from './told-particulars.js';

export interface PersonClass {
  /** One for each rung but the last; ages are not in them, since they go on. */
  readonly keys: readonly string[];
  readonly birthYears: BirthYears | null;
}

/**
 * `projection` is today's shared one, and `shared` are the statements of the record that all its readers may read, withdrawn ones among them,
 * which are shown too. Null where there is nothing to tell people apart by: a record that nobody is told of, or a closed one.
 */
export function classOf(projection: RecordProjection | null, shared: readonly Statement[]): PersonClass | null {
  if (projection === null || projection.status === 'closed') return null;
  return {
    keys: RUNGS.slice(0, NOTHING_TOLD).map((rung) => keyOn(rung, projection, shared)),
    birthYears: projection.birthYears,
  };
}

function keyOn(
  rung: Rung,
  { sex, category, side, month, state }: RecordProjection,
  shared: readonly Statement[],
): string {
  return [
    ...(rung.sex ? [sex] : []),
    ...(rung.categories ? [category, side] : []),
    toldMonth(month, rung.lossDate),
    toldState(state, rung),
    ...(rung.dates === null ? [] : shared.map((one) => entryOn(rung, one)).sort()),
  ].join('\n');
}

function entryOn({ dates, areas }: Rung, { kind, valid, place }: Statement): string {
  const date = dates === 'month' ? coarsenToMonth(valid) : coarsenToYear(valid);
  return `${kind} ${date.edtf} ${areas ? (place?.state ?? '') : ''}`;
}

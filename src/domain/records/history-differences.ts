// Where what is stored for lists and counts differs from what a record's statements amount to.

import { projectionColumns } from './record-projection.js';
import type { RecordInterval } from './record-history.js';

export interface HistoryDifference {
  readonly view: string;
  /** Since when it is known, and from which day on it holds; milliseconds since the epoch, ±Infinity for open. */
  readonly knownFrom: number;
  readonly validFrom: number;
  /** `missing` where nothing is stored, `surplus` where something is that should not be; else the columns that differ. */
  readonly fields: readonly string[];
}

/** Today's row and one of the past that begin together are two, since they stand in two tables. */
function keyOf({ view, knownFrom, knownTo, validFrom, validTo }: RecordInterval): string {
  return `${view} ${knownFrom} ${validFrom} ${knownTo === Infinity && validTo === Infinity ? 'today' : 'past'}`;
}

function columnsOf({ knownTo, validTo, projection }: RecordInterval): Readonly<Record<string, string>> {
  return { known_to: String(knownTo), valid_to: String(validTo), ...projectionColumns(projection) };
}

function fieldsThatDiffer(stored: RecordInterval, right: RecordInterval): string[] {
  const [first, second] = [columnsOf(stored), columnsOf(right)];
  return [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((name) => first[name] !== second[name]);
}

/** `right` is what the statements amount to. Empty where both say the same, in whatever order. */
export function historyDifferences(
  stored: readonly RecordInterval[],
  right: readonly RecordInterval[],
): readonly HistoryDifference[] {
  const found = new Map(stored.map((one) => [keyOf(one), one]));
  const wanted = new Map(right.map((one) => [keyOf(one), one]));
  const told = (one: RecordInterval, fields: readonly string[]): HistoryDifference => {
    const { view, knownFrom, validFrom } = one;
    return { view, knownFrom, validFrom, fields };
  };
  return [
    ...stored.filter((one) => !wanted.has(keyOf(one))).map((one) => told(one, ['surplus'])),
    ...right.flatMap((one) => {
      const there = found.get(keyOf(one));
      if (there === undefined) return [told(one, ['missing'])];
      const fields = fieldsThatDiffer(there, one);
      return fields.length === 0 ? [] : [told(one, fields)];
    }),
  ];
}

// Checks a protected table from outside: what any reader can check, and what only its maker can.
import type { ProtectedTable } from './controlled-rounding.js';
import { cellId, plainAxes, tableNodes, type Axis, type Cell, type CellKey } from './table-margins.js';

export type TableRule =
  | 'not_a_multiple'
  | 'negative'
  | 'sum_broken'
  | 'margin_unknown'
  | 'malformed'
  | 'too_far_from_truth'
  | 'true_zero_shown'
  | 'multiple_moved';

/** Names a number by its key and never by its value: a violation may reach a log. */
export interface TableViolation {
  readonly key: CellKey;
  readonly rule: TableRule;
}

type PublishedNumbers = Pick<ProtectedTable, 'dimensions' | 'cells' | 'margins'>;

function countsById(numbers: readonly Cell[]): ReadonlyMap<string, number> {
  return new Map(numbers.map(({ key, count }) => [cellId(key), count]));
}

function valueViolations(numbers: readonly Cell[], base: number): readonly TableViolation[] {
  return numbers.flatMap(({ key, count }): readonly TableViolation[] => {
    if (count < 0) return [{ key, rule: 'negative' }];
    return Number.isSafeInteger(count) && count % base === 0 ? [] : [{ key, rule: 'not_a_multiple' }];
  });
}

function sumViolations({ cells, margins }: PublishedNumbers, axes: readonly Axis[]): readonly TableViolation[] {
  const shown = countsById([...cells, ...margins]);
  if (shown.size < cells.length + margins.length) throw new RangeError('A number comes once.');
  const sums = tableNodes(axes, cells);
  const known = new Set(sums.map(({ id }) => id));
  const broken = sums.filter(
    ({ id, count, key }) => (shown.get(id) ?? (Object.keys(key).length === 0 ? Number.NaN : 0)) !== count,
  );
  const unknown = margins.filter(({ key, count }) => count !== 0 && !known.has(cellId(key)));
  return [
    ...broken.map(({ key }) => ({ key, rule: 'sum_broken' as const })),
    ...unknown.map(({ key }) => ({ key, rule: 'margin_unknown' as const })),
  ];
}

/**
 * What any reader can check: every number is a multiple of the base from 0, and every margin is the sum of its cells.
 * A number that is not listed is 0, but the grand total must be listed. Empty when nothing is wrong.
 * @param axes the table's dimensions, with the coarser readings that its margins use
 */
export function verifyProtected(
  table: PublishedNumbers,
  base: number,
  axes: readonly Axis[] = plainAxes(table.dimensions),
): readonly TableViolation[] {
  const values = valueViolations([...table.cells, ...table.margins], base);
  try {
    return [...values, ...sumViolations(table, axes)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Negative counts, foreign dimensions and repeated keys leave no sums to compare.
    return [...values, { key: {}, rule: 'malformed' }];
  }
}

/**
 * What only the maker can check: every number lies less than one base from the true one, margins less than two where the
 * table says that they had to move further, a true 0 stays 0, and a cell that was a multiple already stays as it was.
 */
export function verifyAgainstTruth(
  table: ProtectedTable,
  trueCells: readonly Cell[],
  axes: readonly Axis[] = plainAxes(table.dimensions),
): readonly TableViolation[] {
  const shown = countsById([...table.cells, ...table.margins]);
  const truth = tableNodes(axes, trueCells);
  const known = new Set(truth.map(({ id }) => id));
  const invented = [...table.cells, ...table.margins].filter(({ key }) => !known.has(cellId(key)));
  const moved = truth.flatMap(({ id, key, count, sums }): readonly TableViolation[] => {
    const further = table.relaxed && sums.length > 0;
    const distance = Math.abs((shown.get(id) ?? 0) - count);
    if (count === 0 && distance > 0) return [{ key, rule: 'true_zero_shown' }];
    if (distance >= (further ? 2 : 1) * table.base) return [{ key, rule: 'too_far_from_truth' }];
    return count % table.base === 0 && distance > 0 && !further ? [{ key, rule: 'multiple_moved' }] : [];
  });
  return [
    ...moved,
    ...invented.filter(({ count }) => count !== 0).map(({ key }) => ({ key, rule: 'true_zero_shown' as const })),
  ];
}

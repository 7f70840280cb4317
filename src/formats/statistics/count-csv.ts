// Exact counts as long CSV files: one row for each number, with a column for each dimension that is asked for (RFC 4180, and nothing that a spreadsheet would run).
import type { FlowCell } from '../../domain/statistics/flow.js';
import type { Cell, CellKey } from '../../domain/statistics/table-margins.js';
import { writeCsvRow, type CsvValue } from '../csv/write-csv.js';

interface Heading {
  readonly measure: string;
  readonly version: number;
  readonly dimensions: readonly string[];
  /** Milliseconds since the epoch, as are all instants here. */
  readonly knownAt: number;
}

export interface CountedTable extends Heading {
  readonly asOf: number;
  readonly cells: readonly Cell[];
  readonly margins: readonly Cell[];
}

export interface CountedFlow extends Heading {
  readonly from: number;
  readonly to: number;
  readonly cells: readonly FlowCell[];
  readonly margins: readonly FlowCell[];
}

export interface CountedCohort extends Heading {
  readonly lost: string;
  readonly people: number | null;
  readonly months: readonly { readonly month: number; readonly day: number; readonly cells: readonly Cell[] | null }[];
}

/** Rows of one table add up, but for flags; rows of two count the same people again. */
function tableOf(dimensions: readonly string[], key: CellKey): string {
  return dimensions.filter((name) => key[name] !== undefined).join('_by_') || 'total';
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function file(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => writeCsvRow(row)).join('');
}

/** A value that the row is not split by is an empty cell. */
function values(dimensions: readonly string[], key: CellKey): readonly (string | null)[] {
  return dimensions.map((name) => key[name] ?? null);
}

export function writeCounts({ measure, version, asOf, knownAt, dimensions, cells, margins }: CountedTable): string {
  const heading = [measure, version, instant(asOf), instant(knownAt)];
  return file(
    ['measure', 'measure_version', 'as_of', 'known_at', 'table', ...dimensions, 'count'],
    [...cells, ...margins].map(({ key, count }) => [
      ...heading,
      tableOf(dimensions, key),
      ...values(dimensions, key),
      count,
    ]),
  );
}

export function writeFlow({ measure, version, from, to, knownAt, dimensions, cells, margins }: CountedFlow): string {
  const heading = [measure, version, instant(from), instant(to), instant(knownAt)];
  const counts = ['opening', 'entered', 'left', 'closing'] as const;
  return file(
    ['measure', 'measure_version', 'from', 'to', 'known_at', 'table', ...dimensions, ...counts],
    [...cells, ...margins].map((cell) => [
      ...heading,
      tableOf(dimensions, cell.key),
      ...values(dimensions, cell.key),
      ...counts.map((name) => cell[name]),
    ]),
  );
}

/** A month that has not come has one row with an empty count, so that nobody reads it as 0. */
export function writeCohort({ measure, version, lost, people, knownAt, dimensions, months }: CountedCohort): string {
  const heading = [measure, version, lost, people, instant(knownAt)];
  return file(
    ['measure', 'measure_version', 'lost', 'people', 'known_at', 'month', 'day', ...dimensions, 'count'],
    months.flatMap(({ month, day, cells }) =>
      (cells ?? [{ key: {}, count: null }]).map(({ key, count }) => [
        ...heading,
        month,
        instant(day),
        ...values(dimensions, key),
        count,
      ]),
    ),
  );
}

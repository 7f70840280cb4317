// Chooses, before anything is rounded, how fine a public release may be: which table is rounded and which readings of it are shown.
import type { RoundingBase } from './controlled-rounding.js';
import type { SplitDimension } from './release-split.js';
import { PUBLIC_STATUSES, statusGroup } from './status-group.js';
import { plainAxes, tableNodes, type Axis, type Cell } from './table-margins.js';

/** Under this many records the base is 10. */
const SMALL_REGISTER = 5_000;
/** Under this many records a release shows at most MOST_NUMBERS numbers, margins included. */
const TINY_REGISTER = 1_000;
const MOST_NUMBERS = 12;
/** A cell below this count points at few enough people to be merged away. */
const FEW = 10;
/** "Few cells are under 10" is read as: fewer than one person in this many stands in such a cell. */
const SMALL_CELL_SHARE = 20;

interface Rung {
  readonly axes: readonly Axis[];
  /** Dimensions of every table shown; each is a reading of the one table that is rounded, so all of them agree. */
  readonly tables: readonly (readonly string[])[];
}

/** Whereabouts statuses with the groups that they are read in. */
export const STATUS_AXIS: Axis = { dimension: 'status', coarser: [{ dimension: 'status_group', of: statusGroup }] };
const GROUP: Axis = { dimension: 'status_group' };
const STATE: Axis = { dimension: 'state' };

const COARSEST: Rung = { axes: [GROUP], tables: [['status_group']] };
/** From the finest to the coarsest; the last one is shown whatever the counts are. */
export const RELEASE_LADDER: readonly Rung[] = [
  { axes: [STATUS_AXIS, STATE], tables: [['status', 'state'], ['status'], ['status_group']] },
  { axes: [GROUP, STATE], tables: [['status_group', 'state'], ['status_group']] },
  { axes: [STATUS_AXIS], tables: [['status'], ['status_group']] },
  COARSEST,
];

/**
 * Of a release by party, from the finest on: none of them has places, since a place beside a party points at few people. None is shown whatever
 * the counts are: a split that does not fit is refused.
 */
export function splitLadder(by: SplitDimension): readonly Rung[] {
  const party: Axis = { dimension: by };
  return [
    { axes: [STATUS_AXIS, party], tables: [['status', by], ['status'], ['status_group']] },
    { axes: [GROUP, party], tables: [['status_group', by], ['status_group']] },
  ];
}

export interface ReleasePlan {
  readonly base: RoundingBase;
  readonly axes: readonly Axis[];
  readonly tables: readonly (readonly string[])[];
  /** True counts of the table to be rounded: for the rounding alone, never published. */
  readonly cells: readonly Cell[];
}

/** Cells with one value per axis, summed over everything else. */
function cellsBy(cells: readonly Cell[], axes: readonly Axis[]): readonly Cell[] {
  const merged = new Map<string, { key: Record<string, string>; count: number }>();
  for (const { key, count } of cells) {
    const own: Record<string, string> = {};
    for (const { dimension } of axes) {
      own[dimension] = dimension === 'status_group' ? statusGroup(key['status'] ?? '') : (key[dimension] ?? '');
    }
    const id = JSON.stringify(own);
    const cell = merged.get(id) ?? { key: own, count: 0 };
    cell.count += count;
    merged.set(id, cell);
  }
  return [...merged.values()];
}

/** Numbers that a reader would see over all tables, each once. */
function shownNumbers(cells: readonly Cell[], tables: readonly (readonly string[])[]): number {
  const shown = tables.map(plainAxes).flatMap((axes) => tableNodes(axes, cellsBy(cells, axes)));
  return new Set(shown.map(({ id }) => id)).size;
}

function fits(cells: readonly Cell[], rung: Rung, records: number): boolean {
  const inFewCells = cellsBy(cells, rung.axes)
    .filter(({ count }) => count < FEW)
    .reduce((sum, { count }) => sum + count, 0);
  if (inFewCells * SMALL_CELL_SHARE >= records) return false;
  return records >= TINY_REGISTER || shownNumbers(cells, rung.tables) <= MOST_NUMBERS;
}

function countedIn(cells: readonly Cell[]): { readonly counted: readonly Cell[]; readonly records: number } {
  const counted = cells.filter(
    ({ key, count }) => count > 0 && PUBLIC_STATUSES.some((status) => status === key['status']),
  );
  return { counted, records: counted.reduce((sum, { count }) => sum + count, 0) };
}

function planOf(counted: readonly Cell[], records: number, { axes, tables }: Rung): ReleasePlan {
  return { base: records < SMALL_REGISTER ? 10 : 5, axes, tables, cells: cellsBy(counted, axes) };
}

/**
 * The choice itself says something about the true counts, so it is kept to one of four rungs and one of two bases: at most
 * three bits a release, all of them about sums over many people. Equal counts get equal plans, whatever their order.
 * Merging is decided on true counts, before rounding: a shown 5 still proves that somebody is there.
 * @param cells exact counts by status and state (all organisations that agreed); further dimensions are summed over, closed
 *   records are left out
 */
export function planRelease(cells: readonly Cell[]): ReleasePlan {
  const { counted, records } = countedIn(cells);
  const rung = RELEASE_LADDER.find((candidate) => fits(counted, candidate, records)) ?? COARSEST;
  return planOf(counted, records, rung);
}

/**
 * As `planRelease`, of a release by party.
 * @param cells exact counts by status and by keys of parties
 * @returns null where every such table has too many people in small cells, or too many numbers
 */
export function planSplit(cells: readonly Cell[], by: SplitDimension): ReleasePlan | null {
  const { counted, records } = countedIn(cells);
  const rung = splitLadder(by).find((candidate) => fits(counted, candidate, records));
  return rung === undefined ? null : planOf(counted, records, rung);
}

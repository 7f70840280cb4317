// A table of counts with every margin of it: which numbers there are, what each is called, and which others it is the sum of.

/** One value per dimension that the number is split by; the grand total has no entry. */
export type CellKey = Readonly<Record<string, string>>;

export interface Cell {
  readonly key: CellKey;
  readonly count: number;
}

/** A sum over one or more dimensions; its key lists only the dimensions that were kept. */
export type Margin = Cell;

/** A coarser reading of a dimension, such as status_group of status; every value has exactly one coarser value. */
export interface Coarsening {
  readonly dimension: string;
  readonly of: (value: string) => string;
}

/** One dimension of a table and its coarser readings, finest first, each a coarsening of the one before it as well. */
export interface Axis {
  readonly dimension: string;
  readonly coarser?: readonly Coarsening[];
}

/** Axes without coarser readings. */
export function plainAxes(dimensions: readonly string[]): readonly Axis[] {
  return dimensions.map((dimension) => ({ dimension }));
}

/**
 * What decides order and hash in place of a value. For side and holder it answers the partyKey, which travels with the
 * data when labels are exchanged, so that exchanging labels exchanges answers and nothing else; for all else the value.
 */
export type ValueIdentity = (dimension: string, value: string) => string;

export const valueItself: ValueIdentity = (_dimension, value) => value;

export interface TableNode {
  readonly key: CellKey;
  /** Canonical and injective: equal for equal keys, whatever the order of dimensions. */
  readonly id: string;
  readonly count: number;
  /**
   * Every way to add the number up from the next finer ones, as their positions in the same list; empty for a cell. Any one
   * way is enough: followed down, each leads to the same cells, so that the others follow.
   */
  readonly sums: readonly (readonly number[])[];
}

/** Code-unit order: the same on every machine and in every locale. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function cellId(key: CellKey, identity: ValueIdentity = valueItself): string {
  const pairs = Object.entries(key).map(([dimension, value]) => [dimension, identity(dimension, value)] as const);
  pairs.sort(([left], [right]) => compareTexts(left, right));
  return JSON.stringify(pairs);
}

/** A level per axis: 0 is the axis' own dimension, then its coarser readings, last its absence. */
type View = readonly number[];

const coarserOf = (axis: Axis): readonly Coarsening[] => axis.coarser ?? [];
const absence = (axis: Axis): number => coarserOf(axis).length + 1;

/** All views from the cells themselves to the grand total; a view stands after every view that is finer in one axis. */
function views(axes: readonly Axis[]): readonly View[] {
  let all: readonly View[] = [[]];
  for (const axis of axes) {
    const levels = Array.from({ length: absence(axis) + 1 }, (_, level) => level);
    all = all.flatMap((view) => levels.map((level) => [...view, level]));
  }
  const coarseness = (view: View): number => view.reduce((sum, level) => sum + level, 0);
  return [...all].sort((left, right) => coarseness(left) - coarseness(right));
}

function project(axes: readonly Axis[], view: View, cell: Cell): CellKey {
  const key: Record<string, string> = {};
  axes.forEach((axis, position) => {
    const level = view[position] ?? 0;
    const value = cell.key[axis.dimension] ?? '';
    const coarsening = coarserOf(axis)[level - 1];
    if (level === 0) key[axis.dimension] = value;
    else if (coarsening !== undefined) key[coarsening.dimension] = coarsening.of(value);
  });
  return key;
}

/** The views that are one step finer in one axis; none for the view of the cells. */
function finerViews(view: View): readonly View[] {
  return view.flatMap((level, axis) =>
    level === 0 ? [] : [view.map((each, position) => (position === axis ? each - 1 : each))],
  );
}

/** @throws RangeError for a count that is no whole number from 0, a key with other dimensions, or a key that comes twice. */
function assertTable(axes: readonly Axis[], cells: readonly Cell[]): void {
  const expected = axes.map((axis) => axis.dimension).sort(compareTexts);
  const seen = new Set<string>();
  for (const { key, count } of cells) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('A count is a whole number from 0.');
    const names = Object.keys(key).sort(compareTexts);
    if (names.join('\n') !== expected.join('\n'))
      throw new RangeError('A cell has exactly one value per dimension of its table.');
    const id = cellId(key);
    if (seen.has(id)) throw new RangeError('A cell comes once.');
    seen.add(id);
  }
}

interface GrowingNode {
  readonly key: CellKey;
  readonly id: string;
  /** Any cell that the number counts: it knows the finer values of the key. */
  readonly cell: Cell;
  readonly sums: number[][];
  count: number;
}

/** Orders the numbers of one view by the identities of their values, axis by axis. */
function inOrder(nodes: Iterable<GrowingNode>, identity: ValueIdentity): readonly GrowingNode[] {
  const sortKey = new Map<GrowingNode, string[]>();
  for (const node of nodes)
    sortKey.set(
      node,
      Object.entries(node.key).map(([dimension, value]) => identity(dimension, value)),
    );
  return [...sortKey]
    .sort(([, left], [, right]) => {
      const at = left.findIndex((text, position) => text !== right[position]);
      return at < 0 ? 0 : compareTexts(left[at] ?? '', right[at] ?? '');
    })
    .map(([node]) => node);
}

function addPart(node: GrowingNode, way: number, part: GrowingNode, position: number): void {
  const parts = (node.sums[way] ??= []);
  parts.push(position);
  // Every way counts the same people; the first is the one that is summed.
  if (way === 0) node.count += part.count;
}

/**
 * Every number of the table, cells first and the grand total last (it is there for an empty table too), each margin with the
 * ways to add it up.
 * @throws RangeError for a count that is no whole number from 0, a key with other dimensions, a key that comes twice, and for
 *   two values of one identity
 */
export function tableNodes(
  axes: readonly Axis[],
  cells: readonly Cell[],
  identity: ValueIdentity = valueItself,
): readonly TableNode[] {
  assertTable(axes, cells);
  const all: GrowingNode[] = [];
  const rangeOfView = new Map<string, readonly [number, number]>();
  for (const view of views(axes)) {
    const grown = new Map<string, GrowingNode>();
    const nodeOf = (cell: Cell): GrowingNode => {
      const key = project(axes, view, cell);
      const id = cellId(key, identity);
      const node = grown.get(id) ?? { key, id, cell, sums: [], count: 0 };
      grown.set(id, node);
      return node;
    };
    const finer = finerViews(view);
    if (finer.length === 0) for (const cell of cells) nodeOf(cell).count += cell.count;
    finer.forEach((finerView, way) => {
      const [from, to] = rangeOfView.get(finerView.join()) ?? [0, 0];
      all.slice(from, to).forEach((part, offset) => addPart(nodeOf(part.cell), way, part, from + offset));
    });
    if (finer.length === 0 && grown.size !== cells.length)
      throw new RangeError('Two values of a dimension have one identity.');
    rangeOfView.set(view.join(), [all.length, all.length + grown.size]);
    all.push(...inOrder(grown.values(), identity));
  }
  if (all.length === 0) return [{ key: {}, id: cellId({}), count: 0, sums: [] }];
  return all.map(({ key, id, count, sums }) => ({ key, id, count, sums }));
}

export interface TableWithMargins {
  readonly cells: readonly Cell[];
  readonly margins: readonly Margin[];
}

/**
 * The cells in order and the margins over every proper subset of the dimensions, the grand total (key `{}`) last and always
 * there.
 * @throws RangeError as tableNodes does.
 */
export function withMargins(
  dimensions: readonly string[],
  cells: readonly Cell[],
  identity: ValueIdentity = valueItself,
): TableWithMargins {
  const nodes = tableNodes(plainAxes(dimensions), cells, identity);
  const numbers = nodes.map(({ key, count }) => ({ key, count }));
  return { cells: numbers.slice(0, cells.length), margins: numbers.slice(cells.length) };
}

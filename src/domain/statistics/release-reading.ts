// A release as an attacker reads it: which numbers its tables settle, and between which bounds each true one lies.
import type { PublishedBounds } from './published-bounds.js';
import type { ReleaseDocument } from './release-document.js';
import { STATUS_AXIS } from './release-plan.js';
import { statusGroup } from './status-group.js';
import { cellId, plainAxes, tableNodes, type Axis, type Cell, type CellKey } from './table-margins.js';

export type ReleaseNumbers = Pick<ReleaseDocument, 'base' | 'tables'>;

const axisOf = (dimension: string): Axis => (dimension === STATUS_AXIS.dimension ? STATUS_AXIS : { dimension });

function numbersOf({ tables }: ReleaseNumbers): readonly Cell[] {
  return tables.flatMap(({ cells, margins }) => [...cells, ...margins]);
}

/** The finest table; all others of a release are readings of it. */
function finestOf({ tables }: ReleaseNumbers): {
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
} {
  const [finest] = [...tables].sort(
    (left, right) =>
      right.dimensions.length - left.dimensions.length ||
      Number(right.dimensions.includes('status')) - Number(left.dimensions.includes('status')),
  );
  return finest ?? { dimensions: [], cells: [] };
}

/** The dimensions of what is settled by several releases together: a dimension that any of them shows, as fine as the finest of them. */
export function commonAxes(releases: readonly ReleaseNumbers[]): readonly Axis[] {
  const shown = new Set(releases.flatMap((release) => finestOf(release).dimensions));
  if (shown.has('status')) shown.delete('status_group');
  return [...shown].sort().map(axisOf);
}

/** Every value that a release shows of a dimension; of a release without statuses, none. */
function valuesOf(releases: readonly ReleaseNumbers[], dimension: string): readonly string[] {
  const seen = new Set<string>();
  for (const { key, count } of releases.flatMap(numbersOf)) {
    const value = key[dimension];
    if (value !== undefined && count > 0) seen.add(value);
  }
  return [...seen].sort();
}

/**
 * The cells that readers are shown by any of the releases, refined to the common axes: where one release knows places and the
 * other does not, its statuses may stand in every place that is shown. Fewer cells than may exist: whoever takes the others
 * for empty narrows more, so that what passes here passes for those who do not.
 */
export function shownAtoms(releases: readonly ReleaseNumbers[], axes: readonly Axis[]): readonly Cell[] {
  const atoms = new Map<string, Cell>();
  for (const release of releases) {
    const { dimensions, cells } = finestOf(release);
    for (const { key, count } of cells) {
      if (count === 0) continue;
      for (const refined of refinements(key, dimensions, axes, releases))
        atoms.set(cellId(refined), { key: refined, count: 0 });
    }
  }
  return [...atoms.keys()].sort().flatMap((id) => atoms.get(id) ?? []);
}

function refinements(
  key: CellKey,
  dimensions: readonly string[],
  axes: readonly Axis[],
  releases: readonly ReleaseNumbers[],
): readonly CellKey[] {
  let refined: readonly CellKey[] = [{}];
  for (const { dimension } of axes) {
    const own = key[dimension];
    const group = dimension === 'status' && dimensions.includes('status_group') ? key['status_group'] : undefined;
    const values =
      own === undefined
        ? valuesOf(releases, dimension).filter((value) => group === undefined || statusGroup(value) === group)
        : [own];
    refined = refined.flatMap((partial) => values.map((value) => ({ ...partial, [dimension]: value })));
  }
  return refined;
}

/** Numbers that stand in a release and were not rounded: a reader takes them for what they are. */
export function unroundedNumbers(release: ReleaseNumbers): readonly CellKey[] {
  const found = new Map<string, CellKey>();
  for (const { key, count } of numbersOf(release)) if (count % release.base !== 0) found.set(cellId(key), key);
  return [...found.values()];
}

/**
 * Bounds of every number of the table that was rounded, those among them that no table shows and any reader can add up; null
 * of what is finer than the release. What is no multiple of the base was not rounded and is taken as exact.
 */
export function boundsOfRelease(release: ReleaseNumbers): PublishedBounds {
  const { dimensions, cells } = finestOf(release);
  const axes = dimensions.map(axisOf);
  const told = new Map(tableNodes(axes, cells).map(({ id, count }) => [id, count]));
  for (const { key, count } of numbersOf(release)) told.set(cellId(key), count);
  const readable = new Set(
    axes.flatMap(({ dimension, coarser }) => [dimension, ...(coarser ?? []).map((one) => one.dimension)]),
  );
  return (id) => {
    const named = (JSON.parse(id) as [string, string][]).map(([dimension]) => dimension);
    if (!named.every((dimension) => readable.has(dimension))) return null;
    const count = told.get(id) ?? 0;
    if (count % release.base !== 0) return { low: count, high: count, told: count };
    return { low: Math.max(0, count - release.base + 1), high: count + release.base - 1, told: count };
  };
}

/** The release by place alone: everybody who was reported, whatever has become of them since. */
export function reportedByPlace(release: ReleaseNumbers): ReleaseNumbers {
  const { dimensions, cells } = finestOf(release);
  const by = dimensions.filter((dimension) => dimension === 'state');
  const nodes = tableNodes(plainAxes(dimensions), cells).filter(({ key }) => Object.keys(key).join() === by.join());
  const total = tableNodes(plainAxes(dimensions), cells).at(-1);
  const margins = by.length === 0 || total === undefined ? [] : [{ key: {}, count: total.count }];
  return {
    base: release.base,
    tables: [{ dimensions: by, cells: nodes.map(({ key, count }) => ({ key, count })), margins }],
  };
}

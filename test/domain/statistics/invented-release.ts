// Releases of invented registers: their documents, and the ways in which a careless maker would spoil them.
import type { PublishedBounds } from '../../../src/domain/statistics/published-bounds.js';
import type { ProtectedRelease } from '../../../src/domain/statistics/protect-release.js';
import { releaseDocument, type ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { cellId, type Cell, type TableNode } from '../../../src/domain/statistics/table-margins.js';

export function documentOf(number: number, { table, tables, note }: ProtectedRelease): ReleaseDocument {
  const heading = {
    number,
    measure: 'whereabouts-status',
    version: 1,
    asOf: '2026-07-09',
    against: note.against,
    places: new Map<string, string>(),
  };
  return releaseDocument(heading, table, tables);
}

/** The release with these true numbers wherever it shows them; a cell that it does not show is added to its finest table. */
export function exactNumbers(document: ReleaseDocument, leaked: readonly Cell[]): ReleaseDocument {
  const exact = new Map(leaked.map(({ key, count }) => [cellId(key), count]));
  const swap = ({ key, count }: Cell): Cell => ({ key, count: exact.get(cellId(key)) ?? count });
  const tables = document.tables.map(({ dimensions, cells, margins }) => {
    const own = leaked.filter(
      ({ key }) =>
        Object.keys(key).sort().join() === [...dimensions].sort().join() &&
        !cells.some((cell) => cellId(cell.key) === cellId(key)),
    );
    return { dimensions, cells: [...cells.map(swap), ...own], margins: margins.map(swap) };
  });
  return { ...document, tables };
}

/** Every cell under ten, and in each line with one of them the smallest other number. */
function hiddenNumbers(nodes: readonly TableNode[]): ReadonlySet<string> {
  const hidden = new Set(nodes.filter(({ count, sums }) => count < 10 && sums.length === 0).map(({ id }) => id));
  for (let changed = true; changed;) {
    changed = false;
    for (const parts of nodes.flatMap(({ sums }) => sums)) {
      const line = parts.map((part) => nodes[part]!);
      const open = line.filter(({ id }) => !hidden.has(id)).sort((a, b) => a.count - b.count);
      if (line.length - open.length !== 1 || open[0] === undefined) continue;
      hidden.add(open[0].id);
      changed = true;
    }
  }
  return hidden;
}

/** As a reader knows it who is shown every number that is not hidden. */
export function suppressed(nodes: readonly TableNode[]): PublishedBounds {
  const hidden = hiddenNumbers(nodes);
  const exact = new Map(nodes.map(({ id, count }) => [id, count]));
  return (id) => (hidden.has(id) ? null : { low: exact.get(id) ?? 0, high: exact.get(id) ?? 0 });
}

/** The release as it would be published. */
export function suppressedRelease(document: ReleaseDocument, nodes: readonly TableNode[]): ReleaseDocument {
  const hidden = hiddenNumbers(nodes);
  const shown = new Map(nodes.filter(({ id }) => !hidden.has(id)).map(({ id, count }) => [id, count]));
  const exact = (numbers: readonly Cell[]): readonly Cell[] =>
    numbers.flatMap(({ key }) => {
      const count = shown.get(cellId(key));
      return count === undefined ? [] : [{ key, count }];
    });
  const tables = document.tables.map(({ dimensions, cells, margins }) => ({
    dimensions,
    cells: exact(cells),
    margins: exact(margins),
  }));
  return { ...document, tables };
}

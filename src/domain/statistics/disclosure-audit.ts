// Attacks one protected table as a reader would: the smallest and largest count that each cell can have under all that is published.
import type { ProtectedTable } from './controlled-rounding.js';
import type { Equation, IntegerVariable, SolveLinearProgramme } from './integer-programme.js';
import { cellId, tableNodes, type Axis, type Cell, type CellKey } from './table-margins.js';

/** What an attacker knows beside the table: numbers by cellId that are exact, be they declared margins or cells of their own. */
export type KnownNumbers = ReadonlyMap<string, number>;

export interface LevelAudit {
  /** Cells that can be told more narrowly than one step below the base. */
  readonly failed: readonly CellKey[];
  readonly programmes: number;
}

interface Attack {
  readonly variables: readonly IntegerVariable[];
  readonly equations: readonly Equation[];
}

/** Every published number p says that the true one lies within p ± (base − 1); a margin that moved further, twice that. */
function attackOf(table: ProtectedTable, axes: readonly Axis[], atoms: readonly Cell[], known: KnownNumbers): Attack {
  const shown = new Map([...table.cells, ...table.margins].map(({ key, count }) => [cellId(key), count]));
  const position = new Map(atoms.map(({ key }, at) => [cellId(key), at]));
  const nodes = tableNodes(axes, atoms);
  const most = 3 * table.base * nodes.length + Math.max(...shown.values(), ...known.values(), 0);
  const variables: IntegerVariable[] = atoms.map(() => ({ cost: 0, lower: 0, upper: most }));
  const equations: Equation[] = [];
  const members: (readonly number[])[] = [];
  for (const { id, sums } of nodes) {
    const own = position.get(id);
    const cells = own === undefined ? (sums[0] ?? []).flatMap((part) => members[part] ?? []) : [own];
    members.push(cells);
    const exact = known.get(id);
    const reach = exact === undefined ? (table.relaxed && sums.length > 0 ? 2 : 1) * table.base - 1 : 0;
    const slack = variables.push({ cost: 0, lower: 0, upper: 2 * reach }) - 1;
    const terms = cells.map((variable) => ({ variable, coefficient: 1 }));
    equations.push({
      terms: [...terms, { variable: slack, coefficient: 1 }],
      equals: (exact ?? shown.get(id) ?? 0) + reach,
    });
  }
  return { variables, equations };
}

/**
 * Every solution is a witness for all cells, so that a programme is solved only for what no witness has cleared.
 * @param atoms all cells that the reader knows may exist; their counts are not looked at
 * @param known exact numbers; cells among them are no secret from this attacker and are not judged
 */
export async function auditLevels(
  table: ProtectedTable,
  axes: readonly Axis[],
  atoms: readonly Cell[],
  solve: SolveLinearProgramme,
  known: KnownNumbers = new Map(),
): Promise<LevelAudit> {
  const blind = atoms.map(({ key }) => ({ key, count: 0 }));
  const { variables, equations } = attackOf(table, axes, blind, known);
  const low = blind.map(() => Infinity);
  const high = blind.map(() => -Infinity);
  let programmes = 0;
  const cleared = (cell: number): boolean => (high[cell] ?? 0) - (low[cell] ?? 0) >= table.base - 1 - 1e-6;
  const attack = async (target: number, cost: number): Promise<void> => {
    programmes += 1;
    const solution = await solve({
      variables: variables.map((variable, at) => (at === target ? { ...variable, cost } : variable)),
      equations,
    });
    if (solution.status === 'infeasible')
      throw new RangeError('What is published and what is known contradict each other.');
    blind.forEach((_, cell) => {
      const value = solution.values[cell] ?? 0;
      low[cell] = Math.min(low[cell] ?? value, value);
      high[cell] = Math.max(high[cell] ?? value, value);
    });
  };
  const failed: CellKey[] = [];
  for (const [cell, { key }] of blind.entries()) {
    if (known.has(cellId(key))) continue;
    if (!cleared(cell)) await attack(cell, 1);
    if (!cleared(cell)) await attack(cell, -1);
    if (!cleared(cell)) failed.push(key);
  }
  return { failed, programmes };
}

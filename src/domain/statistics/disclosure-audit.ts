// Attacks protected tables as a reader would: what each cell can have been, and by how much it can have changed, under all that is published.
import type { ProtectedTable } from './controlled-rounding.js';
import type { Equation, IntegerVariable, LinearProgramme, SolveLinearProgramme } from './integer-programme.js';
import { cellId, tableNodes, type Axis, type Cell, type CellKey, type TableNode } from './table-margins.js';

/** What an attacker knows beside the table: numbers by cellId that are exact, be they declared margins or cells of their own. */
export type KnownNumbers = ReadonlyMap<string, number>;

/** Between which numbers a reader knows a cell or margin to lie, both ends among them; null of one that is not published. */
export type PublishedBounds = (id: string, isMargin: boolean) => { readonly low: number; readonly high: number } | null;

export interface DisclosureAudit {
  /** Cells of which too much can be told. */
  readonly failed: readonly CellKey[];
  readonly programmes: number;
}

/** Nobody is to learn of a change of one to nine people that it happened. */
const SMALL_CHANGE = 9;
const TINY = 1e-6;

/** A published number p says that the true one lies within p ± (base − 1); a margin that moved further, twice that. */
export function boundsOfTable(table: ProtectedTable, known: KnownNumbers = new Map()): PublishedBounds {
  const shown = new Map([...table.cells, ...table.margins].map(({ key, count }) => [cellId(key), count]));
  return (id, isMargin) => {
    const exact = known.get(id);
    if (exact !== undefined) return { low: exact, high: exact };
    const reach = (table.relaxed && isMargin ? 2 : 1) * table.base - 1;
    const told = shown.get(id) ?? 0;
    return { low: Math.max(0, told - reach), high: told + reach };
  };
}

/** A programme under construction; the variables of the cells of a table stand together. */
class Attack {
  readonly variables: IntegerVariable[] = [];
  readonly equations: Equation[] = [];

  constructor(
    private readonly nodes: readonly TableNode[],
    private readonly atoms: readonly string[],
  ) {}

  /** Returns the position of the first cell. */
  addTable(bounds: PublishedBounds): number {
    const first = this.variables.length;
    const most = this.nodes.reduce((sum, { id, sums }) => sum + (bounds(id, sums.length > 0)?.high ?? 0), 1);
    this.variables.push(...this.atoms.map(() => ({ cost: 0, lower: 0, upper: most })));
    const place = new Map(this.atoms.map((id, at) => [id, first + at]));
    const members: (readonly number[])[] = [];
    for (const { id, sums } of this.nodes) {
      const own = place.get(id);
      const cells = own === undefined ? (sums[0] ?? []).flatMap((part) => members[part] ?? []) : [own];
      members.push(cells);
      const told = bounds(id, sums.length > 0);
      if (told === null) continue;
      const slack = this.variables.push({ cost: 0, lower: 0, upper: told.high - told.low }) - 1;
      const terms = cells.map((variable) => ({ variable, coefficient: 1 }));
      this.equations.push({ terms: [...terms, { variable: slack, coefficient: 1 }], equals: told.high });
    }
    return first;
  }

  /** Returns the position of the first change from one table to another. */
  addChanges(older: number, newer: number, onlyGrows: boolean): number {
    const first = this.variables.length;
    this.atoms.forEach((_, at) => {
      const upper = this.variables[newer + at]?.upper ?? 0;
      const lower = onlyGrows ? 0 : -(this.variables[older + at]?.upper ?? 0);
      const change = this.variables.push({ cost: 0, lower, upper }) - 1;
      this.equations.push({
        terms: [
          { variable: newer + at, coefficient: 1 },
          { variable: older + at, coefficient: -1 },
          { variable: change, coefficient: -1 },
        ],
        equals: 0,
      });
    });
    return first;
  }

  programme(target: number, cost: number): LinearProgramme {
    const { equations } = this;
    return { variables: this.variables.map((one, at) => (at === target ? { ...one, cost } : one)), equations };
  }
}

interface Judged {
  /** Position of the first variable that is judged, one for each atom. */
  readonly first: number;
  /** Whether what is known of it so far is wide enough; wider never is less. */
  readonly isSafe: (low: number, high: number) => boolean;
}

/** Every solution is a witness for all cells, so that a programme is solved only for what no witness has cleared. */
async function judge(
  attack: Attack,
  keys: readonly CellKey[],
  { first, isSafe }: Judged,
  solve: SolveLinearProgramme,
): Promise<DisclosureAudit> {
  const low = keys.map(() => Infinity);
  const high = keys.map(() => -Infinity);
  const failed: CellKey[] = [];
  let programmes = 0;
  const safe = (cell: number): boolean => isSafe(low[cell] ?? Infinity, high[cell] ?? -Infinity);
  const ask = async (cell: number, cost: number): Promise<void> => {
    programmes += 1;
    const solution = await solve(attack.programme(first + cell, cost));
    if (solution.status === 'infeasible')
      throw new RangeError('What is published and what is known contradict each other.');
    keys.forEach((_, at) => {
      const value = solution.values[first + at] ?? 0;
      low[at] = Math.min(low[at] ?? value, value);
      high[at] = Math.max(high[at] ?? value, value);
    });
  };
  for (const [cell, key] of keys.entries()) {
    if (!safe(cell)) await ask(cell, 1);
    if (!safe(cell)) await ask(cell, -1);
    if (!safe(cell)) failed.push(key);
  }
  return { failed, programmes };
}

function attackOn(axes: readonly Axis[], atoms: readonly Cell[]): { attack: Attack; keys: CellKey[] } {
  const keys = atoms.map(({ key }) => key);
  const nodes = tableNodes(
    axes,
    keys.map((key) => ({ key, count: 0 })),
  );
  return {
    attack: new Attack(
      nodes,
      keys.map((key) => cellId(key)),
    ),
    keys,
  };
}

/**
 * Fails a cell that can be told more narrowly than one step below the base.
 * @param atoms all cells that the reader knows may exist; their counts are not looked at
 * @param known exact numbers; cells among them are no secret from this attacker and are not judged
 */
export async function auditLevels(
  { bounds, base }: { readonly bounds: PublishedBounds; readonly base: number },
  axes: readonly Axis[],
  atoms: readonly Cell[],
  solve: SolveLinearProgramme,
  known: KnownNumbers = new Map(),
): Promise<DisclosureAudit> {
  const { attack, keys } = attackOn(axes, atoms);
  const first = attack.addTable(bounds);
  const isSafe = (low: number, high: number): boolean => high - low >= base - 1 - TINY;
  const { failed, programmes } = await judge(attack, keys, { first, isSafe }, solve);
  return { failed: failed.filter((key) => !known.has(cellId(key))), programmes };
}

/**
 * Fails a cell of which two releases together tell a change that is certain and small (1 to 9 more, or fewer), or to the person. What holds 0
 * tells of no change; what reaches beyond nine is no small one, whatever else it may be.
 * @param onlyGrows of measures of whoever was ever registered, which never fall
 */
export async function auditChanges(
  releases: { readonly older: PublishedBounds; readonly newer: PublishedBounds; readonly onlyGrows: boolean },
  axes: readonly Axis[],
  atoms: readonly Cell[],
  solve: SolveLinearProgramme,
): Promise<DisclosureAudit> {
  const { attack, keys } = attackOn(axes, atoms);
  const older = attack.addTable(releases.older);
  const newer = attack.addTable(releases.newer);
  const first = attack.addChanges(older, newer, releases.onlyGrows);
  return judge(attack, keys, { first, isSafe: isVagueChange }, solve);
}

/** People are whole: what lies between two whole numbers is neither. */
function isVagueChange(from: number, to: number): boolean {
  const [low, high] = [Math.ceil(from - TINY), Math.floor(to + TINY)];
  if (low > high) return false;
  if (low === high) return low === 0;
  return (low <= 0 && high >= 0) || high > SMALL_CHANGE || low < -SMALL_CHANGE;
}

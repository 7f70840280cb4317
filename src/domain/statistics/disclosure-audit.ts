// Attacks protected tables as a reader would: what each cell can have been, and by how much it can have changed, under all that is published.
import type { ProtectedTable } from './controlled-rounding.js';
import type { Equation, IntegerVariable, LinearProgramme, SolveLinearProgramme } from './integer-programme.js';
import type { PublishedBounds } from './published-bounds.js';
import { rangesAroundPublished, type CellRange } from './published-point.js';
import { cellId, tableNodes, type Axis, type Cell, type CellKey, type TableNode } from './table-margins.js';

/** What an attacker knows beside the table: numbers by cellId that are exact, be they declared margins or cells of their own. */
export type KnownNumbers = ReadonlyMap<string, number>;

export interface DisclosureAudit {
  /** Cells of which too much can be told. */
  readonly failed: readonly CellKey[];
  readonly programmes: number;
  /** The least that is left open of any cell, as far as solutions have shown; null of no cells. */
  readonly narrowest: number | null;
}

/** Nobody is to learn of a change of one to nine people that it happened. */
const SMALL_CHANGE = 9;
/** Objectives over all cells at once, before cells are looked at one by one; of 512 cells they leave few open. */
const POOL = 24;
const TINY = 1e-6;

/** A published number p says that the true one lies within p ± (base − 1); a margin that moved further, twice that. */
export function boundsOfTable(table: ProtectedTable, known: KnownNumbers = new Map()): PublishedBounds {
  const shown = new Map([...table.cells, ...table.margins].map(({ key, count }) => [cellId(key), count]));
  return (id, isMargin) => {
    const exact = known.get(id);
    if (exact !== undefined) return { low: exact, high: exact, told: exact };
    const reach = (table.relaxed && isMargin ? 2 : 1) * table.base - 1;
    const told = shown.get(id) ?? 0;
    return { low: Math.max(0, told - reach), high: told + reach, told };
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

  /** `costs` stand for the variables from `first` on; all others cost nothing. */
  programme(first: number, costs: readonly number[]): LinearProgramme {
    const { equations } = this;
    return { variables: this.variables.map((one, at) => ({ ...one, cost: costs[at - first] ?? 0 })), equations };
  }
}

interface Judged {
  /** Position of the first variable that is judged, one for each atom. */
  readonly first: number;
  /** Whether what is known of it so far is wide enough; wider never is less. */
  readonly isSafe: (low: number, high: number) => boolean;
}

/** Walsh functions: half of the cells are pushed up and half down, each time another half, and then the other way round. */
function poolCost(objective: number, cell: number): number {
  let sign = objective % 2 === 0 ? 1 : -1;
  for (let bits = cell & ((objective >> 1) + 1); bits !== 0; bits >>= 1) if ((bits & 1) === 1) sign = -sign;
  return sign;
}

/** What solutions have shown so far of each cell. */
class Witnesses {
  private readonly low: number[];
  private readonly high: number[];
  programmes = 0;

  constructor(
    private readonly cells: number,
    private readonly attack: Attack,
    private readonly judged: Judged,
    private readonly solve: SolveLinearProgramme,
  ) {
    this.low = Array.from({ length: cells }, () => Infinity);
    this.high = Array.from({ length: cells }, () => -Infinity);
  }

  isSafe(cell: number): boolean {
    return this.judged.isSafe(this.low[cell] ?? Infinity, this.high[cell] ?? -Infinity);
  }

  /** What is known without a programme; null of nothing. */
  know(ranges: readonly CellRange[] | null): void {
    ranges?.forEach(({ low, high }, cell) => {
      this.low[cell] = low;
      this.high[cell] = high;
    });
  }

  get allSafe(): boolean {
    return this.low.every((_, cell) => this.isSafe(cell));
  }

  get narrowest(): number | null {
    return this.low.reduce<number | null>((least, low, cell) => {
      const width = Math.round((this.high[cell] ?? low) - low);
      return least === null || width < least ? width : least;
    }, null);
  }

  async ask(costs: readonly number[]): Promise<void> {
    this.programmes += 1;
    const { first } = this.judged;
    const solution = await this.solve(this.attack.programme(first, costs));
    if (solution.status === 'infeasible')
      throw new RangeError('What is published and what is known contradict each other.');
    for (let cell = 0; cell < this.cells; cell += 1) {
      const value = solution.values[first + cell] ?? 0;
      this.low[cell] = Math.min(this.low[cell] ?? value, value);
      this.high[cell] = Math.max(this.high[cell] ?? value, value);
    }
  }
}

/** Every solution is a witness for all cells, so that a programme is solved only for what no witness has cleared. */
async function judge(
  attack: Attack,
  keys: readonly CellKey[],
  judged: Judged,
  solve: SolveLinearProgramme,
  ranges: readonly CellRange[] | null,
): Promise<DisclosureAudit> {
  const witnesses = new Witnesses(keys.length, attack, judged, solve);
  witnesses.know(ranges);
  for (let objective = 0; objective < POOL && !witnesses.allSafe; objective += 1)
    await witnesses.ask(keys.map((_, cell) => poolCost(objective, cell)));
  const failed: CellKey[] = [];
  for (const [cell, key] of keys.entries()) {
    const alone = (cost: number): readonly number[] => keys.map((_, at) => (at === cell ? cost : 0));
    if (!witnesses.isSafe(cell)) await witnesses.ask(alone(1));
    if (!witnesses.isSafe(cell)) await witnesses.ask(alone(-1));
    if (!witnesses.isSafe(cell)) failed.push(key);
  }
  return { failed, programmes: witnesses.programmes, narrowest: witnesses.narrowest };
}

function attackOn(axes: readonly Axis[], atoms: readonly Cell[]) {
  const keys = atoms.map(({ key }) => key);
  const nodes = tableNodes(
    axes,
    keys.map((key) => ({ key, count: 0 })),
  );
  const ids = keys.map((key) => cellId(key));
  return {
    attack: new Attack(nodes, ids),
    keys,
    aroundPublished: (bounds: PublishedBounds) => rangesAroundPublished(nodes, ids, bounds),
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
  const { attack, keys, aroundPublished } = attackOn(axes, atoms);
  const first = attack.addTable(bounds);
  const isSafe = (low: number, high: number): boolean => high - low >= base - 1 - TINY;
  const audit = await judge(attack, keys, { first, isSafe }, solve, aroundPublished(bounds));
  return { ...audit, failed: audit.failed.filter((key) => !known.has(cellId(key))) };
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
  const { attack, keys, aroundPublished } = attackOn(axes, atoms);
  const older = attack.addTable(releases.older);
  const newer = attack.addTable(releases.newer);
  const first = attack.addChanges(older, newer, releases.onlyGrows);
  const ranges = releases.onlyGrows
    ? null
    : changesOf(aroundPublished(releases.older), aroundPublished(releases.newer));
  return judge(attack, keys, { first, isSafe: isVagueChange }, solve, ranges);
}

/** Where people may come and go, what one table was settles nothing of the other. */
function changesOf(
  older: readonly CellRange[] | null,
  newer: readonly CellRange[] | null,
): readonly CellRange[] | null {
  if (older === null || newer === null) return null;
  return newer.map(({ low, high }, cell) => {
    const before = older[cell] ?? { low: 0, high: 0 };
    return { low: low - before.high, high: high - before.low };
  });
}

/** People are whole: what lies between two whole numbers is neither. */
function isVagueChange(from: number, to: number): boolean {
  const [low, high] = [Math.ceil(from - TINY), Math.floor(to + TINY)];
  if (low > high) return false;
  if (low === high) return low === 0;
  return (low <= 0 && high >= 0) || high > SMALL_CHANGE || low < -SMALL_CHANGE;
}

// Controlled rounding: every cell and margin becomes a neighbouring multiple of the base, and all sums still hold.
import {
  solveInParts,
  type Equation,
  type IntegerProgramme,
  type IntegerVariable,
  type SolveIntegerProgramme,
  type Term,
} from './integer-programme.js';
import {
  tableNodes,
  valueItself,
  type Axis,
  type Cell,
  type CellKey,
  type TableNode,
  type ValueIdentity,
} from './table-margins.js';

/** Multiples of 10 where a table is small or fine, of 5 otherwise. */
export type RoundingBase = 5 | 10;

/** Numbers of a protected release. A number that is not listed is 0, so that a true 0 and a rounded one look alike. */
export interface ProtectedTable {
  readonly base: RoundingBase;
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  /** Coarser readings of a dimension are margins as well; the grand total (key `{}`) is last and always there. */
  readonly margins: readonly Cell[];
  /** True where margins had to move one step further than cells; then |published − true| < 2 × base for margins. */
  readonly relaxed: boolean;
}

export interface RoundingTask {
  readonly axes: readonly Axis[];
  /** True counts. */
  readonly cells: readonly Cell[];
  readonly base: RoundingBase;
  /**
   * A number in [0, 1) that depends on nothing but a secret, the table, the cell and its true value: an HMAC, made by the
   * caller. It is asked only for numbers that are no multiple of the base.
   */
  readonly uniform: (cellId: string, trueValue: number) => number;
  readonly solve: SolveIntegerProgramme;
  /** Needed wherever a dimension's values are parties: see ValueIdentity. */
  readonly identity?: ValueIdentity;
}

export type RoundingResult =
  | {
      readonly outcome: 'rounded' | 'rounded_with_relaxed_margins';
      readonly table: ProtectedTable;
      /** For the maker's eyes and the sealed file: which numbers moved is itself a fact about the true ones. Never published. */
      readonly adjusted: readonly CellKey[];
      readonly relaxedMargins: readonly CellKey[];
    }
  /** Three and more dimensions only: merge categories and try again. */
  | { readonly outcome: 'infeasible' };

/** A published number in units of the base: a constant and 0-1 variables. */
interface Expression {
  readonly constant: number;
  readonly terms: readonly Term[];
}

interface Draft {
  readonly variables: IntegerVariable[];
  readonly equations: Equation[];
  readonly expressions: Expression[];
}

function addVariable(draft: Draft, cost: number): number {
  return draft.variables.push({ cost, lower: 0, upper: 1 }) - 1;
}

/** 0 for a sum of one part, 1 for a sum that is settled, 2 for one that leaves variables open. */
function openness(parts: readonly Expression[]): number {
  if (parts.length === 1) return 0;
  return parts.every(({ terms }) => terms.length === 0) ? 1 : 2;
}

/**
 * The expressions that the number is the sum of: in a way that ties nothing together where there is one, so that more of the
 * table falls into independent parts, else in the first way (mixing ways to save variables made large tables slower). A true
 * 0 stays 0 and is no part.
 */
function partsOf(draft: Draft, node: TableNode, nodes: readonly TableNode[]): readonly Expression[] {
  const ways = node.sums.map((way) =>
    way.filter((part) => (nodes[part]?.count ?? 0) > 0).flatMap((part) => draft.expressions[part] ?? []),
  );
  return ways.reduce((best, way) => (openness(way) < openness(best) ? way : best), ways[0] ?? []);
}

/** The upper multiple is wanted when the draw is below the remainder, so that the mean published value is the true one. */
function stepUp(draft: Draft, node: TableNode, { base, uniform }: RoundingTask): readonly Term[] {
  const remainder = (node.count % base) / base;
  if (remainder === 0) return [];
  const draw = uniform(node.id, node.count);
  if (!(draw >= 0 && draw < 1)) throw new RangeError('A draw lies in [0, 1).');
  return [{ variable: addVariable(draft, draw < remainder ? -1 : 1), coefficient: 1 }];
}

/** One step beyond the neighbouring multiples, never below 0. Its price exceeds all that cells and margins cost together. */
function stepsBeyond(draft: Draft, floor: number, price: number): readonly Term[] {
  const up = { variable: addVariable(draft, price), coefficient: 1 };
  return floor === 0 ? [up] : [up, { variable: addVariable(draft, price), coefficient: -1 }];
}

function expressNode(
  draft: Draft,
  node: TableNode,
  nodes: readonly TableNode[],
  task: RoundingTask,
  relaxed: boolean,
): Expression {
  const parts = partsOf(draft, node, nodes);
  const [onlyPart] = parts;
  // A sum of one part is that part: a draw of its own would only set the two against each other and bias both.
  if (parts.length === 1 && onlyPart !== undefined) return onlyPart;
  const floor = Math.floor(node.count / task.base);
  const terms = [...stepUp(draft, node, task)];
  if (parts.length === 0) return { constant: floor, terms };
  if (relaxed) terms.push(...stepsBeyond(draft, floor, nodes.length + 1));
  const own: Expression = { constant: floor, terms };
  draft.equations.push(sumEquation(own, parts));
  return own;
}

function sumEquation(sum: Expression, parts: readonly Expression[]): Equation {
  const negated = sum.terms.map(({ variable, coefficient }) => ({ variable, coefficient: -coefficient }));
  return {
    terms: [...parts.flatMap(({ terms }) => terms), ...negated],
    equals: parts.reduce((rest, { constant }) => rest - constant, sum.constant),
  };
}

function draftProgramme(
  nodes: readonly TableNode[],
  task: RoundingTask,
  relaxed: boolean,
): { programme: IntegerProgramme; expressions: readonly Expression[] } {
  const draft: Draft = { variables: [], equations: [], expressions: [] };
  for (const node of nodes) draft.expressions.push(expressNode(draft, node, nodes, task, relaxed));
  return { programme: { variables: draft.variables, equations: draft.equations }, expressions: draft.expressions };
}

/** Dimensions in one order, so that the programme, and with it the answer, does not depend on the order they are named in. */
function inCanonicalOrder(axes: readonly Axis[]): readonly Axis[] {
  return [...axes].sort((left, right) => (left.dimension < right.dimension ? -1 : 1));
}

async function publishedCounts(
  nodes: readonly TableNode[],
  task: RoundingTask,
  relaxed: boolean,
): Promise<readonly number[] | null> {
  const { programme, expressions } = draftProgramme(nodes, task, relaxed);
  const solution = await solveInParts(programme, task.solve);
  if (solution.status === 'infeasible') return null;
  const steps = ({ terms }: Expression): number =>
    terms.reduce((sum, { variable, coefficient }) => sum + coefficient * (solution.values[variable] ?? 0), 0);
  return expressions.map((expression) => task.base * (expression.constant + steps(expression)));
}

function assemble(
  nodes: readonly TableNode[],
  counts: readonly number[],
  task: RoundingTask,
  relaxed: boolean,
): RoundingResult {
  const numbers = nodes.map((node, position) => ({ node, count: counts[position] ?? 0 }));
  const listed = numbers.filter(({ node, count }) => count !== 0 || Object.keys(node.key).length === 0);
  const cellCount = task.cells.length;
  const isCell = new Set(nodes.slice(0, cellCount));
  const publish = ({ node, count }: (typeof numbers)[number]): Cell => ({ key: node.key, count });
  return {
    outcome: relaxed ? 'rounded_with_relaxed_margins' : 'rounded',
    table: {
      base: task.base,
      dimensions: task.axes.map(({ dimension }) => dimension),
      cells: listed.filter(({ node }) => isCell.has(node)).map(publish),
      margins: listed.filter(({ node }) => !isCell.has(node)).map(publish),
      relaxed,
    },
    adjusted: numbers.filter(({ node, count }) => node.count !== count).map(({ node }) => node.key),
    relaxedMargins: numbers
      .filter(({ node, count }) => Math.abs(node.count - count) >= task.base)
      .map(({ node }) => node.key),
  };
}

/**
 * Minimises Σ |y − [draw < remainder]| over all cells and margins, y being 1 where the upper multiple is published, under all
 * sums. One and two dimensions, with coarser readings of one of them, always have an answer: their sums are two families of
 * nested sets, so the programme is a network flow. In all other tables margins may need a step beyond the neighbouring
 * multiples, which is taken only when nothing else is left.
 * @throws RangeError for counts, keys or draws that are none; rejects when the solver fails.
 */
export async function roundTable(task: RoundingTask): Promise<RoundingResult> {
  const nodes = tableNodes(inCanonicalOrder(task.axes), task.cells, task.identity ?? valueItself);
  const tight = await publishedCounts(nodes, task, false);
  if (tight !== null) return assemble(nodes, tight, task, false);
  const relaxed = await publishedCounts(nodes, task, true);
  return relaxed === null ? { outcome: 'infeasible' } : assemble(nodes, relaxed, task, true);
}

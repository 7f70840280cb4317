// A small integer programme as data, the interface of whatever solves it, and its division into parts that do not touch.

export interface IntegerVariable {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Term {
  readonly variable: number;
  readonly coefficient: number;
}

export interface Equation {
  readonly terms: readonly Term[];
  readonly equals: number;
}

/** Minimise the summed cost of whole-numbered variables between their bounds under all equations. */
export interface IntegerProgramme {
  readonly variables: readonly IntegerVariable[];
  readonly equations: readonly Equation[];
}

export type IntegerSolution =
  { readonly status: 'optimal'; readonly values: readonly number[] } | { readonly status: 'infeasible' };

/**
 * Solves to a fixed gap, never to a time limit: an answer that depends on how busy the machine was is not reproducible.
 * Equal programmes get equal answers. Rejects when the solver itself fails.
 */
export type SolveIntegerProgramme = (programme: IntegerProgramme) => Promise<IntegerSolution>;

/** The same with variables that may take any value between their bounds. */
export type LinearProgramme = IntegerProgramme;
export type SolveLinearProgramme = SolveIntegerProgramme;

interface Part {
  readonly programme: IntegerProgramme;
  /** The position, in the whole programme, of each variable of the part. */
  readonly positions: readonly number[];
}

/** Union-find over variables: those that share an equation belong together. */
function representatives(programme: IntegerProgramme): readonly number[] {
  const parent = programme.variables.map((_, variable) => variable);
  const root = (variable: number): number => {
    let at = variable;
    for (let above = parent[at] ?? at; above !== at; above = parent[at] ?? at) {
      parent[at] = parent[above] ?? above;
      at = parent[at] ?? at;
    }
    return at;
  };
  for (const { terms } of programme.equations) {
    const [first, ...others] = terms;
    if (first === undefined) continue;
    for (const { variable } of others) {
      const [low, high] = [root(first.variable), root(variable)].sort((left, right) => left - right);
      if (low !== undefined && high !== undefined) parent[high] = low;
    }
  }
  return parent.map((_, variable) => root(variable));
}

/**
 * The parts of a programme that share no equation, in the order of their first variables. Solving them one by one is
 * faster, and a change in one part of a table cannot move a number in another.
 */
function independentParts(programme: IntegerProgramme): readonly Part[] {
  const root = representatives(programme);
  const members = new Map<number, { positions: number[]; equations: Equation[] }>();
  const placeOf: number[] = [];
  root.forEach((representative, variable) => {
    const part = members.get(representative) ?? { positions: [], equations: [] };
    placeOf[variable] = part.positions.length;
    part.positions.push(variable);
    members.set(representative, part);
  });
  for (const { terms, equals } of programme.equations) {
    const local = terms.map(({ variable, coefficient }) => ({ variable: placeOf[variable] ?? 0, coefficient }));
    members.get(root[terms[0]?.variable ?? -1] ?? -1)?.equations.push({ terms: local, equals });
  }
  return [...members.values()].map(({ positions, equations }) => ({
    positions,
    programme: { variables: positions.flatMap((position) => programme.variables[position] ?? []), equations },
  }));
}

/** A variable that no equation holds takes its cheaper bound; no solver is needed. */
function freeValues({ variables }: IntegerProgramme): readonly number[] {
  return variables.map(({ cost, lower, upper }) => (cost < 0 ? upper : lower));
}

/** Solves part by part; infeasible as soon as one part is. */
export async function solveInParts(
  programme: IntegerProgramme,
  solve: SolveIntegerProgramme,
): Promise<IntegerSolution> {
  if (programme.equations.some(({ terms, equals }) => terms.length === 0 && equals !== 0))
    return { status: 'infeasible' };
  const values = programme.variables.map(() => 0);
  for (const part of independentParts(programme)) {
    const free = part.programme.equations.length === 0;
    const solution: IntegerSolution = free
      ? { status: 'optimal', values: freeValues(part.programme) }
      : await solve(part.programme);
    if (solution.status === 'infeasible') return solution;
    part.positions.forEach((position, place) => {
      values[position] = solution.values[place] ?? 0;
    });
  }
  return { status: 'optimal', values };
}

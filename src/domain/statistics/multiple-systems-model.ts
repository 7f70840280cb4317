// Hierarchical log-linear models of overlapping lists: which there are, and what they are called.

/** A term is a set of lists as a bit mask; 0 is the intercept. With a term, a model has every part of it. */
export interface CaptureModel {
  /** Maximal terms by list positions, the largest first: `[123,14,34]`. */
  readonly name: string;
  readonly terms: readonly number[];
}

/** All hierarchical models of 4 lists are 113; those of 5 are thousands and are searched step by step. */
export const ENUMERATED_LISTS = 4;

export function sizeOf(mask: number): number {
  let size = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) size += 1;
  return size;
}

const within = (part: number, whole: number): boolean => (part & whole) === part;

const positions = (mask: number): string =>
  Array.from({ length: 32 - Math.clz32(mask) }, (_, list) => ((mask >> list) & 1 ? String(list + 1) : '')).join('');

function modelOf(terms: readonly number[]): CaptureModel {
  const largest = terms.filter((term) => term > 0 && !terms.some((other) => other !== term && within(term, other)));
  const names = largest.map(positions).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return { name: `[${names.join(',')}]`, terms: [...terms].sort((a, b) => sizeOf(a) - sizeOf(b) || a - b) };
}

/** The same model with its lists called otherwise. */
export function relabelled({ terms }: CaptureModel, relabel: (term: number) => number): CaptureModel {
  return modelOf(terms.map(relabel));
}

export function independence(lists: number): CaptureModel {
  return modelOf([0, ...Array.from({ length: lists }, (_, list) => 1 << list)]);
}

/** Dependences of two lists up to all but one; that of all lists together cannot be told from the unseen. */
function dependences(lists: number): number[] {
  return Array.from({ length: (1 << lists) - 1 }, (_, mask) => mask)
    .filter((mask) => sizeOf(mask) > 1)
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a - b);
}

const mayJoin = (terms: readonly number[], term: number): boolean =>
  !terms.includes(term) &&
  Array.from({ length: 32 - Math.clz32(term) }, (_, list) => 1 << list)
    .filter((bit) => (term & bit) !== 0)
    .every((bit) => terms.includes(term & ~bit));

export function hierarchicalModels(lists: number): CaptureModel[] {
  let families: (readonly number[])[] = [independence(lists).terms];
  for (const term of dependences(lists)) {
    families = families.flatMap((terms) => (mayJoin(terms, term) ? [terms, [...terms, term]] : [terms]));
  }
  return families.map(modelOf);
}

/** The models with one dependence more or less. */
export function neighbours({ terms }: CaptureModel, lists: number): CaptureModel[] {
  const more = dependences(lists)
    .filter((term) => mayJoin(terms, term))
    .map((term) => modelOf([...terms, term]));
  const fewer = terms
    .filter((term) => sizeOf(term) > 1 && !terms.some((other) => other !== term && within(term, other)))
    .map((term) => modelOf(terms.filter((other) => other !== term)));
  return [...more, ...fewer];
}

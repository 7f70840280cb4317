// What a publisher states as a number: exact, a range, "at least", "at most" or "about"; and what each leaves open.

/** Whole numbers from 0. */
export type FigureValue =
  | { readonly exact: number }
  | { readonly min: number }
  | { readonly max: number }
  | { readonly min: number; readonly max: number }
  | { readonly approx: number };

/** One part of a breakdown: a plain number is exact; a share, from 0 to 1, is about a share of the whole. */
export type PartValue = number | FigureValue | { readonly approxShare: number };

/** An inclusive interval of counts that a statement allows; Infinity where it names no upper end. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** "About" names no limits, and the registry gives it none: it allows everything and so never contradicts anything. */
const ANYTHING: Bounds = { least: 0, most: Infinity };

export function boundsOf(value: PartValue): Bounds {
  if (typeof value === 'number') return { least: value, most: value };
  if ('exact' in value) return { least: value.exact, most: value.exact };
  if ('approx' in value || 'approxShare' in value) return ANYTHING;
  return { least: 'min' in value ? value.min : 0, most: 'max' in value ? value.max : Infinity };
}

export function sumOfBounds(all: readonly Bounds[]): Bounds {
  return all.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), {
    least: 0,
    most: 0,
  });
}

/** What is left of the first when all others are taken from it; never below 0, as counts are. */
export function differenceOfBounds(first: Bounds, others: readonly Bounds[]): Bounds {
  const taken = sumOfBounds(others);
  return {
    least: Math.max(0, taken.most === Infinity ? 0 : first.least - taken.most),
    most: first.most === Infinity ? Infinity : Math.max(0, first.most - taken.least),
  };
}

/** Whether both can be true of one number. */
export function canAgree(one: Bounds, other: Bounds): boolean {
  return one.least <= other.most && other.least <= one.most;
}

export function valueInWords(value: PartValue): string {
  if (typeof value === 'number') return String(value);
  if ('exact' in value) return String(value.exact);
  if ('approx' in value) return `about ${value.approx}`;
  if ('approxShare' in value) return `about ${Math.round(value.approxShare * 1000) / 10} per cent`;
  return boundsInWords(boundsOf(value));
}

export function boundsInWords({ least, most }: Bounds): string {
  if (least === most) return String(least);
  if (most === Infinity) return `at least ${least}`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}

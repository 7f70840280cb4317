// Whether a figure contradicts itself, by one rule for every publisher: only sums that the publisher itself vouches for are checked.

import {
  boundsInWords,
  boundsOf,
  canAgree,
  differenceOfBounds,
  sumOfBounds,
  valueInWords,
  type Bounds,
  type FigureValue,
  type PartValue,
} from './figure-value.js';
import type { FigureBreakdown, PublishedFigure } from './published-figure.js';

export interface FigureContradiction {
  readonly kind: 'breakdown' | 'derivation';
  /** Position of the breakdown among those of the figure; null for a derivation. */
  readonly breakdown: number | null;
  readonly words: string;
}

/**
 * A breakdown does not add up only where its publisher calls it complete and disjoint: parts that are merely included may
 * overlap, and may leave others out. A derivation is checked where every figure it names is known.
 */
export function contradictionsIn(
  figure: PublishedFigure,
  valueOf: (id: string) => FigureValue | null,
): readonly FigureContradiction[] {
  const breakdowns = figure.breakdowns.flatMap((breakdown, position) =>
    breakdown.complete ? wholesOf(figure, breakdown).flatMap((whole) => faultOf(breakdown, position, whole)) : [],
  );
  return [...breakdowns, ...derivationFault(figure, valueOf)];
}

/** What the parts are parts of: the figure itself, or each part of that name in another breakdown. */
function wholesOf(figure: PublishedFigure, breakdown: FigureBreakdown): readonly PartValue[] {
  if (breakdown.of === null) return [figure.value];
  return figure.breakdowns
    .filter((other) => other !== breakdown)
    .flatMap(({ parts }) => parts.filter(([name]) => name === breakdown.of).map(([, value]) => value));
}

function faultOf(breakdown: FigureBreakdown, position: number, whole: PartValue): FigureContradiction[] {
  const sum = sumOfBounds(breakdown.parts.map(([, value]) => boundsOf(value)));
  if (canAgree(sum, boundsOf(whole))) return [];
  const of = breakdown.of === null ? 'the whole' : `“${breakdown.of}”`;
  const words = `The publisher calls these parts complete and disjoint, and they come to ${boundsInWords(sum)}, while ${of} is stated as ${valueInWords(whole)}.`;
  return [{ kind: 'breakdown', breakdown: position, words }];
}

function derivationFault(figure: PublishedFigure, valueOf: (id: string) => FigureValue | null): FigureContradiction[] {
  const bounds = figure.minus.map((id) => {
    const value = valueOf(id);
    return value === null ? null : boundsOf(value);
  });
  const known = bounds.filter((one): one is Bounds => one !== null);
  const [first, ...others] = known;
  if (first === undefined || known.length < bounds.length) return [];
  const rest = differenceOfBounds(first, others);
  if (canAgree(rest, boundsOf(figure.value))) return [];
  const words = `The publisher reckons this as ${figure.minus.join(' less ')}, which leaves ${boundsInWords(rest)}, and states ${valueInWords(figure.value)}.`;
  return [{ kind: 'derivation', breakdown: null, words }];
}

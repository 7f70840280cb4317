// Which other published figures a figure clashes with: by one rule for every publisher, or because whoever recorded it says so.

import type { PartyKeys } from './figure-definition.js';
import { boundsOf, canAgree, valueInWords } from './figure-value.js';
import { standBeside } from './figures-beside.js';
import type { PublishedFigure } from './published-figure.js';

/** A figure with the name of the organisation that recorded it. */
export interface ComparableFigure {
  readonly figure: PublishedFigure;
  readonly recordedBy: string;
}

export interface FigureClash {
  /** Of the other figure. */
  readonly id: string;
  readonly publisher: string;
  /** `stated` by whoever recorded one of the two, or found by the `rule` that is the same for all. */
  readonly basis: 'stated' | 'rule';
  /** The organisation that states it; null where the rule found it. */
  readonly statedBy: string | null;
  readonly words: string;
}

/** In the order of `others`; a clash that is stated is not told again as one that the rule found. */
export function clashesOf(
  one: ComparableFigure,
  others: readonly ComparableFigure[],
  parties: PartyKeys,
): readonly FigureClash[] {
  return others.flatMap((other) => {
    if (other.figure.id === one.figure.id) return [];
    const stated = statedClash(one, other) ?? statedClash(other, one);
    if (stated !== null) return [clash(one, other, 'stated', stated)];
    return clashByRule(one.figure, other.figure, parties) ? [clash(one, other, 'rule', null)] : [];
  });
}

function statedClash(by: ComparableFigure, of: ComparableFigure): string | null {
  return by.figure.conflictsWith.includes(of.figure.id) ? by.recordedBy : null;
}

/** They stand beside one another, in numbers that cannot both be true. "About" never clashes. */
function clashByRule(one: PublishedFigure, other: PublishedFigure, parties: PartyKeys): boolean {
  return !canAgree(boundsOf(one.value), boundsOf(other.value)) && standBeside(one, other, parties);
}

function clash(
  one: ComparableFigure,
  other: ComparableFigure,
  basis: FigureClash['basis'],
  statedBy: string | null,
): FigureClash {
  const { id, publisher, subject, value } = other.figure;
  const both = `${one.figure.publisher} states ${valueInWords(one.figure.value)} (“${one.figure.subject}”), ${publisher} states ${valueInWords(value)} (“${subject}”).`;
  const words =
    statedBy === null
      ? `${both} Both speak of the same for dates that can be the same day, and both numbers cannot be true.`
      : `${both} That the two clash is stated by ${statedBy}.`;
  return { id, publisher, basis, statedBy, words };
}

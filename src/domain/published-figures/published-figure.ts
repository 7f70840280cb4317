// A total as its publisher states it: who says what of how many, as of when, and who alleges it of whom.

import { readPartialDate, type PartialDate } from '../records/partial-date.js';
import type { FigureDefinition } from './figure-definition.js';
import type { FigureValue, PartValue } from './figure-value.js';

/** What the alleged holder itself says, as the publisher tells it; the words of domain.md for the position of a party. */
export const HOLDER_POSITIONS = ['acknowledgement', 'denial', 'refusal_of_information'] as const;
export type HolderPosition = (typeof HOLDER_POSITIONS)[number];

export interface FigureBreakdown {
  /** Whether the publisher calls the parts complete and disjoint; otherwise they are only "including". */
  readonly complete: boolean;
  /** Of which part of another breakdown of the same figure; null for the whole. */
  readonly of: string | null;
  /** By what the parts are told apart, such as `site`; null where the publisher does not say. */
  readonly by: string | null;
  /** In the publisher's order. */
  readonly parts: readonly (readonly [name: string, value: PartValue])[];
}

/** A party as a publisher's text names it: a partyKey, a label, or a name that is no party of this registry. */
export type StatedParty = string;

export interface PublishedFigure {
  /** Given by whoever records it, or drawn; stays over corrections. */
  readonly id: string;
  readonly publisher: string;
  /** EDTF level 1; at least one of the two dates is there. */
  readonly publishedOn: string | null;
  readonly asOf: string | null;
  readonly subject: string;
  /** Whose people are counted; null for the people of all sides. */
  readonly affectedParty: StatedParty | null;
  readonly value: FigureValue;
  readonly definition: FigureDefinition | null;
  readonly breakdowns: readonly FigureBreakdown[];
  /** Both or neither: an allegation has somebody who alleges it. */
  readonly allegedHolder: StatedParty | null;
  readonly allegedBy: string | null;
  readonly holderPosition: HolderPosition | null;
  /** What the number rests on, as the publisher says. */
  readonly basis: string | null;
  /** Where it was published. */
  readonly source: string | null;
  /** How many sites the number comes from. */
  readonly sites: number | null;
  /** The first figure less all others, as its publisher reckons; ids of figures. */
  readonly minus: readonly string[];
  /** Ids of figures that whoever recorded this one says it clashes with. */
  readonly conflictsWith: readonly string[];
}

/** The day the number is said to be true of, else the day it was published. */
export function dateOfFigure(figure: Pick<PublishedFigure, 'asOf' | 'publishedOn'>): PartialDate {
  const reading = readPartialDate(figure.asOf ?? figure.publishedOn);
  if (!reading.ok) throw new RangeError(`A figure has a date: ${reading.reason}.`);
  return reading.date;
}

/** The parties that a figure names, in the order of its fields; each once. */
export function statedParties(figure: PublishedFigure): readonly StatedParty[] {
  const filter = figure.definition?.filter ?? {};
  const named = [figure.affectedParty, figure.allegedHolder, ...(filter.side ?? []), ...(filter.holder ?? [])];
  return [...new Set(named.filter((party) => party !== null))];
}

export interface FigurePosition {
  readonly party: StatedParty;
  readonly position: 'alleged_holder' | HolderPosition;
  /** Who says that this is so. */
  readonly statedBy: string;
  readonly words: string;
}

const POSITION_WORDS: Readonly<Record<FigurePosition['position'], string>> = {
  alleged_holder: 'is alleged to hold or to have held these people',
  acknowledgement: 'is said to acknowledge it',
  denial: 'is said to deny it',
  refusal_of_information: 'is said to refuse information',
};

/** Who alleges what of whom; what a holder itself says stands here as the publisher tells it. `labels` by what a party was called. */
export function positionsIn(
  figure: PublishedFigure,
  labels: ReadonlyMap<StatedParty, string>,
): readonly FigurePosition[] {
  const { allegedHolder: party, allegedBy, holderPosition, publisher } = figure;
  if (party === null || allegedBy === null) return [];
  const positionOf = (position: FigurePosition['position'], statedBy: string): FigurePosition => ({
    party,
    position,
    statedBy,
    words: `${labels.get(party) ?? party} ${POSITION_WORDS[position]}, by the account of ${statedBy}.`,
  });
  const alleged = positionOf('alleged_holder', allegedBy);
  return holderPosition === null ? [alleged] : [alleged, positionOf(holderPosition, publisher)];
}

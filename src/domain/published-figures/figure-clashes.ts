// Which other published figures a figure clashes with: by one rule for every publisher, or because whoever recorded it says so.

import { definitionIdentity, type PartyKeys } from './figure-definition.js';
import { boundsOf, canAgree, valueInWords } from './figure-value.js';
import { dateOfFigure, type PublishedFigure } from './published-figure.js';

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

/** The same thing, on dates that can be the same day, in numbers that cannot both be true. "About" never clashes. */
function clashByRule(one: PublishedFigure, other: PublishedFigure, parties: PartyKeys): boolean {
  if (canAgree(boundsOf(one.value), boundsOf(other.value))) return false;
  const [day, otherDay] = [dateOfFigure(one), dateOfFigure(other)];
  if (day.earliest > otherDay.latest || otherDay.earliest > day.latest) return false;
  return countTheSame(one, other, parties);
}

/** By definition where both have one; else by the same words about the same parties. One definition is no subject. */
function countTheSame(one: PublishedFigure, other: PublishedFigure, parties: PartyKeys): boolean {
  if (one.definition !== null && other.definition !== null)
    return definitionIdentity(one.definition, parties) === definitionIdentity(other.definition, parties);
  return subjectIdentity(one, parties) === subjectIdentity(other, parties);
}

/** Case and spaces do not make another subject. */
export function subjectText(subject: string): string {
  return subject.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function subjectIdentity(figure: PublishedFigure, parties: PartyKeys): string {
  const keyOf = (party: string | null): string | null => (party === null ? null : (parties.get(party) ?? party));
  return JSON.stringify([subjectText(figure.subject), keyOf(figure.affectedParty), keyOf(figure.allegedHolder)]);
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

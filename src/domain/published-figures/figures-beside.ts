// Which published figures stand beside one another: those that count the same on dates that can be the same day, whoever publishes them.

import { definitionIdentity, type PartyKeys } from './figure-definition.js';
import { dateOfFigure, type PublishedFigure } from './published-figure.js';

/** Either way round or neither; not carried on from one to the next, since three dates may meet two by two. */
export function standBeside(one: PublishedFigure, other: PublishedFigure, parties: PartyKeys): boolean {
  return canBeOneDay(one, other) && countTheSame(one, other, parties);
}

/** The others that stand beside one figure, which is not among them, in the order of `byDateThenId`. */
export function figuresBeside<Recorded extends { readonly figure: PublishedFigure }>(
  { figure }: Recorded,
  others: readonly Recorded[],
  parties: PartyKeys,
): readonly Recorded[] {
  return byDateThenId(others.filter((one) => one.figure.id !== figure.id && standBeside(figure, one.figure, parties)));
}

/** Neither publisher nor party decides: earliest day first, then the date that ends first, then the id. */
export function byDateThenId<Recorded extends { readonly figure: PublishedFigure }>(
  recorded: readonly Recorded[],
): readonly Recorded[] {
  return recorded
    .map((one) => ({ one, id: one.figure.id, ...dateOfFigure(one.figure) }))
    .sort((a, b) => inOrder(a.earliest, b.earliest) || inOrder(a.latest, b.latest) || inOrder(a.id, b.id))
    .map(({ one }) => one);
}

/** Not by subtraction, since the ends of an open date are infinite. */
function inOrder<Value extends number | string>(one: Value, other: Value): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function canBeOneDay(one: PublishedFigure, other: PublishedFigure): boolean {
  const [day, otherDay] = [dateOfFigure(one), dateOfFigure(other)];
  return day.earliest <= otherDay.latest && otherDay.earliest <= day.latest;
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

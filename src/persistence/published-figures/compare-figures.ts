// Puts beside a published figure the others that count the same on a day that can be the same, each assessed as it would be alone.

import type { Actor } from '../../domain/access/actor.js';
import { byDateThenId, figuresBeside } from '../../domain/published-figures/figures-beside.js';
import { dateOfFigure } from '../../domain/published-figures/published-figure.js';
import type { Room } from '../room.js';
import { assessFigures, partyKeys, type AssessedFigure, type AssessmentTimes } from './assess-figures.js';
import type { RecordedFigure } from './published-figure.repository.js';

/** As many as a page of the list; each may ask for a count of two days. */
const MOST_CLAIMS = 25;

export interface ComparedFigures {
  /** The figure asked for is among them, wherever its date puts it; in the order of `byDateThenId`. */
  readonly claims: readonly AssessedFigure[];
  /** Later ones that would stand here too. */
  readonly leftOff: number;
}

/** Figures that were recorded by `knownAt` and whose date allows a time until `validAt`. */
export async function compareFigures(
  room: Room,
  actor: Actor,
  standing: RecordedFigure,
  times: AssessmentTimes,
): Promise<ComparedFigures> {
  const parties = await room.organisations.parties();
  const related = await room.publishedFigures.related([standing.figure], times.knownAt);
  const until = related.filter(({ figure }) => dateOfFigure(figure).earliest <= (times.validAt ?? Infinity));
  const others = figuresBeside(standing, until, partyKeys(parties));
  const shown = others.slice(0, MOST_CLAIMS - 1);
  const claims = await assessFigures(room, actor, byDateThenId([standing, ...shown]), times);
  return { claims, leftOff: others.length - shown.length };
}

// Who joins the few of whom nothing is told, so that nobody is found among them.

import { NOTHING_TOLD } from './rungs.js';
import { grouped, ownersOf, partedBy, type Compared, type Owners } from './shown-owners.js';

/** A class that a rung shows. */
export interface ShownClass {
  readonly rung: number;
  readonly people: readonly Compared[];
}

/** Whoever registered nobody. */
const NO_OWNER = '';

const total = (owners: Owners): number => [...owners.values()].reduce((sum, count) => sum + count, 0);

/** Whether some reader would find people of others on the last rung, too few of them, and others elsewhere who could be there too. */
function areTooFew(untold: Owners, shown: Owners, least: number): boolean {
  return [...untold.keys(), ...shown.keys(), NO_OWNER].some((reader) => {
    const found = total(untold) - (untold.get(reader) ?? 0);
    return found > 0 && found < least && total(shown) > (shown.get(reader) ?? 0);
  });
}

interface Candidate {
  readonly one: Compared;
  readonly rung: number;
  /** Whether as many people of its class and owner as hide each other stay without it. */
  readonly isSpare: boolean;
  /** The first of its class. */
  readonly classLot: string;
}

function byLot(a: { readonly lot: string }, b: { readonly lot: string }): number {
  return a.lot < b.lot ? -1 : 1;
}

function candidatesOf({ rung, people }: ShownClass, least: number): Candidate[] {
  const classLot = [...people].sort(byLot)[0]?.lot ?? '';
  return grouped(people, ({ owner }) => owner).flatMap((own) =>
    [...own].sort(byLot).map((one, at) => ({ one, rung, isSpare: at >= least, classLot })),
  );
}

/** The coarsest first, who lose the least; of these whom nobody needs; and people of one class before those of another. */
function nearestFirst(a: Candidate, b: Candidate): number {
  return (
    b.rung - a.rung ||
    Number(b.isSpare) - Number(a.isSpare) ||
    byLot({ lot: a.classLot }, { lot: b.classLot }) * Number(a.classLot !== b.classLot) ||
    byLot(a.one, b.one)
  );
}

/** For each reader the nearest `least` of others, or all where there are fewer: together at most twice as many. */
function joining(classes: readonly ShownClass[], least: number): Set<string> {
  const nearest = classes.flatMap((one) => candidatesOf(one, least)).sort(nearestFirst);
  const readers = new Set([NO_OWNER, ...nearest.map(({ one }) => one.owner)]);
  return new Set(
    [...readers].flatMap((reader) =>
      nearest
        .filter(({ one }) => one.owner !== reader)
        .slice(0, least)
        .map(({ one }) => one.id),
    ),
  );
}

/**
 * Nothing is told of those on the last rung, and whoever knows that somebody is in the registry and fits nobody who is shown finer finds them
 * there. Where a reader would find too few, the nearest people join them, who are then too many for every reader. Of a class that they leave,
 * whoever no longer hides there comes with them.
 */
export function rungsWithCompany(
  classes: readonly ShownClass[],
  untold: readonly Compared[],
  least: number,
): Map<string, number> {
  const everybodyShown = classes.flatMap(({ people }) => people);
  const joined = areTooFew(ownersOf(untold), ownersOf(everybodyShown), least) ? joining(classes, least) : new Set();
  const rungs = new Map([...untold, ...everybodyShown].map(({ id }) => [id, NOTHING_TOLD]));
  for (const { rung, people } of classes) {
    const stay = people.filter(({ id }) => !joined.has(id));
    for (const { id } of stay.length === people.length ? people : partedBy(stay, least).shown) rungs.set(id, rung);
  }
  return rungs;
}

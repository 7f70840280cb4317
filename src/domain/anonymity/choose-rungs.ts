// On which rung each person is shown: the finest on which enough others, who are shown on the same, look alike.

import { NOTHING_TOLD } from './rungs.js';

/** Somebody who counts for all readers. */
export interface Compared {
  readonly id: string;
  /** The organisation that registered the person, which sees its own exactly, so that they hide nobody from it. */
  readonly owner: string;
  /** One for each rung but the last, ages included. */
  readonly keys: readonly string[];
}

/** How many of a class each organisation registered. */
export type Owners = ReadonlyMap<string, number>;

/**
 * Whether these people hide each other from every reader: whichever organisation looks, it finds none or at least `least` that are not its own.
 * They are counted among those that no finer rung shows, since whoever is shown finer is known not to be one of them.
 */
export function hideEachOther(owners: Owners, least: number): boolean {
  const counts = [...owners.values()];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all >= least && (counts.length === 1 || all - Math.max(...counts) >= least);
}

function ownersOf(people: readonly Compared[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const { owner } of people) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  return owners;
}

function classesOn(people: readonly Compared[], rung: number): Map<string, Compared[]> {
  const classes = new Map<string, Compared[]>();
  for (const one of people) {
    const key = one.keys[rung] ?? '';
    const alike = classes.get(key);
    if (alike === undefined) classes.set(key, [one]);
    else alike.push(one);
  }
  return classes;
}

/**
 * `byRung` are the owners of those whom each rung would show by itself. Of the last one nothing is told, but whoever knows that somebody is in
 * the registry and fits nobody who is shown finer finds them there: where those are too few, the rungs above join them, nearest first.
 */
function firstUntold(byRung: readonly Owners[], least: number): number {
  const untold = new Map(byRung[NOTHING_TOLD]);
  let first = NOTHING_TOLD;
  while (first > 0 && untold.size > 0 && !hideEachOther(untold, least)) {
    first -= 1;
    for (const [owner, count] of byRung[first] ?? []) untold.set(owner, (untold.get(owner) ?? 0) + count);
  }
  return first;
}

/** By id. Neither the order of the people nor any label matters: whoever looks alike is shown alike. */
export function chooseRungs(people: readonly Compared[], least: number): Map<string, number> {
  const byRung: (readonly Compared[])[] = [];
  let left = people;
  for (let rung = 0; rung < NOTHING_TOLD; rung += 1) {
    const shown = [...classesOn(left, rung).values()].filter((alike) => hideEachOther(ownersOf(alike), least)).flat();
    byRung.push(shown);
    const told = new Set(shown);
    left = left.filter((one) => !told.has(one));
  }
  byRung.push(left);
  const untold = firstUntold(byRung.map(ownersOf), least);
  return new Map(
    byRung.flatMap((shown, rung) => shown.map(({ id }) => [id, rung >= untold ? NOTHING_TOLD : rung] as const)),
  );
}

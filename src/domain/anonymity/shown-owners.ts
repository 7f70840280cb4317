// Whose people of one class hide each other from every reader.

/** Somebody who counts for all readers. */
export interface Compared {
  readonly id: string;
  /** The organisation that registered the person, which sees its own exactly, so that they hide nobody from it. */
  readonly owner: string;
  /** Follows from the id and from nothing that is known of the person: who of people alike is taken where not all are. */
  readonly lot: string;
  /** One for each rung but the last, ages included. */
  readonly keys: readonly string[];
}

/** How many people each organisation registered. */
export type Owners = ReadonlyMap<string, number>;

export function ownersOf(people: readonly Compared[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const { owner } of people) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  return owners;
}

/**
 * The owners of those of a class who can be shown: whichever organisation looks, it finds none or at least `least` that are not its own. They are
 * counted among those that no finer rung shows, since whoever is shown finer is known not to be one of them.
 *
 * All of them where the largest owner finds enough others, since every other reader then does too. Where it would find too few, these few alone
 * go on, and its own people stay if they are enough for everybody else: no choice of owners shows more.
 */
export function shownOwners(owners: Owners, least: number): ReadonlySet<string> {
  const counts = [...owners.values()];
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all - Math.max(0, ...counts) >= least) return new Set(owners.keys());
  return new Set([...owners].filter(([, count]) => count >= least).map(([owner]) => owner));
}

/** People of one class whom it shows, and those who go on. */
export function partedBy(alike: readonly Compared[], least: number): { shown: Compared[]; left: Compared[] } {
  const owners = shownOwners(ownersOf(alike), least);
  return {
    shown: alike.filter(({ owner }) => owners.has(owner)),
    left: alike.filter(({ owner }) => !owners.has(owner)),
  };
}

export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

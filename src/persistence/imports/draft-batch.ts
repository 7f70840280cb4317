// Plans and folds batches ahead of their transactions, while the database stores the ones before.

import type { Entropy } from '../../domain/entropy.js';
import type { IncomingRow } from '../../domain/imports/incoming-person.js';
import { planBatch, type BatchGround, type BatchPlan } from '../../domain/imports/plan-batch.js';
import type { StaleDays } from '../../domain/records/stale-days.js';
import type { RegistryGround } from './ground-of-rows.js';
import type { PersonInterval } from '../records/interval-row.js';
import { projectPlan } from './project-plan.js';

/** A plan, and what it took for granted, so that it can be held against what the transaction finds. */
export interface DraftedBatch {
  readonly plan: BatchPlan;
  readonly projected: readonly PersonInterval[];
  /** Codes that this batch is the first to bring. */
  readonly newPlaces: ReadonlySet<string>;
  /** Codes not yet seen in the registry: new ones, and those that an earlier batch brings. */
  readonly unsettledPlaces: ReadonlySet<string>;
}

type Area = NonNullable<ReturnType<BatchGround['located']['get']>>;

/** Places whose areas are remembered; a file that names another place in every row is planned in its transactions. */
const MOST_REMEMBERED = 20_000;

/**
 * The guess that most batches of a new file meet: nobody in it is registered, and each place is one met before, or new and where the file
 * puts it. A third of an import's work is done while the database works.
 */
export class Drafting {
  private nobodyIsKnown = true;
  /** Until a place that was taken for new proves to be registered: then the file meets a gazetteer that is filled. */
  private unseenIsNew = true;
  private readonly located = new Map<string, Area>();
  private readonly promised = new Set<string>();

  constructor(
    private readonly author: BatchGround['author'],
    private readonly entropy: Entropy,
    private readonly staleDays: StaleDays,
  ) {}

  /** Null when the guess is known to be wrong, or rows bring an identity, which may have to be compared. */
  draft(rows: readonly IncomingRow[]): DraftedBatch | null {
    if (!this.nobodyIsKnown || rows.some((row) => row.ok && row.person.identity !== null)) return null;
    const unsettledPlaces = new Set([...placesOf(rows)].filter((code) => !this.located.has(code)));
    if (unsettledPlaces.size > 0 && (!this.unseenIsNew || this.promised.size > MOST_REMEMBERED)) return null;
    const newPlaces = new Set([...unsettledPlaces].filter((code) => !this.promised.has(code)));
    for (const code of newPlaces) this.promised.add(code);
    const { author, located } = this;
    const plan = planBatch(rows, { author, located, known: new Map(), newPlaces, differing: new Map() }, this.entropy);
    return { plan, projected: projectPlan(plan, this.staleDays), newPlaces, unsettledPlaces };
  }

  /** Whether a draft may be stored on this ground; a place never moves, so that what was remembered of it holds. */
  holds(draft: DraftedBatch, rows: readonly IncomingRow[], ground: RegistryGround): boolean {
    return (
      ground.known.size === 0 &&
      ground.newPlaces.size === draft.newPlaces.size &&
      [...draft.newPlaces].every((code) => ground.newPlaces.has(code)) &&
      rows.every((row) => !row.ok || row.person.statements.every(({ place }) => liesThere(place, draft, ground)))
    );
  }

  /** What a batch found, for the drafts to come. */
  remember(draft: DraftedBatch | null, ground: RegistryGround): void {
    this.nobodyIsKnown = ground.known.size === 0;
    this.unseenIsNew &&= draft === null || ground.newPlaces.size === draft.newPlaces.size;
    for (const [code, area] of ground.located) {
      if (this.located.size < MOST_REMEMBERED) this.located.set(code, area);
    }
  }
}

function placesOf(rows: readonly IncomingRow[]): Set<string> {
  return new Set(rows.flatMap((row) => (row.ok ? row.person.places.map(({ code }) => code) : [])));
}

/** A place that was not seen before was planned where the file puts it. */
function liesThere(
  place: (Area & { readonly code: string }) | null,
  { unsettledPlaces }: DraftedBatch,
  ground: RegistryGround,
): boolean {
  if (place === null || !unsettledPlaces.has(place.code)) return true;
  const area = ground.located.get(place.code);
  return area !== undefined && area.state === place.state && area.municipality === place.municipality;
}

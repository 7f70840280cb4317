// Plans and folds batches ahead of their transactions, while the database stores the ones before.

import type { Entropy } from '../../domain/entropy.js';
import type { IncomingRow } from '../../domain/imports/incoming-person.js';
import { planBatch, type BatchGround, type BatchPlan } from '../../domain/imports/plan-batch.js';
import type { RegistryGround } from './ground-of-rows.js';
import { projectPlan, type ProjectedPerson } from './project-plan.js';

/** What a draft took for granted, so that it can be held against what the transaction finds. */
export interface DraftedBatch {
  readonly plan: BatchPlan;
  readonly projected: readonly ProjectedPerson[];
}

/** Places whose areas are remembered; a file that names another place in every row is planned in its transactions. */
const MOST_REMEMBERED = 20_000;

/**
 * The guess that most batches of a new file meet: nobody in it is registered, and its places have been met before. A third of an import's
 * work is done while the database works.
 */
export class Drafting {
  private nobodyIsKnown = true;
  private readonly located = new Map<string, { readonly state: string | null; readonly municipality: string | null }>();

  constructor(
    private readonly author: BatchGround['author'],
    private readonly entropy: Entropy,
  ) {}

  /** Null when the guess is known to be wrong, or rows bring an identity, which may have to be compared. */
  draft(rows: readonly IncomingRow[]): DraftedBatch | null {
    if (!this.nobodyIsKnown) return null;
    const isPlain = rows.every(
      (row) =>
        !row.ok || (row.person.identity === null && row.person.places.every(({ code }) => this.located.has(code))),
    );
    if (!isPlain) return null;
    const { author, located } = this;
    const ground: BatchGround = { author, located, known: new Map(), newPlaces: new Set(), differing: new Map() };
    const plan = planBatch(rows, ground, this.entropy);
    return { plan, projected: projectPlan(plan, this.entropy.now()) };
  }

  /** Whether the draft may be stored on this ground; a place never moves, so that what was remembered of it holds. */
  holds(ground: RegistryGround): boolean {
    return ground.known.size === 0 && ground.newPlaces.size === 0;
  }

  /** Where somebody was known, the next batch is not guessed at. */
  remember(ground: RegistryGround): void {
    this.nobodyIsKnown = ground.known.size === 0;
    for (const [code, area] of ground.located) {
      if (this.located.size < MOST_REMEMBERED) this.located.set(code, area);
    }
  }
}

// Names to the database for whom a transaction works, and for single steps that it works on more than that actor may see.

import type { EntityManager } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { allEnded } from '../domain/all-ended.js';
import { plannedOnce } from '../postgres/preparing-client.js';

/**
 * What policies let through: what an organisation may know of; accounts and sign-ins, before anybody is known; or everything, for folds and
 * upkeep.
 */
export type Reach = 'organisation' | 'accounts' | 'registry';

/** What strangers send arrives by the API and the console, before anybody has signed in; jobs and the operator's commands look after all. */
export function ownReach({ organisationId, via }: Principal): Reach {
  if (organisationId !== null) return 'organisation';
  return via === 'job' || via === 'operator' ? 'registry' : 'accounts';
}

const NAME = plannedOnce('SELECT registry.act_as($1, $2, $3, $4)');
const WIDTH: Readonly<Record<Reach, number>> = { organisation: 0, accounts: 1, registry: 2 };

export class NamedActor {
  /** The widest of those that are under way counts: steps within a step may end in any order. */
  readonly #steps: Reach[] = [];
  #named: Reach;
  /** All namings that nobody waited for. */
  #after: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly manager: EntityManager,
    private readonly given: { readonly proof: Buffer; readonly principal: Principal; readonly reach: Reach },
  ) {
    this.#named = given.reach;
  }

  /** As it begins. What is asked in the same turn is asked under this name. */
  async name(): Promise<void> {
    const { proof, principal } = this.given;
    await this.manager.query(NAME, [proof, this.#named, principal.organisationId, principal.userId]);
  }

  /**
   * What is named is sent ahead of what the step asks first, and what is named after it ahead of what is asked next: neither is waited for. One that
   * was refused has failed the transaction, so that all behind it fails too; `settled` tells of one behind which nothing was asked.
   */
  async reaching<T>(reach: Reach, step: () => Promise<T>): Promise<T> {
    this.#steps.push(reach);
    try {
      const [, result] = await allEnded(this.#settle(), step());
      return result;
    } finally {
      this.#steps.splice(this.#steps.lastIndexOf(reach), 1);
      this.#after = allEnded(this.#after, this.#settle());
      // Where the transaction has failed this fails too, and what failed it is what the caller hears of.
      this.#after.catch(() => undefined);
    }
  }

  /** Before a commit is believed, which keeps nothing where the transaction has failed, and says so to nobody. */
  async settled(): Promise<void> {
    await this.#after;
  }

  async #settle(): Promise<void> {
    const widest = [this.given.reach, ...this.#steps].reduce((a, b) => (WIDTH[b] > WIDTH[a] ? b : a));
    if (widest === this.#named) return;
    this.#named = widest;
    await this.name();
  }
}

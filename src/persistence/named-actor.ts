// Names to the database for whom a transaction works, and for single steps that it works on more than that actor may see.

import type { EntityManager } from 'typeorm';
import type { Principal } from '../domain/access/actor.js';
import { plannedOnce } from './preparing-client.js';

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

  async reaching<T>(reach: Reach, step: () => Promise<T>): Promise<T> {
    this.#steps.push(reach);
    await this.#settle();
    try {
      const result = await step();
      this.#leave(reach);
      await this.#settle();
      return result;
    } catch (error) {
      this.#leave(reach);
      // Where the transaction has failed this fails too, and nothing can be asked any more.
      await this.#settle().catch(() => undefined);
      throw error;
    }
  }

  #leave(reach: Reach): void {
    this.#steps.splice(this.#steps.lastIndexOf(reach), 1);
  }

  async #settle(): Promise<void> {
    const widest = [this.given.reach, ...this.#steps].reduce((a, b) => (WIDTH[b] > WIDTH[a] ? b : a));
    if (widest === this.#named) return;
    this.#named = widest;
    await this.name();
  }
}

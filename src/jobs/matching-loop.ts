// Compares new and changed people with all others while the service runs, within seconds of the change, and tells how many cannot be compared.

import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { servicePrincipal } from '../domain/access/actor.js';
import { Entropy } from '../domain/entropy.js';
import { SetAside } from '../domain/matching/set-aside.js';
import { Log } from '../request/log.js';
import { MatchPersons } from '../usecases/matches/match-persons.js';
import { Repetition } from './repetition.js';

const PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
/** Whoever does not open may open again once the vault was put back; each try takes a look at them. */
const TRIED_AGAIN_AFTER = 10 * 60_000;

/** Several service processes run it and share the work; whoever finds all who are left under way at others looks again after the pause. */
@Injectable()
export class MatchingLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #repetition: Repetition;
  readonly #stopping = new AbortController();
  readonly #aside = new SetAside();
  #triedAgainAt = -Infinity;
  /** How many could not be compared, as it was told last. */
  #told = 0;

  constructor(
    private readonly matchPersons: MatchPersons,
    private readonly entropy: Entropy,
    private readonly log: Log,
  ) {
    this.#repetition = new Repetition({
      work: () => this.match(),
      pause: PAUSE,
      longestPause: LONGEST_PAUSE,
      onFailure: (error, inARow) => {
        if (inARow === 1) this.log.lines.warn({ error }, 'matching waits');
      },
      onRecovery: () => {
        this.log.lines.info('matching goes on');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#repetition.start();
  }

  /** The people under way are finished; whoever is still marked waits for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#repetition.stop();
  }

  private async match(): Promise<void> {
    const principal = servicePrincipal('job', this.entropy.shownId());
    const now = this.entropy.now();
    if (now - this.#triedAgainAt >= TRIED_AGAIN_AFTER) {
      this.#aside.clear();
      this.#triedAgainAt = now;
    }
    const { notCompared, elsewhere } = await this.matchPersons.execute(principal, {
      signal: this.#stopping.signal,
      aside: this.#aside,
    });
    if (!elsewhere && !this.#stopping.signal.aborted) this.#tell(notCompared);
  }

  #tell(people: number): void {
    if (people === this.#told) return;
    this.#told = people;
    if (people === 0) this.log.lines.info('everybody can be compared again');
    else this.log.lines.warn({ people }, 'some people cannot be compared; see keys verify --all');
  }
}

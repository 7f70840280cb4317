// Reads what counts are made of when the service has started and whenever blocks were made anew, so that nobody's count waits for it.

import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { servicePrincipal } from '../domain/access/actor.js';
import { Entropy } from '../domain/entropy.js';
import { Log } from '../request/log.js';
import { ReadCountsAhead } from '../usecases/statistics/read-counts-ahead.js';
import { Repetition } from './repetition.js';

/** Blocks are made once a minute; where none was, looking takes some milliseconds. */
const PAUSE = 10_000;
const LONGEST_PAUSE = 60_000;

/** Each process reads for itself, since each remembers for itself. A count that comes first reads what it needs, and this one the rest. */
@Injectable()
export class ReadingAheadLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #repetition: Repetition;
  readonly #stopping = new AbortController();

  constructor(
    private readonly readCountsAhead: ReadCountsAhead,
    private readonly entropy: Entropy,
    private readonly log: Log,
  ) {
    this.#repetition = new Repetition({
      work: () => this.read(),
      pause: PAUSE,
      longestPause: LONGEST_PAUSE,
      onFailure: (error, inARow) => {
        if (inARow === 1) this.log.lines.warn({ error }, 'counts are not read ahead for now');
      },
      onRecovery: () => {
        this.log.lines.info('counts are read ahead again');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#repetition.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#repetition.stop();
  }

  private async read(): Promise<void> {
    const principal = servicePrincipal('job', this.entropy.shownId());
    await this.readCountsAhead.execute(principal, { signal: this.#stopping.signal });
  }
}

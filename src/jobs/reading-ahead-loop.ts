// Reads what counts are made of when the service has started and whenever blocks were made anew, so that nobody's count waits for it.

import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { servicePrincipal } from '../domain/access/actor.js';
import { Entropy } from '../domain/entropy.js';
import { Log } from '../request/log.js';
import { ReadCountsAhead } from '../usecases/statistics/read-counts-ahead.js';
import { Repetition } from './repetition.js';

/** Milliseconds. Blocks are made once a minute; for so long after that a count may come first, which reads what it needs itself. */
const PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** A service that could not read by then begins to answer, and reads beside. */
const LONGEST_WAIT = 5000;

/** Each process reads for itself, since each remembers for itself. Nobody is answered before it has, so that no count is the first. */
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

  async onApplicationBootstrap(): Promise<void> {
    this.#repetition.start();
    await Promise.race([this.#repetition.firstEnded(), sleep(LONGEST_WAIT, undefined, { ref: false })]);
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

// Repeats one piece of work until it is stopped: never overlapping, and slower and slower while it fails.

import { setTimeout as sleep } from 'node:timers/promises';

export interface RepetitionOptions {
  readonly work: () => Promise<void>;
  /** Milliseconds between the end of one run and the start of the next. */
  readonly pause: number;
  /** The pause doubles with every failure in a row, up to this. */
  readonly longestPause: number;
  /** Told every failure with its number in the row, from 1. */
  readonly onFailure: (error: unknown, inARow: number) => void;
  /** Told once when a run succeeds after failures. */
  readonly onRecovery: () => void;
}

export class Repetition {
  readonly #stopped = new AbortController();
  #running: Promise<void> | null = null;
  #first: Promise<void> | null = null;
  #failures = 0;

  constructor(private readonly options: RepetitionOptions) {}

  start(): void {
    this.#running ??= this.#repeat();
  }

  /** Resolves when the first run has ended, however it ended, or at once where none has begun. */
  async firstEnded(): Promise<void> {
    await this.#first;
  }

  /** Resolves when the run under way has ended; no other begins. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #repeat(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const run = this.#once();
      this.#first ??= run;
      await run;
      const { pause, longestPause } = this.options;
      const wait = Math.min(pause * 2 ** Math.min(this.#failures, 20), Math.max(pause, longestPause));
      // Rejects when stopped, which is no failure.
      await sleep(wait, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  async #once(): Promise<void> {
    try {
      await this.options.work();
      if (this.#failures > 0) this.options.onRecovery();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.options.onFailure(error, this.#failures);
    }
  }
}

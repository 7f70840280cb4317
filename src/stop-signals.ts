// Turns Ctrl-C and SIGTERM into one wish to stop, and ignores their repetition while the service drains.

export class StopSignals {
  /** Resolves at the first signal. */
  readonly requested: Promise<void>;
  #isRequested = false;
  #resolve: () => void = () => undefined;

  constructor(private readonly say: (line: string) => void) {
    this.requested = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  wasRequested(): boolean {
    return this.#isRequested;
  }

  listen(): void {
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
  }

  /** Gives the signals back to the process. */
  release(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }

  readonly #onSignal = (): void => {
    if (this.#isRequested) {
      this.say('Stopping already: requests under way are being finished, then the database is closed.');
      return;
    }
    this.#isRequested = true;
    this.say('Stopping …');
    this.#resolve();
  };
}

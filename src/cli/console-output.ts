// What a command says: its answer on standard output, everything else on standard error.

export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface OutputStreams {
  readonly out: OutputStream;
  readonly err: OutputStream;
}

/** A terminal's line is redrawn at most twice a second; a file gets a line every ten seconds. */
const REDRAWN_EVERY = 500;
const LOGGED_EVERY = 10_000;

export class ConsoleOutput {
  /** Set by `--json`: the answer is one JSON value for a program to read. */
  json = false;
  #progressAt = performance.now();
  #progressShown = false;

  constructor(private readonly streams: OutputStreams) {}

  /** `text` is a line or several; with `--json` it is `value` that is written. */
  answer(value: unknown, ...text: readonly string[]): void {
    this.endProgress();
    const lines = this.json ? [JSON.stringify(value, null, 2)] : text;
    for (const line of lines) this.streams.out.write(`${line}\n`);
  }

  /** For the person at the terminal, beside the answer. */
  note(line: string): void {
    this.endProgress();
    this.streams.err.write(`${line}\n`);
  }

  /** May be called as often as one likes. */
  progress(line: () => string): void {
    const terminal = this.streams.err.isTTY === true;
    const now = performance.now();
    if (now - this.#progressAt < (terminal ? REDRAWN_EVERY : LOGGED_EVERY)) return;
    this.#progressAt = now;
    this.streams.err.write(terminal ? `\r\u001b[K${line()}` : `${line()}\n`);
    this.#progressShown = terminal;
  }

  private endProgress(): void {
    if (this.#progressShown) this.streams.err.write('\r\u001b[K');
    this.#progressShown = false;
  }
}

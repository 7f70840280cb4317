// How far an import is: a bar on a terminal, a line for every tenth elsewhere.

import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../../usecases/imports/import-file.js';
import type { ConsoleOutput } from '../console-output.js';

/** Between two lines, in milliseconds, where there is no terminal and a tenth takes long. */
const LOGGED_EVERY = 30_000;
const STEPS = 10;

function figure(count: number): string {
  return count.toLocaleString('en-GB');
}

export class ImportProgressView {
  private readonly startedAt = performance.now();
  private rowsBefore = 0;
  private toldStep = 0;
  private toldAt = this.startedAt;
  private bar: SingleBar | null = null;

  /** `terminal` is null where nobody watches. */
  constructor(
    private readonly output: ConsoleOutput,
    private readonly terminal: NodeJS.WriteStream | null,
  ) {}

  begin(rowsBefore: number): void {
    this.rowsBefore = rowsBefore;
  }

  show({ bytesRead, size, totals }: ImportProgress): void {
    const part = Math.min(bytesRead / size, 1);
    const rate = Math.round((totals.rows - this.rowsBefore) / this.seconds);
    if (this.terminal !== null) {
      this.draw(this.terminal, part, {
        rows: figure(totals.rows),
        rate: figure(rate),
        refused: figure(totals.refused),
      });
      return;
    }
    const now = performance.now();
    if (Math.floor(part * STEPS) === this.toldStep && now - this.toldAt < LOGGED_EVERY) return;
    this.toldStep = Math.floor(part * STEPS);
    this.toldAt = now;
    this.output.note(
      `${Math.round(part * 100)} %: ${figure(totals.rows)} rows, ${figure(totals.refused)} refused, ${figure(rate)} rows/s`,
    );
  }

  /** Seconds since the view was made. */
  get seconds(): number {
    return Math.max((performance.now() - this.startedAt) / 1000, 0.001);
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private draw(terminal: NodeJS.WriteStream, part: number, payload: Record<string, string>): void {
    if (this.bar === null) {
      this.bar = new SingleBar({
        stream: terminal,
        format: '{bar} {percentage} % | {rows} rows | {refused} refused | {rate} rows/s',
        barCompleteChar: '#',
        barIncompleteChar: '-',
        hideCursor: true,
        clearOnComplete: true,
        gracefulExit: false,
      });
      this.bar.start(100, 0, payload);
    }
    this.bar.update(Math.round(part * 100), payload);
  }
}

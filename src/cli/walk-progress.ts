// How far a walk through all records, or the keys of all people, is: a bar on a terminal, a line now and then elsewhere.

import { SingleBar } from 'cli-progress';
import type { ConsoleOutput } from './console-output.js';

export class WalkProgressView {
  private readonly startedAt = performance.now();
  private bar: SingleBar | null = null;

  constructor(
    private readonly output: ConsoleOutput,
    /** Of what, and what is done with them, as in `records verified`. */
    private readonly words: string,
    /** Null where nobody watches. */
    private readonly terminal: NodeJS.WriteStream | null = process.stderr.isTTY && !output.json ? process.stderr : null,
  ) {}

  show({ done, total }: { readonly done: number; readonly total: number }): void {
    const rate = Math.round(done / Math.max((performance.now() - this.startedAt) / 1000, 0.001));
    if (this.terminal === null) {
      this.output.progress(() => `${done} of ${total} ${this.words}, ${rate} a second`);
      return;
    }
    this.bar ??= this.begin(this.terminal, total);
    this.bar.update(done, { rate });
  }

  end(): void {
    this.bar?.stop();
    this.bar = null;
  }

  private begin(stream: NodeJS.WriteStream, total: number): SingleBar {
    const bar = new SingleBar({
      stream,
      format: `{bar} {percentage} % | {value} of {total} ${this.words} | {rate} a second`,
      barCompleteChar: '#',
      barIncompleteChar: '-',
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
    });
    bar.start(total, 0, { rate: 0 });
    return bar;
  }
}

/** What a walk answers, once its progress is shown no more; so that nothing is told while a bar stands there. */
export async function watched<Walked>(
  output: ConsoleOutput,
  words: string,
  walk: (onProgress: (at: Parameters<WalkProgressView['show']>[0]) => void) => Promise<Walked>,
): Promise<Walked> {
  const view = new WalkProgressView(output, words);
  try {
    return await walk((at) => view.show(at));
  } finally {
    view.end();
  }
}

// What a command wrote, kept for a test to look at.

import { ConsoleOutput } from '../../src/cli/console-output.js';

export interface RecordedOutput {
  readonly output: ConsoleOutput;
  readonly out: () => string;
  readonly err: () => string;
}

export function recordedOutput(isTTY = false): RecordedOutput {
  const written = { out: '', err: '' };
  const output = new ConsoleOutput({
    out: { isTTY, write: (text) => (written.out += text) },
    err: { isTTY, write: (text) => (written.err += text) },
  });
  return { output, out: () => written.out, err: () => written.err };
}

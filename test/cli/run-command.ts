// Runs one command of the operator in a test, on the platform of a running service.

import { auditCommands } from '../../src/cli/audit/audit-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import type { Platform } from '../../src/platform.js';
import { recordedOutput } from './recorded-output.js';

export interface CommandEnd {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export async function runCommand(platform: Platform, ...words: string[]): Promise<CommandEnd> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve({ ...platform, close: () => Promise.resolve() }),
  });
  const exitCode = await runProgram(words, operator, [auditCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

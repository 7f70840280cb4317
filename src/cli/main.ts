// `npm run cli -- <command>`: runs one command of the operator.

import { endAtUnheardErrors } from '../unheard-error.js';
import { ConsoleOutput } from './console-output.js';
import { tellFailure } from './exit-code.js';
import { listenForInterruption } from './interruption.js';
import { Operator } from './operator.js';
import { runProgram } from './program.js';

const output = new ConsoleOutput({ out: process.stdout, err: process.stderr });
endAtUnheardErrors((error) => {
  for (const line of tellFailure(error).lines) output.note(line);
});
// A reader such as `head` that has seen enough is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
const interruption = listenForInterruption(() => {
  output.note('Stopping after the batch under way; a second Ctrl-C stops at once.');
});
const operator = new Operator({ output, interrupted: interruption.signal });
const exitCode = await runProgram(process.argv.slice(2), operator);
interruption.stopListening();
process.exitCode = interruption.exitCode ?? exitCode;

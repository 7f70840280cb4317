// The operator's commands: one line per capability, and one place where their outcome becomes an exit code.

import { Command, CommanderError } from 'commander';
import { auditCommands } from './audit/audit-commands.js';
import { EXIT, tellFailure } from './exit-code.js';
import { figureCommands } from './published-figures/figure-commands.js';
import { importCommands } from './import/import-commands.js';
import { keyCommands } from './keys/key-commands.js';
import { linkageCommands } from './linkage/linkage-commands.js';
import { matchCommands } from './matches/match-commands.js';
import { nameCommands } from './names/name-commands.js';
import type { GlobalOptions, Operator, OperatorPlatform } from './operator.js';
import { recordCommands } from './records/record-commands.js';
import { releaseCommands } from './releases/release-commands.js';
import { statisticsCommands } from './statistics/statistics-commands.js';
import { userCommands } from './users/user-commands.js';

/** Registers a capability's commands. */
type CapabilityCommands = (program: Command, operator: OperatorPlatform) => void;

const CAPABILITIES: readonly CapabilityCommands[] = [
  auditCommands,
  figureCommands,
  importCommands,
  keyCommands,
  linkageCommands,
  matchCommands,
  nameCommands,
  recordCommands,
  releaseCommands,
  statisticsCommands,
  userCommands,
];

/** Runs the command that `words` name (without node and the script) and answers its exit code; throws nothing. */
export async function runProgram(
  words: readonly string[],
  operator: Operator,
  capabilities: readonly CapabilityCommands[] = CAPABILITIES,
): Promise<number> {
  const program = new Command('whereabouts')
    .description('Commands of the operator of a registry.')
    .option('--as <username>', 'the user as whom a command acts; in a demonstration its first coordinator')
    .option('--json', 'answer in JSON')
    .helpCommand(false)
    .showHelpAfterError('Give --help for what there is.')
    .configureOutput({
      writeOut: (text) => {
        operator.output.answer(text, text.trimEnd());
      },
      writeErr: (text) => {
        operator.output.note(text.trimEnd());
      },
    })
    .exitOverride();
  program.hook('preAction', (_, command) => {
    operator.choose(command.optsWithGlobals<GlobalOptions>());
  });
  for (const register of capabilities) register(program, operator);
  try {
    await program.parseAsync(words, { from: 'user' });
    return operator.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (operator.interrupted.aborted && error === operator.interrupted.reason) return EXIT.interrupted;
    const { exitCode, lines } = tellFailure(error);
    for (const line of lines) operator.output.note(line);
    return exitCode;
  }
}

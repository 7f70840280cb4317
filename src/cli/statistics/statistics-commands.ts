// `statistics`: estimates from files, and whether what is counted is what the statements say.

import type { Command } from 'commander';
import type { OperatorPlatform } from '../operator.js';
import { estimateCommand } from './estimate-command.js';
import { verifyCommand } from './verify-command.js';

export function statisticsCommands(program: Command, operator: OperatorPlatform): void {
  const statistics = program
    .command('statistics')
    .description('estimates from files, without a registry, and a check of what is counted');
  estimateCommand(statistics, operator);
  verifyCommand(statistics, operator);
}

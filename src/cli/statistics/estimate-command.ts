// `statistics estimate`: how many were never documented, from the overlap of lists in a file.

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { EstimateCaptures } from '../../usecases/statistics/estimate-captures.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { whyUnreadable } from '../unreadable-file.js';

/** The lists bear no estimate; the answer says why. */
const NO_ESTIMATE = 3;

export function estimateCommand(statistics: Command, operator: OperatorPlatform): void {
  statistics
    .command('estimate')
    .description('estimate the undocumented from overlapping lists; exit 3 where the lists bear no estimate')
    .requiredOption('--captures <file>', 'CSV: one 0/1 column per list, then count')
    .action(({ captures }: { captures: string }) => operator.offline(() => estimate(operator, captures)));
}

async function estimate({ output }: OperatorPlatform, file: string): Promise<number> {
  const csv = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DomainError('not_found', whyUnreadable(error) ?? 'The file cannot be read.');
  });
  const answer = await new EstimateCaptures().execute(servicePrincipal('operator', 'offline'), csv);
  // Always the whole answer, so that no number of it is shown alone.
  output.answer(answer, JSON.stringify(answer, null, 2));
  return answer.refused === null ? EXIT.ok : NO_ESTIMATE;
}

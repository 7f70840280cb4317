// `statistics estimate`: how many were never documented, from a table of overlaps in a file or from the lists themselves.

import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { SAME_FROM } from '../../domain/matching/match-threshold.js';
import { THRESHOLDS } from '../../domain/statistics/match-sensitivity.js';
import type { UndocumentedEstimate } from '../../domain/statistics/multiple-systems.js';
import { EstimateCaptures } from '../../usecases/statistics/estimate-captures.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { whyUnreadable } from '../unreadable-file.js';
import { estimateFromLists, readScore } from './estimate-lists.js';

/** The lists bear no estimate; the answer says why. */
const NO_ESTIMATE = 3;

interface Given {
  readonly captures?: string;
  readonly lists?: readonly string[];
  readonly thresholds?: readonly number[];
}

export function estimateCommand(statistics: Command, operator: OperatorPlatform): void {
  const captures = new Option('--captures <file>', 'CSV: one 0/1 column per list, then count');
  statistics
    .command('estimate')
    .description('estimate the undocumented from overlapping lists; exit 3 where the lists bear no estimate')
    .addOption(captures.conflicts(['lists', 'thresholds']))
    .option('--lists <files...>', 'two to six lists, each CSV with the columns id, name, birthDate (EDTF) and sex')
    .option(
      '--thresholds <scores...>',
      `with --lists: scores from which two records are one person, beside ${SAME_FROM} (usually ${THRESHOLDS.join(' ')})`,
      readScore,
    )
    .action((given: Given, command: Command) => operator.offline(() => estimate(operator, given, command)));
}

async function estimate(operator: OperatorPlatform, given: Given, command: Command): Promise<number> {
  const answer = await answerTo(operator, given, command);
  // Always the whole answer, so that no number of it is shown alone.
  operator.output.answer(answer, JSON.stringify(answer, null, 2));
  return answer.refused === null ? EXIT.ok : NO_ESTIMATE;
}

function answerTo(
  operator: OperatorPlatform,
  { captures, lists, thresholds }: Given,
  command: Command,
): Promise<Pick<UndocumentedEstimate, 'refused'>> {
  if (captures !== undefined) return fromCaptures(captures);
  if (lists !== undefined) return estimateFromLists(operator, lists, thresholds ?? null);
  command.error('error: give either --captures with a table of overlaps, or --lists with the lists themselves');
}

async function fromCaptures(file: string): Promise<UndocumentedEstimate> {
  const csv = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DomainError('not_found', whyUnreadable(error) ?? 'The file cannot be read.');
  });
  return new EstimateCaptures().execute(servicePrincipal('operator', 'offline'), csv);
}

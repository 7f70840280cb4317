// `statistics verify`: whether what is counted is what the statements say, cell by cell.

import type { Command } from 'commander';
import type { CountDifference } from '../../domain/statistics/count-differences.js';
import { VerifyCounts } from '../../usecases/statistics/verify-counts.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { watched } from '../walk-progress.js';

/** Of the differences that are told one by one on the terminal; with --json all are. */
const LISTED = 100;

export function verifyCommand(statistics: Command, operator: OperatorPlatform): void {
  statistics
    .command('verify')
    .description('recount every measure from the statements; exit 1 when any count differs')
    .addHelpText('after', '\nDifferences are exact counts, of few people too: they are for the operator alone.')
    .action(() => operator.write((session) => verify(session, operator)));
}

function lineOf({ view, key, counted, stated }: CountDifference): string {
  const cell = Object.entries(key).map(([dimension, value]) => `${dimension} ${value}`);
  return `DIFFERS view ${view}, ${cell.join(', ')}: counted ${counted}, by statements ${stated}`;
}

async function verify(session: OperatorSession, { output, interrupted }: OperatorPlatform): Promise<number> {
  const found = await watched(output, 'records counted', (onProgress) =>
    session.get(VerifyCounts).execute(session.principal, {
      signal: interrupted,
      onProgress,
    }),
  );
  const { checked, cells, differences, outcome } = found;
  const ok = differences.length === 0 && outcome === 'finished';
  const more = differences.length - LISTED;
  output.answer(
    { ok, ...found },
    ...differences.slice(0, LISTED).map(lineOf),
    ...(more > 0 ? [`… and ${more} more; --json lists them all.`] : []),
    `Counted ${checked} records${outcome === 'interrupted' ? ', then stopped' : ''}; ${differences.length} of ${cells} cells differ from the statements.`,
    ...(differences.length > 0 ? ['records verify names the records, records rebuild makes them anew.'] : []),
  );
  return ok ? EXIT.ok : EXIT.refused;
}

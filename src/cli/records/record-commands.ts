// `records verify` and `records rebuild`: whether what lists and counts read is what the statements say, and making it so.

import type { Command } from 'commander';
import { RebuildRecords } from '../../usecases/records/rebuild-records.js';
import { VerifyRecords, type RecordDifference } from '../../usecases/records/verify-records.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { watched } from '../walk-progress.js';

/** Of the differences that are told one by one on the terminal; with --json all are. */
const LISTED = 100;

interface RebuildOptions {
  readonly fromStart?: boolean;
}

export function recordCommands(program: Command, operator: OperatorPlatform): void {
  const records = program.command('records').description('what lists and counts read of the records');
  records
    .command('verify')
    .description('fold every record anew from its statements; exit 1 when anything stored differs')
    .addHelpText('after', '\nDifferences name a person by inner id, a view and fields, and no value of any record.')
    .action(() => operator.write((session) => verify(session, operator)));
  records
    .command('rebuild')
    .description('make anew whatever differs, while the service runs; goes on where an earlier run was stopped')
    .option('--from-start', 'begin with the first record again')
    .action((options: RebuildOptions) =>
      operator.rebuild((session) => rebuild(session, operator, options.fromStart ?? false)),
    );
}

/** An open end has no calendar day. */
function instantText(instant: number): string {
  return Math.abs(instant) <= 8.64e15 ? new Date(instant).toISOString() : instant < 0 ? 'ever' : 'never';
}

function lineOf({ personId, view, knownFrom, validFrom, fields }: RecordDifference): string {
  return `DIFFERS person ${personId}, view ${view}, known from ${instantText(knownFrom)}, valid from ${instantText(validFrom)}: ${fields.join(', ')}`;
}

function jsonOf({ personId, view, knownFrom, validFrom, fields }: RecordDifference): object {
  return { personId, view, knownFrom: instantText(knownFrom), validFrom: instantText(validFrom), fields };
}

async function verify(session: OperatorSession, { output, interrupted }: OperatorPlatform): Promise<number> {
  const differences: RecordDifference[] = [];
  const verdict = await watched(output, 'records checked', (onProgress) =>
    session.get(VerifyRecords).execute(session.principal, {
      signal: interrupted,
      onProgress,
      onDifference: (difference) => void differences.push(difference),
    }),
  );
  const { checked, differing, outcome } = verdict;
  const told = differences.slice(0, LISTED).map(lineOf);
  const more = differences.length - told.length;
  output.answer(
    { ok: differing === 0 && outcome === 'finished', ...verdict, differences: differences.map(jsonOf) },
    ...told,
    ...(more > 0 ? [`… and ${more} more; --json lists them all.`] : []),
    `Checked ${checked} records${outcome === 'interrupted' ? ', then stopped' : ''}; ${differing} differ from their statements.`,
    ...(differing > 0 ? ['records rebuild makes them anew.'] : []),
  );
  return differing === 0 && outcome === 'finished' ? EXIT.ok : EXIT.refused;
}

async function rebuild(
  session: OperatorSession,
  { output, interrupted }: OperatorPlatform,
  fromStart: boolean,
): Promise<number> {
  const done = await watched(output, 'records rebuilt', (onProgress) =>
    session.get(RebuildRecords).execute(session.principal, {
      fromStart,
      signal: interrupted,
      onProgress,
    }),
  );
  output.answer(
    done,
    ...(done.resumed ? ['An earlier run stopped on its way; this one went on from there.'] : []),
    `Checked ${done.checked} records; ${done.rebuilt} differed and were made anew.`,
    ...(done.outcome === 'interrupted' ? ['Stopped before the end; the same command goes on from here.'] : []),
  );
  return done.outcome === 'finished' ? EXIT.ok : EXIT.refused;
}

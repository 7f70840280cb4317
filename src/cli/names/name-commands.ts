// `names compare` and `names match` compare names of files and open no registry; `names reindex` renews by what the registry finds people.

import type { Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import { RenewSearchCodes } from '../../usecases/identity/renew-search-codes.js';
import { CompareNames } from '../../usecases/names/compare-names.js';
import { MatchRecords } from '../../usecases/names/match-records.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { wholeFile } from '../whole-file.js';
import { watched } from '../walk-progress.js';
import { sourceFile } from '../source-file.js';

const principal = servicePrincipal('operator', 'offline');
const EXITS = '\nExit: 0 the file was written, 1 a file was refused and nothing was written.';

function tellUnusual(
  operator: OperatorPlatform,
  { withoutName, emptyLines = 0 }: { withoutName: number; emptyLines?: number },
): void {
  if (emptyLines > 0) operator.output.note(`${emptyLines} empty lines were passed over.`);
  if (withoutName > 0)
    operator.output.note(`${withoutName} lines hold a name without a letter, which is like no name.`);
}

export function nameCommands(program: Command, operator: OperatorPlatform): void {
  const names = program
    .command('names')
    .description('compare names across scripts and spellings, and renew what the registry finds them by');
  names
    .command('reindex')
    .description('make search codes of older rules anew, while the service runs; may be stopped and repeated')
    .addHelpText('after', '\nExit: 0 everybody has codes of the newest version, 1 somebody is left.')
    .action(() => operator.write((session) => reindex(session, operator)));
  names
    .command('compare')
    .description('for each pair of names: a score from 0 to 1, and same, possible or different')
    .requiredOption('--pairs <file>', 'two names a line, divided by a tab, without a header')
    .requiredOption('--out <file>', 'the same lines with score and verdict; written whole or not at all')
    .addHelpText('after', EXITS)
    .action((files: { pairs: string; out: string }) =>
      operator.offline(() => compare(operator, files.pairs, files.out)),
    );
  names
    .command('match')
    .description('the pairs of records that are, or may be, one person')
    .requiredOption('--records <file>', 'CSV with the columns id, name, birthDate (EDTF) and sex')
    .requiredOption('--out <file>', 'CSV with idA, idB, score and verdict; written whole or not at all')
    .addHelpText('after', EXITS)
    .action((files: { records: string; out: string }) =>
      operator.offline(() => match(operator, files.records, files.out)),
    );
}

async function reindex(session: OperatorSession, { output, interrupted }: OperatorPlatform): Promise<number> {
  const renewed = await watched(output, 'people indexed anew', (onProgress) =>
    session.get(RenewSearchCodes).execute(session.principal, {
      signal: interrupted,
      onProgress,
    }),
  );
  const { renewed: people, broken, left, outcome } = renewed;
  output.answer(
    renewed,
    `Made the search codes of ${people} people anew; ${left} are left with older ones.`,
    ...(outcome === 'interrupted' ? ['Stopped before the end; the same command goes on from here.'] : []),
    ...(broken > 0 ? [`${broken} people do not open and keep the codes they have; see keys verify --all.`] : []),
  );
  return left === 0 && outcome === 'finished' ? EXIT.ok : EXIT.refused;
}

async function compare(operator: OperatorPlatform, pairs: string, out: string): Promise<number> {
  const source = await sourceFile(pairs);
  const compared = await wholeFile(out, (write) =>
    watched(operator.output, 'pairs compared', (onProgress) =>
      new CompareNames().execute(principal, { source, write, signal: operator.interrupted, onProgress }),
    ),
  );
  tellUnusual(operator, compared);
  const { same, possible, different } = compared.verdicts;
  operator.output.answer(
    compared,
    `Compared ${compared.pairs} pairs: ${same} same, ${possible} possible, ${different} different.`,
  );
  return EXIT.ok;
}

async function match(operator: OperatorPlatform, records: string, out: string): Promise<number> {
  const source = await sourceFile(records);
  const matched = await wholeFile(out, (write) =>
    watched(operator.output, 'records matched', (onProgress) =>
      new MatchRecords().execute(principal, { source, write, signal: operator.interrupted, onProgress }),
    ),
  );
  tellUnusual(operator, matched);
  const { same, possible } = matched.verdicts;
  operator.output.answer(
    matched,
    `Matched ${matched.records} records, of which ${matched.compared} pairs were compared: ${same} same, ${possible} possible.`,
  );
  return EXIT.ok;
}

// `names compare` and `names match`: names of files are compared across scripts; no registry is opened.

import type { Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import { CompareNames } from '../../usecases/names/compare-names.js';
import { MatchRecords } from '../../usecases/names/match-records.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { wholeFile } from '../whole-file.js';
import { WalkProgressView } from '../walk-progress.js';
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
  const names = program.command('names').description('compare names across scripts and spellings, without a registry');
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

async function compare(operator: OperatorPlatform, pairs: string, out: string): Promise<number> {
  const source = await sourceFile(pairs);
  const view = new WalkProgressView(operator.output, 'pairs compared');
  const compared = await wholeFile(out, (write) =>
    new CompareNames()
      .execute(principal, { source, write, signal: operator.interrupted, onProgress: (at) => view.show(at) })
      .finally(() => view.end()),
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
  const view = new WalkProgressView(operator.output, 'records matched');
  const matched = await wholeFile(out, (write) =>
    new MatchRecords()
      .execute(principal, { source, write, signal: operator.interrupted, onProgress: (at) => view.show(at) })
      .finally(() => view.end()),
  );
  tellUnusual(operator, matched);
  const { same, possible } = matched.verdicts;
  operator.output.answer(
    matched,
    `Matched ${matched.records} records, of which ${matched.compared} pairs were compared: ${same} same, ${possible} possible.`,
  );
  return EXIT.ok;
}

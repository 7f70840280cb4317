// `linkage secret|encode|match`: two lists are compared by partners who give each other no name; no registry is opened.

import path from 'node:path';
import type { Command } from 'commander';
import { servicePrincipal } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { RandomEntropy } from '../../random-entropy.js';
import { DrawLinkageSecret } from '../../usecases/linkage/draw-linkage-secret.js';
import { EncodeRecords } from '../../usecases/linkage/encode-records.js';
import { MatchEncodings } from '../../usecases/linkage/match-encodings.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform } from '../operator.js';
import { sourceFile } from '../source-file.js';
import { watched } from '../walk-progress.js';
import { wholeFile } from '../whole-file.js';
import { readSecretFile, writeSecretFile } from './secret-file.js';

const principal = servicePrincipal('operator', 'offline');
const EXITS =
  '\nExit: 0 the files were written, 1 a file was refused and nothing was written. See docs/linkage.md first: encodings can be attacked.';

interface EncodeFiles {
  readonly records: string;
  readonly secret: string;
  readonly out: string;
  readonly references: string;
}

interface MatchFiles {
  readonly one: string;
  readonly other: string;
  readonly out: string;
}

export function linkageCommands(program: Command, operator: OperatorPlatform): void {
  const linkage = program.command('linkage').description('compare two lists without giving a name, without a registry');
  linkage
    .command('secret')
    .description('draw a secret for one pair of lists, to be given to the partner by another way than the lists')
    .requiredOption('--out <file>', 'the secret; there must be no such file yet')
    .action(({ out }: { out: string }) => operator.offline(() => secret(operator, out)));
  linkage
    .command('encode')
    .description('encode a list, so that it can be compared and not read')
    .requiredOption('--records <file>', 'CSV with the columns id, name, birthDate (EDTF) and sex')
    .requiredOption('--secret <file>', 'the secret of both lists, which nobody else can read')
    .requiredOption('--out <file>', 'the list to give away: random references and encodings')
    .requiredOption('--references <file>', 'the table that stays: which reference is which id')
    .addHelpText('after', EXITS)
    .action((files: EncodeFiles) => operator.offline(() => encode(operator, files)));
  linkage
    .command('match')
    .description('the pairs of two encoded lists that are, or may be, one person; the secret is not needed')
    .requiredOption('--one <file>', 'an encoded list')
    .requiredOption('--other <file>', 'another one of the same secret')
    .requiredOption('--out <file>', 'CSV with referenceA, referenceB, score and verdict; written whole or not at all')
    .addHelpText('after', EXITS)
    .action((files: MatchFiles) => operator.offline(() => match(operator, files)));
}

async function secret(operator: OperatorPlatform, out: string): Promise<number> {
  await writeSecretFile(out, await new DrawLinkageSecret(new RandomEntropy()).execute(principal));
  operator.output.answer(
    { written: true },
    'A secret was drawn. Use it for one pair of lists, then destroy it on both sides.',
  );
  return EXIT.ok;
}

async function encode(operator: OperatorPlatform, files: EncodeFiles): Promise<number> {
  if (path.resolve(files.out) === path.resolve(files.references)) {
    throw new DomainError('conflict', 'The list is given away and the references stay: name two files.');
  }
  const key = await readSecretFile(files.secret);
  const source = await sourceFile(files.records);
  // The references first: a list that was given away without them would be of no use.
  const done = await wholeFile(files.out, (writeList) =>
    wholeFile(files.references, (writeReferences) =>
      watched(operator.output, 'records encoded', (onProgress) =>
        new EncodeRecords(new RandomEntropy()).execute(principal, {
          source,
          secret: key,
          writeList,
          writeReferences,
          signal: operator.interrupted,
          onProgress,
        }),
      ),
    ),
  );
  if (done.withoutName > 0)
    operator.output.note(`${done.withoutName} records hold a name without a letter and are left out.`);
  if (done.withoutBirth > 0)
    operator.output.note(`${done.withoutBirth} records have no birth date; they will be found less often.`);
  operator.output.answer(done, `Encoded ${done.encoded} records.`);
  return EXIT.ok;
}

async function match(operator: OperatorPlatform, files: MatchFiles): Promise<number> {
  const one = await sourceFile(files.one);
  const other = await sourceFile(files.other);
  const done = await wholeFile(files.out, (write) =>
    watched(operator.output, 'records compared', (onProgress) =>
      new MatchEncodings().execute(principal, { one, other, write, signal: operator.interrupted, onProgress }),
    ),
  );
  const { same, possible } = done.verdicts;
  operator.output.answer(
    done,
    `Compared ${done.records[0]} with ${done.records[1]} records: ${same} same, ${possible} possible.`,
  );
  return EXIT.ok;
}

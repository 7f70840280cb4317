// `keys`: which versions of the keys there are, adding, rotating and retiring one, and moving the key file to a key service.

import type { Command } from 'commander';
import { AddKeyVersion } from '../../usecases/keys/add-key-version.js';
import { ReadKeys, type KeysRead, type KeyVersion } from '../../usecases/keys/read-keys.js';
import { RetireKeyVersion } from '../../usecases/keys/retire-key-version.js';
import { RewrapKeysInKms } from '../../usecases/keys/rewrap-keys-in-kms.js';
import { RotateKeys } from '../../usecases/keys/rotate-keys.js';
import { SealKeysToKms } from '../../usecases/keys/seal-keys-to-kms.js';
import { VerifyKeys } from '../../usecases/keys/verify-keys.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { watched } from '../walk-progress.js';
import { indexKeyCommands } from './index-key-commands.js';
import { keyVersion } from './key-version.js';

export function keyCommands(program: Command, operator: OperatorPlatform): void {
  const keys = program.command('keys').description('the keys that identities are sealed under and found by');
  keys
    .command('status')
    .description('list the versions of the key-encryption key and of the blind index key, with the people of each')
    .action(() => operator.write((session) => status(session, operator)));
  keys
    .command('verify')
    .description('try whether the data keys of people open; exit 1 when one does not')
    .option('--all', 'of everybody, and not of a sample of some 2,000')
    .action((options: { readonly all?: boolean }) =>
      operator.write((session) => verify(session, operator, options.all ?? false)),
    );
  keys
    .command('add')
    .description('add a version to the key file and make it the current one')
    .action(() => operator.write((session) => add(session, operator)));
  keys
    .command('rotate')
    .description('seal everybody anew under the current version, while the service runs; may be stopped and repeated')
    .action(() => operator.write((session) => rotate(session, operator)));
  keys
    .command('retire')
    .description('retire a version under which nobody is sealed, and remove it from the key file')
    .argument('<version>', 'of the key-encryption key', keyVersion)
    .action((version: number) => operator.write((session) => retire(session, operator, version)));
  indexKeyCommands(keys, operator);
  keys
    .command('seal-to-kms')
    .description('put the key file under the key service that KEY_KMS_URL names')
    .action(() => operator.write((session) => sealToKms(session, operator)));
  keys
    .command('rewrap-kms')
    .description('seal the key file anew under the newest version of the key of the key service')
    .action(() => operator.write((session) => rewrapKms(session, operator)));
}

const ORIGINS: Readonly<Record<KeysRead['origin'], string>> = {
  file: 'the key file',
  sealed_file: 'the key file, sealed to a key service',
  environment: 'the variable KEYS',
};

function lineOf({ version, state, held, current, people, mayBeRetired }: KeyVersion): string {
  const notes = [
    ...(current ? ['current'] : []),
    ...(held ? [] : ['not held']),
    ...(mayBeRetired ? ['may be retired'] : []),
  ];
  return [version, state.replace('_', ' '), `${people} people`, notes.join(', ')].join('\t').trimEnd();
}

async function status(session: OperatorSession, { output }: OperatorPlatform): Promise<number> {
  const read = await session.get(ReadKeys).execute(await session.namedOrOperator());
  output.answer(
    read,
    `Keys of ${ORIGINS[read.origin]}:`,
    ...read.versions.map(lineOf),
    'Blind index keys:',
    ...read.index.versions.map(lineOf),
  );
  return EXIT.ok;
}

async function verify(
  session: OperatorSession,
  { output, interrupted }: OperatorPlatform,
  all: boolean,
): Promise<number> {
  const principal = await session.namedOrOperator();
  const verified = await watched(output, 'people checked', (onProgress) =>
    session.get(VerifyKeys).execute(principal, {
      all,
      signal: interrupted,
      onProgress,
    }),
  );
  const { people, checked, broken, outcome } = verified;
  const ok = broken === 0 && outcome === 'finished';
  output.answer(
    { ok, ...verified },
    `Tried the data keys of ${checked} of ${people} people${outcome === 'interrupted' ? ', then stopped' : ''}; ${broken} do not open.`,
  );
  return ok ? EXIT.ok : EXIT.refused;
}

async function add(session: OperatorSession, { output }: OperatorPlatform): Promise<number> {
  const added = await session.get(AddKeyVersion).execute(await session.namedOrOperator());
  output.answer(
    added,
    `Version ${added.version} is in the key file and is the current one. Nobody is sealed under it yet.`,
    'Copy the key file to its backups and to every other machine of the service now. Then: keys rotate.',
  );
  return EXIT.ok;
}

async function rotate(session: OperatorSession, { output, interrupted }: OperatorPlatform): Promise<number> {
  const principal = await session.namedOrOperator();
  const rotated = await watched(output, 'people sealed anew', (onProgress) =>
    session.get(RotateKeys).execute(principal, {
      signal: interrupted,
      onProgress,
    }),
  );
  const { version, renewed, broken, left, outcome } = rotated;
  const ok = left === 0 && outcome === 'finished';
  output.answer(
    rotated,
    `Sealed ${renewed} people anew under version ${version}; ${left} are left under older ones.`,
    ...(outcome === 'interrupted' ? ['Stopped before the end; the same command goes on from here.'] : []),
    ...(broken > 0
      ? [`The data keys of ${broken} people do not open and were left alone; see keys verify --all.`]
      : []),
    ...(ok ? ['keys status tells which versions may be retired.'] : []),
  );
  return ok ? EXIT.ok : EXIT.refused;
}

async function retire(session: OperatorSession, { output }: OperatorPlatform, version: number): Promise<number> {
  const retired = await session.get(RetireKeyVersion).execute(await session.namedOrOperator(), version);
  output.answer(
    retired,
    retired.removed
      ? `Version ${version} is retired and no longer in the key file. Backups of the vault from before the rotation need a copy that still has it.`
      : `Version ${version} is retired. Remove it from the variable KEYS of every process by hand.`,
  );
  return EXIT.ok;
}

async function sealToKms(session: OperatorSession, { output }: OperatorPlatform): Promise<number> {
  await session.get(SealKeysToKms).execute(await session.namedOrOperator());
  output.answer(
    { sealed: true },
    'The key file is sealed to the key service. Every process of the service needs KEY_KMS_URL from its next start on.',
    'Whoever may have kept the file as it was still has the keys: add a version, rotate and retire the older one.',
  );
  return EXIT.ok;
}

async function rewrapKms(session: OperatorSession, { output }: OperatorPlatform): Promise<number> {
  const { before, after } = await session.get(RewrapKeysInKms).execute(await session.namedOrOperator());
  output.answer(
    { before, after },
    after === before
      ? `The key file was sealed anew under version ${after} of the key service's key, the newest one as before.`
      : `The key file was under version ${before} of the key service's key and is now under version ${after}.`,
  );
  return EXIT.ok;
}

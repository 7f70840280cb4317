// `keys add-index`, `rotate-index` and `retire-index`: a newer key for the codes by which people are found.

import type { Command } from 'commander';
import { AddIndexKeyVersion } from '../../usecases/keys/add-index-key-version.js';
import { RetireIndexKeyVersion } from '../../usecases/keys/retire-index-key-version.js';
import { RotateIndexKey } from '../../usecases/keys/rotate-index-key.js';
import { EXIT } from '../exit-code.js';
import type { OperatorPlatform, OperatorSession } from '../operator.js';
import { watched } from '../walk-progress.js';
import { keyVersion } from './key-version.js';

/** `keys` is the command that these belong to. */
export function indexKeyCommands(keys: Command, operator: OperatorPlatform): void {
  keys
    .command('add-index')
    .description('add a version of the blind index key to the key file and make it the current one')
    .action(() => operator.write((session) => add(session, operator)));
  keys
    .command('rotate-index')
    .description(
      'make all search codes anew under the current blind index key, while the service runs; may be stopped and repeated',
    )
    .action(() => operator.write((session) => rotate(session, operator)));
  keys
    .command('retire-index')
    .description('retire a version of which there are no codes, and remove it from the key file')
    .argument('<version>', 'of the blind index key', keyVersion)
    .action((version: number) => operator.write((session) => retire(session, operator, version)));
}

async function add(session: OperatorSession, { output }: OperatorPlatform): Promise<number> {
  const added = await session.get(AddIndexKeyVersion).execute(await session.namedOrOperator());
  output.answer(
    added,
    `Version ${added.version} of the blind index key is in the key file and is the current one. There are no codes of it yet.`,
    'Copy the key file to its backups and to every other machine of the service now. Then: keys rotate-index.',
  );
  return EXIT.ok;
}

async function rotate(session: OperatorSession, { output, interrupted }: OperatorPlatform): Promise<number> {
  const principal = await session.namedOrOperator();
  const rotated = await watched(output, 'people indexed anew', (onProgress) =>
    session.get(RotateIndexKey).execute(principal, {
      signal: interrupted,
      onProgress,
    }),
  );
  const { version, renewed, broken, left, outcome } = rotated;
  const ok = left === 0 && outcome === 'finished';
  output.answer(
    rotated,
    `Made the search codes of ${renewed} people anew under version ${version}; ${left} are left with older ones.`,
    ...(outcome === 'interrupted' ? ['Stopped before the end; the same command goes on from here.'] : []),
    ...(broken > 0 ? [`${broken} people do not open and keep the codes they have; see keys verify --all.`] : []),
    ...(ok ? ['keys status tells which versions may be retired.'] : []),
  );
  return ok ? EXIT.ok : EXIT.refused;
}

async function retire(session: OperatorSession, { output }: OperatorPlatform, version: number): Promise<number> {
  const retired = await session.get(RetireIndexKeyVersion).execute(await session.namedOrOperator(), version);
  output.answer(
    retired,
    retired.removed
      ? `Version ${version} of the blind index key is retired and no longer in the key file. Backups of the vault from before the rotation need a copy that still has it.`
      : `Version ${version} of the blind index key is retired. Remove it from the variable KEYS of every process by hand.`,
  );
  return EXIT.ok;
}

// A command on the keys in a process of its own, which kills itself before the n-th statement that it sends to a database.

import pg from 'pg';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { RandomEntropy } from '../../../src/random-entropy.js';
import { AddIndexKeyVersion } from '../../../src/usecases/keys/add-index-key-version.js';
import { AddKeyVersion } from '../../../src/usecases/keys/add-key-version.js';
import { RenewSearchCodes } from '../../../src/usecases/identity/renew-search-codes.js';
import { RetireIndexKeyVersion } from '../../../src/usecases/keys/retire-index-key-version.js';
import { RetireKeyVersion } from '../../../src/usecases/keys/retire-key-version.js';
import { RotateIndexKey } from '../../../src/usecases/keys/rotate-index-key.js';
import { RotateKeys } from '../../../src/usecases/keys/rotate-keys.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { FileKeySource } from '../../../src/vault/key-source.js';
import { VaultKeys } from '../../../src/vault/vault-keys.js';

export interface KeyChildTask {
  readonly app: string;
  /** By which the service names actors, in hexadecimal. */
  readonly proof: string;
  readonly vault: string;
  readonly file: string;
  /** Null where data keys are whole. */
  readonly keyStoreFile: string | null;
  readonly verb: 'add' | 'rotate' | 'retire' | 'reindex' | 'add-index' | 'rotate-index' | 'retire-index';
  /** For `retire` and `retire-index`. */
  readonly version: number;
  /** From 1; never when larger than the number of statements. */
  readonly killBefore: number;
}

const task = JSON.parse(process.argv[2] ?? '') as KeyChildTask;
const source = new FileKeySource(task.file);
const keys = await source.load();
const database = await Database.open({
  url: task.app,
  proof: Buffer.from(task.proof, 'hex'),
  entropy: new RandomEntropy(),
});
const vaultKeys = VaultKeys.on({ url: task.vault, keys, source, keyStoreFile: task.keyStoreFile });
const operator = servicePrincipal('operator', '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11');

let sent = 0;
type Query = (this: pg.Client, ...given: unknown[]) => unknown;
const client = pg.Client.prototype as unknown as { query: Query };
const { query } = client;
client.query = function (...given) {
  sent += 1;
  if (sent >= task.killBefore) process.kill(process.pid, 'SIGKILL');
  return query.apply(this, given);
};

if (task.verb === 'add') await new AddKeyVersion(database, vaultKeys).execute(operator);
if (task.verb === 'rotate') await new RotateKeys(database, vaultKeys).execute(operator, {});
if (task.verb === 'retire') await new RetireKeyVersion(database, vaultKeys).execute(operator, task.version);
if (task.verb === 'add-index') await new AddIndexKeyVersion(database, vaultKeys).execute(operator);
if (task.verb === 'retire-index') await new RetireIndexKeyVersion(database, vaultKeys).execute(operator, task.version);
if (task.verb === 'reindex' || task.verb === 'rotate-index') {
  const vault = await IdentityVault.open({ url: task.vault, keys, keyStoreFile: task.keyStoreFile });
  const entropy = new RandomEntropy();
  if (task.verb === 'reindex') await new RenewSearchCodes(database, vault, entropy).execute(operator, {});
  else await new RotateIndexKey(database, vaultKeys, vault, entropy).execute(operator, {});
  await vault.close();
}
await vaultKeys.close();
await database.close();
process.stdout.write(String(sent));

// A process that registers a person and stops between the sealing and the commit, for a test to kill it there.
// Standard input: JSON {urls, actor}. It writes "sealed" when it has got there.

import { text } from 'node:stream/consumers';
import type { Actor } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { RegisterPerson } from '../../../src/usecases/records/register-person.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { VaultStore } from '../../../src/vault/vault-store.js';
import { named } from '../case-world.js';
import { TEST_PROOF } from '../../support/test-server.js';

const { urls, actor } = JSON.parse(await text(process.stdin)) as {
  urls: { app: string; vault: string };
  actor: Actor;
};
const entropy = fixedEntropy();
const database = await Database.open({ url: urls.app, entropy, proof: TEST_PROOF });
// Keys of its own, which this vault would refuse at its opening; nobody will open what is sealed here.
const vault = new IdentityVault(new VaultStore({ connectionString: urls.vault, most: 1 }), readKeys(makeKeys()));
const sealAndWait = async (...given: Parameters<IdentityVault['sealIdentity']>): Promise<void> => {
  await vault.sealIdentity(...given);
  process.stdout.write('sealed\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};
const waiting = { sealIdentity: sealAndWait } as unknown as IdentityVault;
await new RegisterPerson(database, waiting, entropy).execute(actor, named('Lorne Vasper'), null);

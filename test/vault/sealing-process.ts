// A process that seals people until it is killed or has sealed enough: what several of them do to one vault and one key store at once.

import { randomUUID } from 'node:crypto';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { readKeys } from '../../src/vault/key-file.js';

export interface SealingTask {
  readonly url: string;
  readonly keys: string;
  readonly keyStoreFile: string;
  readonly batches: number;
  readonly batch: number;
}

const task = JSON.parse(process.argv[2] ?? '') as SealingTask;
const { url, keyStoreFile } = task;
const vault = await IdentityVault.open({ url, keys: readKeys(task.keys), keyStoreFile });
for (let batch = 0; batch < task.batches; batch += 1) {
  const people = Array.from({ length: task.batch }, () => ({
    personId: randomUUID(),
    identity: { marks: `mark of batch ${batch}` },
    birthYears: null,
  }));
  await vault.sealIdentities(people);
  process.stdout.write(`${people.map(({ personId }) => personId).join(' ')}\n`);
}
await vault.close();

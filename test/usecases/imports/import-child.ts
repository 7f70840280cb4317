// A process that imports a file and may be killed at any moment; it waits for a line on its input, and tells how far it is.

import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { Database } from '../../../src/persistence/database.js';
import { RandomEntropy } from '../../../src/random-entropy.js';
import { ImportFile } from '../../../src/usecases/imports/import-file.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys } from '../../../src/vault/key-file.js';

export interface ChildTask {
  readonly app: string;
  /** By which the service names actors, in hexadecimal. */
  readonly proof: string;
  readonly vault: string;
  readonly keys: string;
  readonly keyStore: string;
  readonly actor: Actor;
  readonly file: string;
  readonly mapping: string | null;
  readonly batchRows: number;
}

const task = JSON.parse(process.argv[2] ?? '') as ChildTask;
function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

const entropy = new RandomEntropy();
const database = await Database.open({ url: task.app, entropy, proof: Buffer.from(task.proof, 'hex'), poolSize: 2 });
const keys = readKeys(task.keys);
const vault = await IdentityVault.open({ url: task.vault, keys, keyStoreFile: task.keyStore });
tell('ready');
await once(process.stdin, 'data');
const bytes = readFileSync(task.file);
try {
  const result = await new ImportFile(database, vault, entropy, task.batchRows).execute(task.actor, {
    source: {
      size: bytes.length,
      async *open() {
        yield await Promise.resolve(bytes);
      },
    },
    mapping: task.mapping,
    onBegin: (rows) => {
      tell(`rows ${rows}`);
    },
    onProgress: ({ totals }) => {
      tell(`rows ${totals.rows}`);
    },
  });
  tell(result.outcome);
} catch (error) {
  tell(error instanceof DomainError ? error.code : String(error));
}
process.stdin.destroy();
await vault.close();
await database.close();

// A process that matches whoever is marked, and kills itself before a given statement where one is given.
// Standard input: a line of JSON MatchingTask, and another one once it may begin. It writes that it is ready, and then how many people it matched and
// how many statements it sent.

import { createInterface } from 'node:readline';
import pg from 'pg';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { RandomEntropy } from '../../../src/random-entropy.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys } from '../../../src/vault/key-file.js';

export interface MatchingTask {
  readonly urls: { readonly app: string; readonly vault: string };
  /** By which the service names actors, in hexadecimal. */
  readonly proof: string;
  readonly keys: string;
  readonly keyStoreFile: string;
  /** From 1; null lives through all. */
  readonly dieBefore: number | null;
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const told = async (): Promise<string> => String((await lines.next()).value);
const task = JSON.parse(await told()) as MatchingTask;
const entropy = new RandomEntropy();
const database = await Database.open({ url: task.urls.app, proof: Buffer.from(task.proof, 'hex'), entropy });
const { keyStoreFile } = task;
const vault = await IdentityVault.open({ url: task.urls.vault, keys: readKeys(task.keys), keyStoreFile });

let sent = 0;
type Query = (this: pg.Client, ...given: unknown[]) => unknown;
const client = pg.Client.prototype as unknown as { query: Query };
const { query } = client;
client.query = function (...given) {
  sent += 1;
  if (sent === task.dieBefore) process.kill(process.pid, 'SIGKILL');
  return query.apply(this, given);
};

process.stdout.write('ready\n');
await told();
const { matched } = await new MatchPersons(database, vault, entropy).execute(servicePrincipal('job', 'matching'));
process.stdout.write(JSON.stringify({ matched, sent }));
await vault.close();
await database.close();

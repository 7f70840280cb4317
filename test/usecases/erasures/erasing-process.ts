// A process that confirms an erasure, or finishes what others left, and kills itself before a given step: a statement sent to a database, or a write to the key store.
// Standard input: JSON ErasingTask. It writes "armed" before it begins, and the number of its steps when it has lived through all of them.

import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import type { Actor } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { ConfirmErasure } from '../../../src/usecases/erasures/confirm-erasure.js';
import { FinishErasures } from '../../../src/usecases/erasures/finish-erasures.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';

export interface ErasingTask {
  readonly urls: { readonly app: string; readonly vault: string };
  /** By which the service names actors, in hexadecimal. */
  readonly proof: string;
  readonly keys: string;
  readonly keyStoreFile: string;
  readonly now: number;
  /** Null finishes what others left. */
  readonly confirming: { readonly actor: Actor; readonly pseudonym: string; readonly erasureId: string } | null;
  /** From 1. */
  readonly dieBefore: number;
}

const task = JSON.parse(await text(process.stdin)) as ErasingTask;
const entropy = fixedEntropy();
entropy.set(task.now);
const database = await Database.open({ proof: Buffer.from(task.proof, 'hex'), url: task.urls.app, entropy });
const { keyStoreFile } = task;
const vault = await IdentityVault.open({ url: task.urls.vault, keys: readKeys(task.keys), keyStoreFile });

let steps = 0;
type Method = (...given: unknown[]) => unknown;

/** A kill, not an exit: nothing is rolled back, flushed or said by this process any more. */
function countCalls(of: object, name: string): void {
  const methods = of as Record<string, Method>;
  const before = methods[name];
  if (before === undefined) throw new Error(`there is no ${name}`);
  methods[name] = function (this: unknown, ...given: unknown[]): unknown {
    steps += 1;
    if (steps === task.dieBefore) process.kill(process.pid, 'SIGKILL');
    return before.apply(this, given);
  };
}

countCalls(pg.Client.prototype, 'query');
const handle = await open(keyStoreFile, 'r');
for (const name of ['write', 'datasync']) countCalls(Object.getPrototypeOf(handle) as object, name);
await handle.close();

if (task.confirming === null) {
  await new FinishErasures(database, vault, entropy).execute(servicePrincipal('job', 'finishing'));
} else {
  const { actor, ...named } = task.confirming;
  await new ConfirmErasure(database, vault, entropy).execute(actor, named, null);
}
process.stdout.write(`${steps}\n`);
await vault.close();
await database.close();

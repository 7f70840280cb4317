// Measures how fast two processes append to the log while it is sealed, against rows that the driver inserts bare.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import { SealAuditEntries } from '../../src/usecases/audit/seal-audit-entries.js';
import type { AppendOrder } from './append-worker.js';
import { ServedRegistry, WORKER } from './served-registry.js';

const PROCESSES = 2;
const MILLISECONDS = 3_000;
const CONNECTIONS = [16, 4, 1] as const;
const TURNS = 2;

async function actorOf(served: ServedRegistry): Promise<Actor> {
  await served.enrol(['coordinator']);
  const { rows } = await served.pool.query<{ id: string; organisation_id: string }>(
    'SELECT id, organisation_id FROM registry.app_user WHERE username = $1',
    [WORKER],
  );
  const { id: userId = '', organisation_id: organisationId = '' } = rows[0] ?? {};
  const kind = { organisationKind: 'liaison_office', party: null, roles: ['coordinator'] } as const;
  return { userId, username: WORKER, organisationId, ...kind, via: 'api', requestId: 'bench' };
}

function appendInAProcess(order: AppendOrder): Promise<number> {
  const worker = fileURLToPath(new URL('append-worker.ts', import.meta.url));
  const child = fork(worker, { execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (count) => {
      resolve(Number(count));
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`a process that appends ended with ${String(code)}`));
    });
    child.send(order);
  });
}

/** Entries per second of all processes together. */
async function appended(order: AppendOrder): Promise<number> {
  const counts = await Promise.all(Array.from({ length: PROCESSES }, () => appendInAProcess(order)));
  return counts.reduce((sum, count) => sum + count, 0) / (order.milliseconds / 1_000);
}

/** What the service's own loop left; answers entries per second and how many waited. */
async function sealRest({ platform }: ServedRegistry): Promise<{ waited: number; perSecond: number }> {
  const seal = new SealAuditEntries(platform.database, platform.entropy);
  const started = performance.now();
  let waited = 0;
  for (let more = true; more;) {
    const outcome = await seal.execute(servicePrincipal('job', 'bench'), { known: null });
    waited += outcome.sealed;
    more = outcome.more || outcome.head === null;
  }
  return { waited, perSecond: waited / ((performance.now() - started) / 1_000) };
}

export async function run(): Promise<void> {
  const served = await ServedRegistry.start();
  try {
    const actor = await actorOf(served);
    const url = served.platform.databaseUrl;
    const proof = served.platform.keys.deriveSecret('naming actors to the database').toString('base64');
    console.log(
      `Entries appended per second by ${PROCESSES} processes, for ${MILLISECONDS / 1_000} s each, every one kept on disk.`,
    );
    for (const connections of CONNECTIONS) {
      for (let turn = 0; turn < TURNS; turn += 1) {
        const order = { url, proof, connections, milliseconds: MILLISECONDS, actor };
        const bare = await appended({ ...order, url: served.ownerUrl, what: 'bare' });
        const entries = await appended({ ...order, what: 'entries' });
        const batches = await appended({ ...order, what: 'batches' });
        const { waited, perSecond } = await sealRest(served);
        console.log(
          `${connections} connections each: bare rows ${bare.toFixed(0)}; entries of a transaction each ${entries.toFixed(0)}, ${(entries / bare).toFixed(2)} ×; ` +
            `batches of 50 ${batches.toFixed(0)}, ${(batches / bare).toFixed(2)} ×; then ${waited} waited for their numbers and got them at ${perSecond.toFixed(0)} a second.`,
        );
      }
    }
  } finally {
    await served.close();
  }
}

// Creates the schema `jobs` of pg-boss and its queues as the owner, and lets the application role work in it, no more.

import { Client } from 'pg';
import PgBoss from 'pg-boss';
import { SCHEDULED_WORK_NAMES } from '../../domain/scheduling/scheduled-work.js';

/**
 * What a running service needs of pg-boss 10.4, statement by statement: offering, taking, finishing and failing jobs;
 * upkeep, which stamps its time and moves old jobs to the archive. Partitions are made by `create_queue` alone, here,
 * so no running process needs a right to create anything. Rights on `job` reach its partitions.
 */
const PRIVILEGES: Readonly<Record<string, string>> = {
  version: 'SELECT, UPDATE (maintained_on)',
  queue: 'SELECT',
  job: 'SELECT, INSERT, UPDATE, DELETE',
  archive: 'SELECT, INSERT, DELETE',
};

/** One job of a queue runs at a time; a process that dies over it gives it up after five minutes. */
const QUEUE = { policy: 'singleton', expireInSeconds: 300, retryLimit: 2, retryDelay: 30 } as const;

/** Two processes that grant the same right at the same moment fail with "tuple concurrently updated"; one waits for the other. */
const PREPARING_LOCK = 7_243_114;

/** Safe to repeat and to run from several processes at once; also brings an older schema of pg-boss up to date. */
export async function prepareJobQueues(ownerUrl: string, appUrl: string): Promise<void> {
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'whereabouts-owner',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARING_LOCK]);
    await createQueues(ownerUrl);
    await grant(client, decodeURIComponent(new URL(appUrl).username));
  } finally {
    await client.end();
  }
}

async function createQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: 'whereabouts-owner',
    schema: 'jobs',
    max: 1,
    migrate: true,
    supervise: false,
    schedule: false,
  });
  // Told again by the call that failed; an event without a listener would end the process.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    for (const name of SCHEDULED_WORK_NAMES) await boss.createQueue(name, { name, ...QUEUE });
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function grant(client: Client, appRole: string): Promise<void> {
  const role = client.escapeIdentifier(appRole);
  await client.query('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA jobs FROM PUBLIC');
  await client.query(`GRANT USAGE ON SCHEMA jobs TO ${role}`);
  for (const [table, rights] of Object.entries(PRIVILEGES)) {
    await client.query(`GRANT ${rights} ON jobs.${table} TO ${role}`);
  }
}

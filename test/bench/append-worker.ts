// One of the processes that append to the log while `append` measures: told over IPC where the registry is and what to do for how long.

import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { Actor } from '../../src/domain/access/actor.js';
import { Database } from '../../src/persistence/database.js';
import { RandomEntropy } from '../../src/random-entropy.js';

export interface AppendOrder {
  readonly url: string;
  /** By which the database knows the service, in base64. */
  readonly proof: string;
  /** `bare`: a row with the same values by the driver alone, committed one by one. */
  readonly what: 'bare' | 'entries' | 'batches';
  readonly connections: number;
  readonly milliseconds: number;
  readonly actor: Actor;
}

/** As many as a page of a list or a batch of an import notes at once. */
export const ENTRIES_OF_BATCH = 50;

const WARMING = 20;

const BARE = `INSERT INTO registry.audit_entry (id, recorded_at, user_id, username, organisation_id, via, action, subject_kind, request_id, details)
  VALUES ($1, now(), $2, $3, $4, 'api', 'record_read', 'person', 'bench', '{"why":false}')`;
const NOTE = { action: 'record_read', subjectKind: 'person', details: { why: false } } as const;

/** Connections are there before anything is counted: signing in costs some milliseconds of processor for each. */
async function repeat({ connections, milliseconds }: AppendOrder, work: () => Promise<number>): Promise<number> {
  for (let round = 0; round < WARMING; round += 1) await Promise.all(Array.from({ length: connections }, work));
  const until = performance.now() + milliseconds;
  let done = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      const count = await work();
      done += count;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return done;
}

async function appendBare(order: AppendOrder): Promise<number> {
  const { userId, username, organisationId } = order.actor;
  const pool = new Pool({ connectionString: order.url, max: order.connections });
  try {
    return await repeat(order, async () => {
      await pool.query(BARE, [randomUUID(), userId, username, organisationId]);
      return 1;
    });
  } finally {
    await pool.end();
  }
}

async function appendThroughTheDoor(order: AppendOrder): Promise<number> {
  const entropy = new RandomEntropy();
  const database = await Database.open({
    url: order.url,
    entropy,
    proof: Buffer.from(order.proof, 'base64'),
    poolSize: order.connections,
  });
  const batch = Array.from({ length: ENTRIES_OF_BATCH }, () => NOTE);
  const ask = (): Promise<null> => Promise.resolve(null);
  const one = async (): Promise<number> => database.reading(order.actor, ask, () => ({ note: NOTE, answer: () => 1 }));
  const many = async (): Promise<number> => {
    await database.transaction(order.actor, (room) => room.audit.note(...batch));
    return ENTRIES_OF_BATCH;
  };
  try {
    return await repeat(order, order.what === 'entries' ? one : many);
  } finally {
    await database.close();
  }
}

process.once('message', (order: AppendOrder) => {
  const appended = order.what === 'bare' ? appendBare(order) : appendThroughTheDoor(order);
  void appended.then((count) => {
    process.send?.(count);
    process.disconnect();
  });
});

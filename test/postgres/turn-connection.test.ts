// All that is asked of a pool in one turn goes over one connection, which comes back however it ends.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PreparingClient } from '../../src/postgres/preparing-client.js';
import { TurnConnection } from '../../src/postgres/turn-connection.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let test: TestDatabase;
let pool: pg.Pool;
let turns: TurnConnection;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

beforeEach(() => {
  const settings: pg.PoolConfig & { pipeline: boolean } = { connectionString: test.urls.vault, pipeline: true, max: 2 };
  pool = new pg.Pool({ ...settings, Client: PreparingClient });
  turns = new TurnConnection(pool);
});
afterEach(() => pool.end());

/** Number of the server’s process that answered. */
async function asked(sql = 'SELECT pg_backend_pid() AS pid'): Promise<number | undefined> {
  return turns.ask(async (client) => (await client.query<{ pid: number }>(sql)).rows[0]?.pid);
}

describe('questions of one turn', () => {
  it('share a connection, also those of steps that follow each other in it', async () => {
    const later = Promise.resolve().then(() => asked());
    const [first, second, third] = await Promise.all([asked(), asked(), later]);
    expect([second, third]).toEqual([first, first]);
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
  });

  it('do not wait for those of a turn before', async () => {
    const other = new pg.Client({ connectionString: test.urls.vault });
    await other.connect();
    await other.query('SELECT pg_advisory_lock(1)');
    const slow = asked('SELECT pg_backend_pid() AS pid FROM pg_advisory_xact_lock(1)');
    await new Promise((resolve) => setImmediate(resolve));
    const second = await asked();
    await other.end();
    expect(second).not.toBe(await slow);
  });

  it('fail each for itself, and what failed leaves no connection behind', async () => {
    const [failed, answered] = await Promise.allSettled([asked('SELECT 1/0'), asked()]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(answered).toMatchObject({ status: 'fulfilled', value: expect.any(Number) });
    expect([pool.totalCount, pool.idleCount]).toEqual([0, 0]);
    expect(await asked()).toEqual(expect.any(Number));
  });

  it('fail where the connection ends meanwhile, and the next have another', async () => {
    const ended = asked('SELECT pg_backend_pid() AS pid FROM pg_terminate_backend(pg_backend_pid())');
    const [first, second] = await Promise.allSettled([ended, asked()]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    expect(await asked()).toEqual(expect.any(Number));
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
  });

  it('fail where no connection can be had', async () => {
    const url = new URL(test.urls.vault);
    url.host = '127.0.0.1:1';
    const nowhere = new pg.Pool({ connectionString: url.href });
    const unreachable = new TurnConnection(nowhere);
    const tried = [1, 2].map(() => unreachable.ask((client) => client.query('SELECT 1')));
    for (const one of await Promise.allSettled(tried)) expect(one).toMatchObject({ reason: { code: 'ECONNREFUSED' } });
    expect(nowhere.totalCount).toBe(0);
    await nowhere.end();
  });
});

// How both stores ask PostgreSQL: the same answers as by the driver alone, the look of their rows asked for once, and a turn in one parcel.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { plannedOnce, PreparingClient } from '../../src/postgres/preparing-client.js';
import { runCount } from '../support/run-count.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let test: TestDatabase;
/** As the connections of both stores are. */
let client: pg.Client;
let plain: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

beforeEach(async () => {
  const settings: pg.ClientConfig & { pipeline: boolean } = { connectionString: test.urls.app, pipeline: true };
  client = new PreparingClient(settings);
  plain = new pg.Client({ connectionString: test.urls.app });
  await Promise.all([client.connect(), plain.connect()]);
});
afterEach(() => Promise.all([client.end(), plain.end()]));

/** How often the server told what rows look like. */
function described(asking: pg.Client): () => number {
  let times = 0;
  asking.connection.on('rowDescription', () => {
    times += 1;
  });
  return () => times;
}

const EVERY_TYPE =
  plannedOnce(`SELECT $1::int AS whole, $2::text AS words, $3::boolean AS yes, $4::timestamptz AS at, $5::bytea AS bytes,
  $6::jsonb AS object, $7::text[] AS list, $8::float8 AS part, $9::bigint AS large, NULL::uuid AS nothing, g AS row FROM generate_series(1, $10::int) g`);

const values = fc.tuple(
  fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  fc.option(fc.string().filter((text) => !text.includes('\0'))),
  fc.option(fc.boolean()),
  fc.option(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })),
  fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  fc.option(fc.dictionary(fc.constantFrom('a', 'b'), fc.integer())),
  fc.option(fc.array(fc.option(fc.constantFrom('x', 'NULL', '"', ',', '{}')))),
  fc.option(fc.double({ noNaN: true })),
  fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  fc.integer({ min: 0, max: 3 }),
);

describe('a question that is planned once', () => {
  it('is answered as the driver answers it, whatever its values, and described once', async () => {
    const times = described(client);
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        const { command, rowCount, rows } = await client.query(EVERY_TYPE, given);
        const expected = await plain.query(EVERY_TYPE, given);
        expect({ command, rowCount, rows }).toEqual({ command: 'SELECT', rowCount: given[9], rows: expected.rows });
      }),
      { numRuns: runCount(100, 2_000) },
    );
    expect(times()).toBe(1);
  });

  it('is kept apart from others that are under way, answered with rows or without', async () => {
    const one = plannedOnce('SELECT $1::int AS one');
    const made = plannedOnce('SELECT pg_notify($1, $2)');
    const many = plannedOnce('SELECT $1::text AS many, g FROM generate_series(1, 2) g');
    for (let round = 0; round < 3; round += 1) {
      const [a, , b, c] = await Promise.all([
        client.query(one, [round]),
        client.query(made, ['nobody', 'listens']),
        client.query(many, ['m']),
        client.query(one, [9 - round]),
      ]);
      expect([a.rows, b.rows, c.rows]).toEqual([
        [{ one: round }],
        [
          { many: 'm', g: 1 },
          { many: 'm', g: 2 },
        ],
        [{ one: 9 - round }],
      ]);
    }
  });

  it('says how many rows were written, and describes none of them more than once', async () => {
    await client.query('CREATE TEMPORARY TABLE written (n int)');
    const times = described(client);
    const insert = plannedOnce('INSERT INTO written SELECT generate_series(1, $1::int)');
    for (const count of [2, 3, 0]) {
      const { command, rowCount, rows } = await client.query(insert, [count]);
      expect({ command, rowCount, rows }).toEqual({ command: 'INSERT', rowCount: count, rows: [] });
    }
    expect(times()).toBe(0);
    const removed = await client.query(plannedOnce('DELETE FROM written WHERE n = $1::int'), [2]);
    expect(removed).toMatchObject({ command: 'DELETE', rowCount: 2, rows: [] });
  });

  it('can be asked again after it was refused, and others after it', async () => {
    const divided = plannedOnce('SELECT 10 / $1::int AS part');
    await expect(client.query(divided, [0])).rejects.toMatchObject({ code: '22012' });
    expect((await client.query(divided, [5])).rows).toEqual([{ part: 2 }]);
    await expect(client.query(divided, [0])).rejects.toMatchObject({ code: '22012' });
    await expect(client.query(plannedOnce('SELECT nothing FROM nowhere WHERE $1'), [true])).rejects.toMatchObject({
      code: '42P01',
    });
    expect((await client.query(divided, [2])).rows).toEqual([{ part: 5 }]);
  });

  it('never gives rows of one look the names of another: the server refuses what has changed', async () => {
    await client.query('CREATE TEMPORARY TABLE changing (n int)');
    await client.query('INSERT INTO changing VALUES (1)');
    const all = plannedOnce('SELECT * FROM changing WHERE n = $1::int');
    expect((await client.query(all, [1])).rows).toEqual([{ n: 1 }]);
    await client.query(`ALTER TABLE changing ADD COLUMN m text DEFAULT 'm'`);
    await expect(client.query(all, [1])).rejects.toMatchObject({ code: '0A000' });
  });

  it('tells a callback as it tells a promise', async () => {
    const text = plannedOnce('SELECT 1 / $1::int AS part');
    const told = (value: number): Promise<unknown> =>
      new Promise((resolve) => {
        client.query(text, [value], (error: Error | null, result) => {
          resolve(error ?? result.rows);
        });
      });
    expect(await told(1)).toEqual([{ part: 1 }]);
    expect(await told(0)).toMatchObject({ code: '22012' });
  });

  it('is sent in one parcel with all that is asked in the same turn, steps of promises between', async () => {
    const sent: number[] = [];
    const { stream } = client.connection;
    const uncork = stream.uncork.bind(stream);
    stream.uncork = () => {
      if (stream.writableCorked === 1) sent.push(stream.writableLength);
      uncork();
    };
    const text = plannedOnce('SELECT $1::int AS n');
    const later = async (): Promise<unknown> => {
      for (let step = 0; step < 20; step += 1) await Promise.resolve();
      return client.query(text, [2]);
    };
    await Promise.all([client.query(text, [1]), later()]);
    expect(sent).toHaveLength(1);
  });
});

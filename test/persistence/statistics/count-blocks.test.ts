// Counts by blocks: the same numbers as by rows, for everybody, of every table and at every time, whatever is written and made meanwhile.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DIMENSIONS, MEASURES, type Dimension, type Measure } from '../../../src/domain/statistics/measure.js';
import { ONE_SNAPSHOT } from '../../../src/persistence/database.js';
import type { ReadTimes } from '../../../src/persistence/records/at-times.query.js';
import { MakeCountBlocks } from '../../../src/usecases/statistics/make-count-blocks.js';
import { refusalOf, statement, type CaseWorld } from '../../usecases/case-world.js';
import { runCount } from '../../support/run-count.js';
import { markOnce, openCountWorld, OPERATOR, readAside, type CountWorld } from './count-world.js';

const SEED = 20_261_129;

let counts: CountWorld;
let world: CaseWorld;
let owner: Actor;
let readers: readonly Actor[];
let pseudonyms: readonly string[];

beforeAll(async () => {
  counts = await openCountWorld();
  ({ world, owner, readers, pseudonyms } = counts);
}, 120_000);

afterAll(() => world.stop());

const make = (): Promise<number> => counts.make();
const marked = (): Promise<number> => counts.marked();
const add: CountWorld['add'] = (...given) => counts.add(...given);
const fromRows: CountWorld['fromRows'] = (work) => counts.fromRows(work);

const TIMES: readonly ReadTimes[] = [
  {},
  { validAt: Date.parse('2021-02-01') },
  { knownAt: Date.parse('2021-06-03') },
  { knownAt: Date.parse('2021-06-02'), validAt: Date.parse('2020-12-24') },
];

async function count(actor: Actor, dimensions: readonly Dimension[], times: ReadTimes = {}): Promise<string> {
  const now = world.clock.now();
  const cells = await world.database.transaction(actor, (room) =>
    room.statistics.countVisible(actor, dimensions, times, now),
  );
  return JSON.stringify(cells);
}

/** Every measure by itself and beside each of its dimensions. */
const TABLES = Object.values<Measure>(MEASURES).flatMap(({ ownDimension, dimensions }) =>
  [ownDimension, ...dimensions.filter((one) => one !== ownDimension)].map((other): readonly Dimension[] =>
    other === ownDimension ? [ownDimension] : [ownDimension, other],
  ),
);

async function everyTable(times: readonly ReadTimes[]): Promise<string[]> {
  const counted: string[] = [];
  for (const reader of readers)
    for (const time of times) for (const table of TABLES) counted.push(await count(reader, table, time));
  return counted;
}

async function sameAsFromRows(times = TIMES): Promise<number> {
  const inBlocks = await everyTable(times);
  expect(inBlocks).toEqual(await fromRows(() => everyTable(times)));
  return inBlocks.filter((cells) => cells !== '[]').length;
}

describe('blocks are made', () => {
  it('by the service alone', async () => {
    expect((await refusalOf(new MakeCountBlocks(world.database).execute(owner))).code).toBe('forbidden');
  });

  it('in one snapshot alone', async () => {
    const making = world.database.transaction(OPERATOR, (room) => room.countBlocks.make(0));
    await expect(making).rejects.toThrow('one snapshot');
  });

  it('of whoever was marked, and no more often', async () => {
    expect(await marked()).toBe(64);
    expect(await make()).toBe(1);
    expect(await marked()).toBe(0);
    expect(await make()).toBe(0);
  });

  it('and shut to whoever does not reach the registry', async () => {
    await world.database.transaction(owner, async (room) => {
      await expect(room.countBlocks.marked()).resolves.toEqual([]);
      await expect(room.countBlocks.mark([owner.userId])).rejects.toThrow();
    });
  });
});

describe('a count is the same by blocks as by rows', () => {
  it('of every measure by every dimension, for everybody and at any time', async () => {
    await make();
    expect(await sameAsFromRows()).toBeGreaterThan(TABLES.length * readers.length * 2);
  }, 180_000);

  it('while some persons are marked, of whom blocks tell what was', async () => {
    await make();
    const before = await count(owner, ['status']);
    for (const at of [0, 5]) {
      world.clock.advance(3_600_000);
      const found = statement({ kind: 'located', valid: '2021-05-20', details: { attestedBy: 'family' } });
      await add(owner, pseudonyms[at] ?? '', { ...found, confidential: at === 5 });
    }
    await counts.register(owner, owner, 1);
    await markOnce(world);
    expect(await marked()).toBe(3);
    expect(await count(owner, ['status'])).not.toBe(before);
    // As of now and by both times; a deep run asks by each of them alone as well.
    const times = [...TIMES.slice(0, 1), ...TIMES.slice(-1), ...TIMES.slice(1, runCount(1, -1))];
    expect(await readAside(() => sameAsFromRows(times))).toBeGreaterThan(TABLES.length * readers.length);
  }, 180_000);

  it('of any three dimensions at any time', async () => {
    await make();
    const dimension = fc.constantFrom<Dimension>(...DIMENSIONS);
    const day = fc.option(fc.integer({ min: Date.parse('2020-09-01'), max: Date.parse('2032-01-01') }), {
      nil: undefined,
    });
    const known = fc.option(fc.integer({ min: Date.parse('2021-06-01'), max: world.clock.now() }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(dimension, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...readers),
        day,
        known,
        async (dimensions, reader, validAt, knownAt) => {
          const times = { validAt, knownAt };
          const inBlocks = await count(reader, dimensions, times);
          expect(inBlocks).toBe(await fromRows(() => count(reader, dimensions, times)));
        },
      ),
      { seed: SEED, numRuns: runCount(40, 120) },
    );
  }, 120_000);
});

describe('nobody is lost or counted twice', () => {
  const found = statement({ kind: 'located', valid: '2021-05-25', details: { attestedBy: 'family' } });

  async function same(): Promise<void> {
    await markOnce(world);
    const inBlocks = await count(owner, ['status', 'sex']);
    expect(inBlocks).toBe(await fromRows(() => count(owner, ['status', 'sex'])));
  }

  it('where somebody is changed between the snapshot of a block and its end', async () => {
    await add(
      owner,
      pseudonyms[12] ?? '',
      statement({ kind: 'extortion_attempt', valid: '2021-05-01', source: 'family' }),
    );
    world.clock.advance(1000);
    await world.database.transaction(
      OPERATOR,
      async (room) => {
        await room.countBlocks.make(0);
        await add(owner, pseudonyms[12] ?? '', found);
        await add(owner, pseudonyms[18] ?? '', found);
      },
      ONE_SNAPSHOT,
    );
    expect(await marked()).toBe(2);
    await same();
    await make();
    expect(await marked()).toBe(0);
    await same();
  });

  it('where a change is under way while a block is made, whether it is kept or not', async () => {
    world.clock.advance(1000);
    for (const end of ['COMMIT', 'ROLLBACK']) {
      await world.owner.query('BEGIN');
      await world.owner.query(
        `UPDATE registry.record_projection SET sex = 'unknown' WHERE view = 'shared' AND person_id = (SELECT min(person_id::text)::uuid FROM registry.record_projection)`,
      );
      await add(
        owner,
        pseudonyms[24] ?? '',
        statement({ kind: 'extortion_attempt', valid: '2021-05-01', source: 'family' }),
      );
      world.clock.advance(1000);
      await make();
      await world.owner.query(end);
      expect(await marked()).toBe(end === 'COMMIT' ? 1 : 0);
      await same();
      await make();
    }
  });

  it('where two make one block at once, or one is cut off', async () => {
    await add(owner, pseudonyms[30] ?? '', found);
    await Promise.all([make(), make()]);
    expect(await marked()).toBe(0);
    await same();
    world.clock.advance(1000);
    await add(owner, pseudonyms[36] ?? '', found);
    const cutOff = world.database.transaction(
      OPERATOR,
      async (room) => {
        await room.countBlocks.make(0);
        throw new Error('cut off');
      },
      ONE_SNAPSHOT,
    );
    await expect(cutOff).rejects.toThrow('cut off');
    expect(await marked()).toBe(1);
    await same();
  });

  it('where rows are taken away by hand', async () => {
    await make();
    await world.owner.query(`DELETE FROM registry.record_projection WHERE person_id =
      (SELECT person_id FROM registry.pseudonym WHERE pseudonym = '${pseudonyms[40] ?? ''}')`);
    expect(await marked()).toBe(1);
    await same();
  });
});

// Counts by blocks: the same numbers as by rows, for everybody, of every table and at every time, whatever is written and made meanwhile.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { SHARING_LEVELS } from '../../../src/domain/access/person-visibility.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { DIMENSIONS, MEASURES, type Dimension, type Measure } from '../../../src/domain/statistics/measure.js';
import { ONE_SNAPSHOT } from '../../../src/persistence/database.js';
import type { ReadTimes } from '../../../src/persistence/records/at-times.query.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { MakeCountBlocks } from '../../../src/usecases/statistics/make-count-blocks.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../../usecases/case-world.js';

const SEED = 20_261_129;
const OPERATOR = servicePrincipal('operator', 'count-blocks');

let world: CaseWorld;
let owner: Actor;
let readers: readonly Actor[];
let pseudonyms: readonly string[];

const LATER: readonly (readonly NewStatementInput[])[] = [
  [],
  [statement({ kind: 'detention', valid: '2020-12', source: 'court_record' })],
  [statement({ kind: 'located', valid: '2021-03-10', details: { attestedBy: 'family' } })],
  [statement({ kind: 'located', valid: '2021-03-10', details: { attestedBy: 'family' }, confidential: true })],
  [statement({ kind: 'death', valid: '2021-01-15', source: 'death_certificate' })],
  [
    statement({ kind: 'extortion_attempt', valid: '2021-02-01', source: 'family' }),
    statement({ kind: 'proof_of_life', valid: '2021-04', source: 'witness_sighting', confidential: true }),
  ],
];

function told(at: number): NewStatementInput[] {
  const years = [2003, 1985, 1950][at % 3] ?? 1950;
  const details = {
    sex: at % 2 === 0 ? 'male' : 'female',
    birthYears: { from: years, to: years + (at % 2) },
    nationalities: at % 5 === 0 ? ['XA', 'XB'] : ['XA'],
  };
  return [
    statement({
      kind: 'disappearance',
      valid: ['2020-10-05', '2020-11', '2020', '../2021-02'][at % 4] ?? '2020',
      source: at % 2 === 0 ? 'family' : 'authority',
      confidential: at % 11 === 3,
    }),
    statement({ kind: 'particulars', valid: '2020', details }),
  ];
}

async function add(actor: Actor, pseudonym: string, given: NewStatementInput): Promise<void> {
  await new AddStatement(world.database, world.clock).execute(actor, { pseudonym, statement: given }, null);
}

/** Each person is told of on one day, and again some days later, so that what was known differs from what is. */
async function register(by: Actor, named: Actor, persons: number): Promise<string[]> {
  const registered: string[] = [];
  for (let at = 0; at < persons; at += 1) {
    const sharingLevel = SHARING_LEVELS[at % SHARING_LEVELS.length] ?? 'registry_only';
    registered.push(
      await world.register(by, {
        sharingLevel,
        ...(sharingLevel === 'named_organisations' && { namedOrganisations: [named.organisationId] }),
        statements: told(at),
      }),
    );
    world.clock.advance(3_600_000);
    for (const later of LATER[at % LATER.length] ?? []) await add(by, registered[at] ?? '', later);
    world.clock.advance(3_600_000);
  }
  return registered;
}

beforeAll(async () => {
  world = await openCaseWorld();
  const roles = ['coordinator', 'liaison', 'analyst'] as const;
  owner = await world.worker({ roles });
  const bureau = await world.worker({ roles, kind: 'national_information_bureau' });
  const partner = await world.worker({ roles, kind: 'ngo' });
  const bound = await world.worker({ roles, party: await world.party('Side') });
  const agency = await world.worker({ roles, kind: 'central_tracing_agency' });
  pseudonyms = await register(owner, bound, 48);
  await register(bureau, partner, 16);
  readers = [owner, bureau, partner, bound, agency];
}, 120_000);

afterAll(() => world.stop());

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

async function make(): Promise<number> {
  return (await new MakeCountBlocks(world.database).execute(OPERATOR)).made;
}

async function marked(): Promise<number> {
  const { rows } = await world.owner.query<{ n: number }>(
    'SELECT count(DISTINCT person_id)::int AS n FROM registry.count_mark',
  );
  return rows[0]?.n ?? -1;
}

/** Everything from rows, by a registry that has no blocks; they are there again afterwards. */
async function fromRows<T>(work: () => Promise<T>): Promise<T> {
  await world.owner.query('CREATE TABLE kept_aside AS SELECT * FROM registry.count_column');
  await world.owner.query('DELETE FROM registry.count_column');
  try {
    return await work();
  } finally {
    await world.owner.query('INSERT INTO registry.count_column SELECT * FROM kept_aside');
    await world.owner.query('DROP TABLE kept_aside');
  }
}

/** Every measure by itself and beside each of its dimensions. */
const TABLES = Object.values<Measure>(MEASURES).flatMap(({ ownDimension, dimensions }) =>
  [ownDimension, ...dimensions.filter((one) => one !== ownDimension)].map((other): readonly Dimension[] =>
    other === ownDimension ? [ownDimension] : [ownDimension, other],
  ),
);

async function everyTable(): Promise<string[]> {
  const counted: string[] = [];
  for (const reader of readers)
    for (const times of TIMES) for (const table of TABLES) counted.push(await count(reader, table, times));
  return counted;
}

async function sameAsFromRows(): Promise<number> {
  const inBlocks = await everyTable();
  expect(inBlocks).toEqual(await fromRows(everyTable));
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
    for (const at of [0, 3, 5, 7]) {
      world.clock.advance(3_600_000);
      const found = statement({ kind: 'located', valid: '2021-05-20', details: { attestedBy: 'family' } });
      await add(owner, pseudonyms[at] ?? '', { ...found, confidential: at === 5 });
    }
    await register(owner, owner, 2);
    expect(await marked()).toBe(6);
    expect(await count(owner, ['status'])).not.toBe(before);
    await sameAsFromRows();
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
      { seed: SEED, numRuns: 120 },
    );
  }, 120_000);
});

describe('nobody is lost or counted twice', () => {
  const found = statement({ kind: 'located', valid: '2021-05-25', details: { attestedBy: 'family' } });

  async function same(): Promise<void> {
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

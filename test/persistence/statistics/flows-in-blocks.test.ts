// Flows and cohorts by blocks: the same numbers as by rows, for everybody, of every table and at every time.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/access/actor.js';
import { DIMENSIONS, type Dimension } from '../../../src/domain/statistics/measure.js';
import type { CohortAsked, FlowTimes } from '../../../src/persistence/statistics/counted.query.js';
import { statement, type CaseWorld } from '../../usecases/case-world.js';
import { runCount } from '../../support/run-count.js';
import { markOnce, openCountWorld, readAside, type CountWorld } from './count-world.js';

const SEED = 20_261_130;
const MONTHS = ['2020', '2020-10', '2020-11', '2021-02', 'unknown'];

let counts: CountWorld;
let world: CaseWorld;
let readers: readonly Actor[];

beforeAll(async () => {
  counts = await openCountWorld();
  ({ world, readers } = counts);
  await counts.make();
}, 120_000);

afterAll(() => world.stop());

/** In an order that says nothing. */
function inOneOrder(told: readonly unknown[]): string[] {
  return told.map((one) => JSON.stringify(one)).sort();
}

async function moves(actor: Actor, dimensions: readonly Dimension[], times: FlowTimes): Promise<string[]> {
  return inOneOrder(
    await world.database.transaction(actor, (room) => room.statistics.countMoves(actor, dimensions, times)),
  );
}

async function cohort(actor: Actor, dimensions: readonly Dimension[], asked: CohortAsked): Promise<string> {
  return JSON.stringify(
    await world.database.transaction(actor, (room) => room.statistics.countCohort(actor, dimensions, asked)),
  );
}

const day = (): fc.Arbitrary<number> => fc.integer({ min: Date.parse('2020-09-01'), max: Date.parse('2023-01-01') });
const known = (): fc.Arbitrary<number | undefined> =>
  fc.option(fc.integer({ min: Date.parse('2021-06-01'), max: world.clock.now() }), { nil: undefined });
const table = (): fc.Arbitrary<Dimension[]> =>
  fc.uniqueArray(fc.constantFrom<Dimension>(...DIMENSIONS), { minLength: 1, maxLength: 3 });

async function flowsAreTheSame(): Promise<number> {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(
      table(),
      fc.constantFrom(...readers),
      day(),
      day(),
      known(),
      async (by, reader, from, to, knownAt) => {
        const inBlocks = await moves(reader, by, { from, to, knownAt });
        expect(inBlocks).toEqual(await counts.fromRows(async () => moves(reader, by, { from, to, knownAt })));
        moved += inBlocks.length;
      },
    ),
    { seed: SEED, numRuns: runCount(60, 1000) },
  );
  return moved;
}

async function cohortsAreTheSame(): Promise<number> {
  let cells = 0;
  const months = fc.uniqueArray(fc.constantFrom(...MONTHS), { minLength: 1 });
  const days = fc.uniqueArray(day(), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      table(),
      fc.constantFrom(...readers),
      months,
      day(),
      days,
      known(),
      async (by, reader, lost, formed, on, knownAt) => {
        const asked = { months: lost, formed, days: on, knownAt };
        const inBlocks = await cohort(reader, by, asked);
        expect(inBlocks).toBe(await counts.fromRows(() => cohort(reader, by, asked)));
        cells += inBlocks.split('"count"').length - 1;
      },
    ),
    { seed: SEED, numRuns: runCount(60, 1000) },
  );
  return cells;
}

describe('by blocks as by rows', () => {
  it('are the flows of any table between any two days', async () => {
    expect(await flowsAreTheSame()).toBeGreaterThan(100);
  }, 180_000);

  it('are the cohorts of any months on any days', async () => {
    expect(await cohortsAreTheSame()).toBeGreaterThan(100);
  }, 180_000);

  it('are both while some persons are marked, of whom blocks tell what was', async () => {
    for (const at of [0, 5]) {
      world.clock.advance(3_600_000);
      const found = statement({ kind: 'located', valid: '2021-05-20', details: { attestedBy: 'family' } });
      await counts.add(counts.owner, counts.pseudonyms[at] ?? '', { ...found, confidential: at === 5 });
    }
    await counts.register(counts.owner, counts.owner, 1);
    await markOnce(counts.world);
    expect(await counts.marked()).toBe(3);
    for (const areTheSame of [flowsAreTheSame, cohortsAreTheSame])
      expect(await readAside(async () => expect(await areTheSame()).toBeGreaterThan(100))).toBeGreaterThan(60);
  }, 180_000);
});

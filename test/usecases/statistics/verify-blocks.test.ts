// A block of counts that says something else than the statements: it is found, and counted from rows again after a rebuild; and a registry without blocks.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { RebuildRecords } from '../../../src/usecases/records/rebuild-records.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { leastMarksOf, MakeCountBlocks } from '../../../src/usecases/statistics/make-count-blocks.js';
import { VerifyCounts, type VerifiedCounts } from '../../../src/usecases/statistics/verify-counts.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

const OPERATOR = servicePrincipal('operator', 'verify-blocks');

let world: CaseWorld;
let analyst: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  analyst = await world.worker({ roles: ['coordinator', 'liaison', 'analyst'] });
  for (let person = 0; person < 12; person += 1) {
    const found = statement({ kind: 'located', valid: '2021-04-20', details: { attestedBy: 'family' } });
    const statements = [statement({ kind: 'disappearance', valid: '2021-02' }), ...(person < 3 ? [found] : [])];
    await world.register(analyst, { statements });
    world.clock.advance(1000);
  }
});

afterAll(() => world.stop());

async function verify(): Promise<VerifiedCounts> {
  return new VerifyCounts(world.database, world.clock).execute(OPERATOR);
}

async function count(): Promise<string> {
  const counting = new CountMeasure(world.database, world.clock);
  const { cells } = await counting.execute(analyst, { measure: 'whereabouts-status', by: [] });
  return cells.map(({ key, count: people }) => `${key['status'] ?? ''} ${people}`).join(', ');
}

async function make(): Promise<void> {
  await new MakeCountBlocks(world.database).execute(OPERATOR);
}

it('blocks that the service made differ in nothing', async () => {
  expect(await count()).toBe('missing 9, returned_located 3');
  await make();
  expect(await count()).toBe('missing 9, returned_located 3');
  expect(await verify()).toMatchObject({ checked: 12, differences: [] });
});

it('a block that somebody changed is counted as it says, found, and given up by a rebuild', async () => {
  await world.owner.query(
    `UPDATE registry.count_column SET told = replace(told, 'missing', 'dead_not_returned') WHERE name = 'status'`,
  );
  expect(await count()).toBe('dead_not_returned 9, returned_located 3');
  const { differences } = await verify();
  const key = { status: 'dead_not_returned' };
  expect(differences).toContainEqual({ view: 'shared', key, counted: 9, stated: 0 });
  expect(differences).toContainEqual(
    expect.objectContaining({ view: expect.stringMatching(/^shared on /), key, stated: 0 }),
  );
  await new RebuildRecords(world.database, world.clock).execute(OPERATOR, { fromStart: true });
  expect(await count()).toBe('missing 9, returned_located 3');
  expect((await verify()).differences).toEqual([]);
  await make();
  expect(await count()).toBe('missing 9, returned_located 3');
  expect((await verify()).differences).toEqual([]);
});

it('is made anew at once where somebody was erased, and waits for more marks otherwise', async () => {
  const making = new MakeCountBlocks(world.database);
  const person = '(SELECT min(person_id::text)::uuid FROM registry.record_projection)';
  await world.owner.query(`UPDATE registry.record_projection SET updated_at = now() WHERE person_id = ${person}`);
  expect(await making.execute(OPERATOR, { least: () => 200 })).toEqual({ made: 0 });
  await world.owner.query(`UPDATE registry.person SET has_identity = false, erased_at = now() WHERE id = ${person}`);
  expect(await making.execute(OPERATOR, { least: () => 200 })).toEqual({ made: 1 });
  expect(await making.execute(OPERATOR, { least: () => 200 })).toEqual({ made: 0 });
});

it('waits for fewer marks where a registry has few blocks', async () => {
  expect([1, 2, 10, 62].map(leastMarksOf)).toEqual([20, 40, 200, 200]);
  await world.owner.query('INSERT INTO registry.count_mark (person_id) SELECT id FROM registry.person LIMIT 1');
  const asked: number[] = [];
  const least = (blocks: number): number => {
    asked.push(blocks);
    return 1;
  };
  expect(await new MakeCountBlocks(world.database).execute(OPERATOR, { least })).toEqual({ made: 1 });
  expect(asked).toEqual([1]);
});

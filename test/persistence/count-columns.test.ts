// A registry of an older version is brought up to date: rows that are counted learn whose they are, and nobody is lost.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { name, up } from '../../migrations/1700000000171-count-without-persons.js';
import { openCaseWorld, statement, type CaseWorld } from '../usecases/case-world.js';
import { CountMeasure } from '../../src/usecases/statistics/count-measure.js';

let world: CaseWorld;

beforeAll(async () => {
  world = await openCaseWorld();
});

afterAll(() => world.stop());

it(`${name} fills the rows that are there`, async () => {
  const analyst = await world.worker({ roles: ['coordinator', 'liaison', 'analyst'] });
  const found = statement({ kind: 'located', valid: '2021-04-01', details: { attestedBy: 'family' } });
  await world.register(analyst, { statements: [statement({ kind: 'disappearance', valid: '2021-02' }), found] });
  const count = async () => {
    const counting = new CountMeasure(world.database, world.clock);
    const past = { measure: 'fate', by: ['source'], validAt: Date.parse('2021-03-01') };
    return JSON.stringify([
      await counting.execute(analyst, { measure: 'fate', by: [] }),
      await counting.execute(analyst, past),
    ]);
  };
  const before = await count();
  for (const table of ['record_projection', 'record_interval'])
    await world.owner.query(
      `ALTER TABLE registry.${table} DROP COLUMN owner_organisation_id, DROP COLUMN sharing_level`,
    );
  await world.owner.query('BEGIN');
  await up(async (sql) => {
    await world.owner.query(sql);
  });
  await world.owner.query('COMMIT');
  expect(await count()).toBe(before);
});

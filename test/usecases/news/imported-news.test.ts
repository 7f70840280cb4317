// A file of people who are new is a history; what a later edition says of them is news that waits, unless its giver says that it is none.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv } from '../../support/island-register.js';
import { verifyNewsFirst } from '../../support/news-rule.js';
import { openImportWorld, type ImportWorld } from '../imports/import-world.js';

let world: ImportWorld;

beforeAll(async () => {
  world = await openImportWorld();
  await verifyNewsFirst(world.files);
});
afterAll(() => world.stop());

const WAITING = `SELECT count(*) FROM registry.embargo e JOIN registry.person p ON p.id = e.person_id WHERE p.owner_organisation_id = $1`;
const SHARED = `SELECT count(*) FROM registry.record_projection r JOIN registry.person p ON p.id = r.person_id
  WHERE p.owner_organisation_id = $1 AND r.view = 'shared' AND r.status LIKE 'returned%'`;

it.each([
  [false, 1],
  [true, 0],
])(
  'with news settled: %s, of what a new edition says of known people so many statements wait: %s',
  async (newsSettled, waiting) => {
    const actor = await world.coordinator();
    const rows = [islandRow({ ref: 'N-1', state: 'lost' }), islandRow({ ref: 'N-2', state: 'back' })];
    await world.import(actor, islandCsv(rows));
    expect(await world.count(WAITING, [actor.organisationId])).toBe(0);
    expect(await world.count(SHARED, [actor.organisationId])).toBe(1);
    world.clock.advance(86_400_000);
    const edition = rows.map((row) => ({ ...row, asked: '2021-05-30', state: 'back' }));
    const imported = await world.import(actor, islandCsv(edition), { newsSettled });
    expect(imported.totals.refused).toBe(0);
    const held = await world.count(WAITING, [actor.organisationId]);
    expect(held).toBe(waiting);
    expect(await world.count(SHARED, [actor.organisationId])).toBe(newsSettled ? 2 : 1);
  },
);

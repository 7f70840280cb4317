// A file of people who are new is a history; what a later edition says of them is news that waits, unless its giver says that it is none.

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SetNewsRule } from '../../../src/usecases/news/set-news-rule.js';
import { islandMapping, islandRow } from '../../support/fixtures-of-formats.js';
import { islandCsv } from '../../support/island-register.js';
import { verifyNewsFirst } from '../../support/news-rule.js';
import { openImportWorld, type ImportWorld } from '../imports/import-world.js';

let world: ImportWorld;
let setNewsRule: SetNewsRule;

beforeAll(async () => {
  world = await openImportWorld();
  await verifyNewsFirst(world.files);
  setNewsRule = new SetNewsRule(world.database, world.clock);
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

const TO_TELL = `SELECT count(*) FROM registry.task t JOIN registry.person p ON p.id = t.person_id
  WHERE p.owner_organisation_id = $1 AND t.organisation_id = $1 AND t.kind = 'tell_family'`;

const DEATHS = `SELECT count(*) FROM registry.statement WHERE organisation_id = $1 AND kind = 'death'`;

/** The register with deaths in it. */
function withDeaths(): string {
  const mapping = islandMapping() as { statements: object[] };
  const { place } = mapping.statements[0] as { place: object };
  const dead = { when: { state: 'dead' }, grade: 'B2', source: 'authority' };
  const statements = [
    ...mapping.statements,
    { ...dead, kind: 'disappearance', valid: 'month', place },
    { ...dead, kind: 'death', valid: { from: 'month', to: 'asked' }, source: 'death_certificate' },
  ];
  return JSON.stringify({ ...mapping, statements });
}

it.each([
  ['news is verified first', true, false, 0],
  ['news is not verified', false, false, 1],
  ['its giver says that it is no news, where others’ is verified first', true, true, 0],
  ['its giver says that it is no news, where none is verified', false, true, 0],
])(
  'of the dead of a file those known before are told to their families at once: %s',
  async (_when, verifiedFirst, newsSettled, tasks) => {
    const actor = await world.coordinator();
    await setNewsRule.execute(actor, { verifiedFirst }, null);
    const mapping = withDeaths();
    const rows = [islandRow({ ref: 'D-1', state: 'lost' }), islandRow({ ref: 'D-2', state: 'dead' })];
    await world.import(actor, islandCsv(rows), { mapping });
    // Somebody whom the file brings died long ago, for all that the registry knows.
    expect(await world.count(TO_TELL, [actor.organisationId])).toBe(0);
    for (const month of ['2020-10', '2020-11']) {
      world.clock.advance(86_400_000);
      const edition = rows.map((row) => ({ ...row, month, asked: '2021-05-30', state: 'dead' }));
      const imported = await world.import(actor, islandCsv(edition), { mapping, newsSettled });
      expect(imported.totals.refused).toBe(0);
      expect(await world.count(TO_TELL, [actor.organisationId])).toBe(tasks);
    }
    expect(await world.count(DEATHS, [actor.organisationId])).toBe(4);
    expect(await world.count(WAITING, [actor.organisationId])).toBe(verifiedFirst && !newsSettled ? 2 : 0);
  },
);

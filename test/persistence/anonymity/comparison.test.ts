// The statement that compares everybody finds the rungs of choose-rungs.ts, and whoever few may see changes them for nobody.

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { chooseRungs } from '../../../src/domain/anonymity/choose-rungs.js';
import { RUNGS } from '../../../src/domain/anonymity/rungs.js';
import type { Compared } from '../../../src/domain/anonymity/shown-owners.js';
import { ageBand } from '../../../src/domain/records/age-band.js';
import { toldBand } from '../../../src/domain/anonymity/told-particulars.js';
import type { BirthYears } from '../../../src/domain/records/statement.js';
import { Database } from '../../../src/persistence/database.js';
import { anyCrowd } from '../../domain/anonymity/any-crowd.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_PROOF } from '../../support/test-server.js';

const YEAR = 2024;
const LEAST = 5;
const TODAY = Date.UTC(YEAR, 5, 1);

let files: TestDatabase;
let database: Database;
let owner: Client;
const organisations = new Map(['one', 'two', 'three'].map((name) => [name, randomUUID()]));

beforeAll(async () => {
  files = await createTestDatabase();
  const entropy = fixedEntropy();
  database = await Database.open({
    url: files.urls.app,
    entropy,
    proof: TEST_PROOF,
    poolSize: 2,
    leastAlike: LEAST,
  });
  owner = new Client({ connectionString: files.urls.owner });
  await owner.connect();
  for (const [name, id] of organisations)
    await owner.query(`INSERT INTO registry.organisation (id, name, kind, created_at) VALUES ($1, $2, 'ngo', now())`, [
      id,
      name,
    ]);
});

afterAll(async () => {
  await owner.end();
  await database.close();
  await files.drop();
});

interface Placed extends Omit<Compared, 'lot'> {
  readonly birthYears: BirthYears | null;
  readonly sharing: string;
}

/** As the statement draws it. */
function lotOf(id: string): string {
  return createHash('md5').update(id).digest('hex');
}

/** Ages are no part of the keys in the database; in the domain they are. */
function withAge({ keys, birthYears, ...one }: Placed): Compared {
  const band = ageBand(birthYears, TODAY);
  const ageOn = (rung: number): string =>
    RUNGS[rung]?.age === 'adulthood' && band !== 'unknown' && band !== '0-17' ? 'adult' : toldBand(band, 'band');
  return { ...one, lot: lotOf(one.id), keys: keys.map((key, rung) => `${key} ${ageOn(rung)}`) };
}

async function place(crowd: readonly Placed[]): Promise<void> {
  await owner.query('DELETE FROM registry.shown_class');
  await owner.query('DELETE FROM registry.person');
  for (const one of crowd)
    await owner.query(
      `INSERT INTO registry.person (id, owner_organisation_id, sharing_level, legal_basis, has_identity, created_at) VALUES ($1, $2, $3, 'consent', false, now())`,
      [one.id, organisations.get(one.owner), one.sharing],
    );
  await database.transaction(servicePrincipal('job', 'test'), ({ shownClasses }) =>
    shownClasses.keep(crowd.map(({ id, keys, birthYears }) => ({ personId: id, personClass: { keys, birthYears } }))),
  );
}

async function compared(): Promise<Map<string, number>> {
  await database.transaction(servicePrincipal('job', 'test'), ({ shownClasses }) => shownClasses.compare(YEAR, LEAST));
  const { rows } = await owner.query<{ person_id: string; rung: number }>(
    'SELECT person_id, rung FROM registry.shown_class',
  );
  return new Map(rows.map((row) => [row.person_id, row.rung]));
}

const birthYears = fc.constantFrom<BirthYears | null>(
  { from: 1985, to: 1985 },
  { from: 1985, to: 1986 },
  { from: 1950, to: 1951 },
  { from: 1970, to: 2000 },
  { from: 2012, to: 2013 },
  { from: 2006, to: 2007 },
  null,
);

function placedCrowd(sharing: fc.Arbitrary<string>): fc.Arbitrary<readonly Placed[]> {
  return anyCrowd.chain((crowd) =>
    fc.array(fc.tuple(birthYears, sharing), { minLength: crowd.length, maxLength: crowd.length }).map((drawn) =>
      crowd.map(({ owner: owned, keys }, at) => ({
        ...{ id: randomUUID(), owner: owned, keys },
        ...{ birthYears: drawn[at]![0], sharing: drawn[at]![1] },
      })),
    ),
  );
}

describe('the comparison of everybody', () => {
  it('finds the rungs that the rule finds', async () => {
    await fc.assert(
      fc.asyncProperty(placedCrowd(fc.constant('partners_pseudonymous')), async (crowd) => {
        await place(crowd);
        expect(await compared()).toEqual(chooseRungs(crowd.map(withAge), LEAST));
      }),
      { numRuns: 40 },
    );
  });

  it('joins the few of whom nothing is told with the nearest who are not of the reader, as far up as it takes', async () => {
    const alike = (of: string, from: number, count: number): Placed[] =>
      Array.from({ length: count }, () => {
        const id = randomUUID();
        const keys = Array.from({ length: RUNGS.length - 1 }, (_, rung) =>
          rung < from ? id : `${of} like each other`,
        );
        return { id, owner: of, keys, birthYears: null, sharing: 'partners_pseudonymous' };
      });
    const crowd = [...alike('one', 3, 12), ...alike('two', 0, 6), ...alike('three', 5, 1)];
    await place(crowd);
    const rungs = await compared();
    expect(rungs).toEqual(chooseRungs(crowd.map(withAge), LEAST));
    const told = (of: string): number[] =>
      crowd.filter(({ owner: by }) => by === of).map(({ id }) => rungs.get(id) ?? -1);
    // Of the first as many join as hide the one from all others; of the second as many as hide it from the first, and the last one with them.
    expect(told('one').sort()).toEqual([3, 3, 3, 3, 3, 3, 3, 5, 5, 5, 5, 5]);
    expect([told('two'), told('three')]).toEqual([[5, 5, 5, 5, 5, 5], [5]]);
  });

  it('is not changed by whoever few may see, who is shown with enough others or not at all', async () => {
    const sharing = fc.constantFrom(
      'partners_pseudonymous',
      'partners_pseudonymous',
      'central_agency_only',
      'registry_only',
    );
    await fc.assert(
      fc.asyncProperty(placedCrowd(sharing), async (crowd) => {
        await place(crowd);
        const rungs = await compared();
        const shared = crowd.filter((one) => one.sharing === 'partners_pseudonymous');
        const rule = chooseRungs(shared.map(withAge), LEAST);
        expect(new Map(shared.map(({ id }) => [id, rungs.get(id)]))).toEqual(rule);
        const keys = new Map(crowd.map((one) => [one.id, withAge(one).keys]));
        for (const one of crowd.filter(({ id }) => !rule.has(id))) {
          const rung = rungs.get(one.id) ?? -1;
          if (rung === RUNGS.length - 1) continue;
          const beside = shared.filter(
            ({ id }) => rule.get(id) === rung && keys.get(id)?.[rung] === keys.get(one.id)?.[rung],
          );
          for (const reader of ['one', 'two', 'three', 'none'].filter((name) => name !== one.owner))
            expect(beside.filter((other) => other.owner !== reader).length).toBeGreaterThanOrEqual(LEAST);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a person whose record changes', () => {
  const person = (at: number, keys: readonly string[]): Placed => ({
    id: randomUUID(),
    owner: 'one',
    birthYears: null,
    sharing: 'partners_pseudonymous',
    keys: keys.map((key, rung) => (key === 'own' ? `${at} ${rung}` : key)),
  });

  it('stays on its rung as long as it looks like the others there, and is told nothing of from then on', async () => {
    const crowd = Array.from({ length: 5 }, (_, at) => person(at, ['own', 'own', 'same', 'same', 'same']));
    const [first] = crowd as [Placed];
    await place(crowd);
    expect((await compared()).get(first.id)).toBe(2);
    const kept = async (keys: readonly string[]): Promise<unknown> => {
      await database.transaction(servicePrincipal('job', 'test'), ({ shownClasses }) =>
        shownClasses.keep([{ personId: first.id, personClass: { keys, birthYears: null } }]),
      );
      const { rows } = await owner.query('SELECT rung, year, least FROM registry.shown_class WHERE person_id = $1', [
        first.id,
      ]);
      return rows[0];
    };
    expect(await kept(['news', 'news', 'same', 'same', 'same'])).toEqual({ rung: 2, year: YEAR, least: LEAST });
    expect(await kept(['news', 'news', 'other', 'same', 'same'])).toEqual({ rung: null, year: null, least: null });
  });
});

// Exact counts of every measure: what is refused, and that each cell is what folding everybody gives on that day.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { dayValues } from '../../../src/domain/statistics/day-values.js';
import { MEASURES, type Measure } from '../../../src/domain/statistics/measure.js';
import { CountMeasure, type MeasureAnswer } from '../../../src/usecases/statistics/count-measure.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

let world: CaseWorld;
let analyst: Actor;
let pseudonyms: readonly string[];

/** Days of which each sees other ages. */
const DAYS = ['2021-05-20', '2021-08-15', '2022-06-01', '2027-01-01'].map((day) => Date.parse(day));
const BIRTHS = [null, [2003, 2003], [2004, 2004], [1985, 1987], [1961, 1961], [1940, 1950], [2003, 2005]] as const;
const SIGNS = [null, '2021-05-19', '2021-05', '2020-12-12', '2016-01-01', '../2021-05'] as const;

function told(birth: (typeof BIRTHS)[number], sign: (typeof SIGNS)[number]): NewStatementInput[] {
  const particulars = { sex: 'male', birthYears: { from: birth?.[0], to: birth?.[1] } };
  return [
    statement({ kind: 'disappearance', valid: '2015-03-01', source: 'family' }),
    ...(birth === null ? [] : [statement({ kind: 'particulars', valid: '2015-03-01', details: particulars })]),
    ...(sign === null ? [] : [statement({ kind: 'proof_of_life', valid: sign, source: 'witness_sighting' })]),
  ];
}

beforeAll(async () => {
  world = await openCaseWorld();
  analyst = await world.worker({ roles: ['coordinator', 'liaison', 'analyst'] });
  const given = BIRTHS.flatMap((birth, at) => SIGNS.slice(at % 2).map((sign) => told(birth, sign)));
  const dead = [...told([1961, 1961], null), statement({ kind: 'death', source: 'death_certificate' })];
  const registered: string[] = [];
  for (const statements of [...given, dead]) registered.push(await world.register(analyst, { statements }));
  pseudonyms = registered;
});

afterAll(() => world.stop());

function count(by: readonly string[], measure = 'fate', times: object = {}): Promise<MeasureAnswer> {
  return new CountMeasure(world.database, world.clock).execute(analyst, { measure, by, ...times });
}

describe('a count is refused', () => {
  it('of a measure that the catalogue has not', async () => {
    const { code, message } = await refusalOf(count([], 'nationality'));
    expect([code, message]).toEqual([
      'not_found',
      'The catalogue has whereabouts-status, fate, sign-of-life-age, flag, time-in-custody, time-to-return.',
    ]);
  });

  it('by what is no dimension', async () => {
    expect(await refusalOf(count(['ethnicity']))).toMatchObject({ code: 'invalid_field', pointers: ['/by'] });
  });

  it('to whoever is no analyst, and of people whom the organisation may not see', async () => {
    const liaison = await world.worker({ roles: ['liaison'] });
    const asked = { measure: 'fate', by: [] };
    const use = new CountMeasure(world.database, world.clock);
    expect((await refusalOf(use.execute(liaison, asked))).code).toBe('forbidden');
    const other = await world.worker({ roles: ['analyst'] });
    expect((await use.execute(other, asked)).cells).toEqual([]);
  });
});

describe('every measure', () => {
  it.each(Object.values<Measure>(MEASURES).filter(({ name }) => name !== 'flag'))(
    '$name has its own dimension first, and adds up by each other one',
    async (measure) => {
      for (const dimension of measure.dimensions.filter((one) => one !== measure.ownDimension)) {
        const { dimensions, cells, margins } = await count([dimension], measure.name);
        expect(dimensions).toEqual([measure.ownDimension, dimension]);
        const total = margins.find(({ key }) => Object.keys(key).length === 0)?.count;
        expect(total).toBe(pseudonyms.length);
        expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(total);
      }
    },
  );

  it.each(DAYS)('counts the ages and fates of the day %d as folding everybody gives them', async (validAt) => {
    const { cells } = await count(['age_band', 'sign_of_life_age'], 'fate', { validAt });
    const expected = new Map<string, number>();
    for (const pseudonym of pseudonyms) {
      const read = new ReadRecord(world.database, world.clock);
      const { record } = await read.execute(analyst, { pseudonym, why: false, validAt });
      const { fate, birthYears, lastSignOfLife } = record;
      const ages = dayValues({ birthYears, signAt: lastSignOfLife?.valid.earliest ?? null }, validAt);
      const id = JSON.stringify({ fate, age_band: ages.age_band, sign_of_life_age: ages.sign_of_life_age });
      expected.set(id, (expected.get(id) ?? 0) + 1);
    }
    const counted = cells.map(({ key, count: people }) => [
      JSON.stringify({ fate: key['fate'], age_band: key['age_band'], sign_of_life_age: key['sign_of_life_age'] }),
      people,
    ]);
    expect(new Map(counted as [string, number][])).toEqual(expected);
    expect(expected.size).toBeGreaterThan(5);
  });

  it('counts an unknown day of a sign of life as unknown, and no sign as none', async () => {
    const { cells } = await count([], 'sign-of-life-age', { validAt: DAYS[0] });
    const byAge: Record<string, number> = Object.fromEntries(
      cells.map(({ key, count: people }) => [key['sign_of_life_age'] ?? '', people]),
    );
    expect(byAge).toMatchObject({ unknown: BIRTHS.length });
    expect(byAge['none']).toBeGreaterThan(1);
  });
});

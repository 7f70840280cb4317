// Flows and cohorts: who may ask, that a flow adds up between any two stocks, and that a cohort is what folding everybody gives.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/access/actor.js';
import { monthOf } from '../../../src/domain/records/partial-date.js';
import { projectRecord } from '../../../src/domain/records/record-projection.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import type { WhereaboutsRecord } from '../../../src/domain/records/whereabouts-record.js';
import { countedValues } from '../../../src/domain/statistics/day-values.js';
import { MEASURES, type Dimension, type Measure, type MeasureName } from '../../../src/domain/statistics/measure.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { CountCohort, type CohortAnswer } from '../../../src/usecases/statistics/count-cohort.js';
import { CountFlow, type FlowAnswer } from '../../../src/usecases/statistics/count-flow.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const DAY = 86_400_000;
const SEED = 20_261_129;

let world: CaseWorld;
let analyst: Actor;
let partner: Actor;
let pseudonyms: readonly string[];

/** The last instant of a day. */
function endOf(day: string): number {
  return Date.parse(day) + DAY - 1;
}

const LOSSES = ['2020-10-05', '2020-11', '2020-11-20', '2020-12', '2020', '2021-02-03'];
const LATER: readonly (readonly NewStatementInput[])[] = [
  [],
  [statement({ kind: 'detention', valid: '2020-12-28', source: 'court_record' })],
  [
    statement({ kind: 'detention', valid: '2020-12', source: 'court_record' }),
    statement({ kind: 'located', valid: '2021-04-10', details: { attestedBy: 'family' } }),
  ],
  [
    statement({ kind: 'located', valid: '2021-03-01', details: { attestedBy: 'family' } }),
    statement({ kind: 'capture', valid: '2021-06-01', source: 'authority' }),
  ],
  [statement({ kind: 'death', valid: '2021-01-15', source: 'death_certificate' })],
  [statement({ kind: 'extortion_attempt', valid: '2021-02-01', source: 'family' })],
];

beforeAll(async () => {
  world = await openCaseWorld();
  analyst = await world.worker({ roles: ['coordinator', 'liaison', 'analyst'] });
  partner = await world.worker({ roles: ['coordinator', 'liaison', 'analyst'] });
  const registered: string[] = [];
  for (const [at, valid] of LOSSES.entries())
    for (const [how, later] of LATER.entries()) {
      const told = [
        statement({ kind: 'disappearance', valid, source: how % 2 === 0 ? 'family' : 'authority' }),
        statement({
          kind: 'particulars',
          valid: '2020',
          details: {
            sex: at % 2 === 0 ? 'male' : 'female',
            birthYears: { from: 2003, to: 2003 },
            nationalities: ['XA'],
          },
        }),
        ...later,
      ];
      registered.push(await world.register(analyst, { sharingLevel: 'partners_pseudonymous', statements: told }));
    }
  pseudonyms = registered;
  world.clock.advance(DAY);
});

afterAll(() => world.stop());

function flow(measure: string, from: number, to: number, by: readonly string[] = [], more: object = {}, who = analyst) {
  return new CountFlow(world.database, world.clock).execute(who, { measure, by, from, to, ...more });
}

function cohort(
  measure: string,
  lost: string,
  months: number,
  more: object = {},
  who = analyst,
): Promise<CohortAnswer> {
  return new CountCohort(world.database, world.clock).execute(who, { measure, by: [], lost, months, ...more });
}

async function stock(
  measure: string,
  by: readonly string[],
  validAt: number,
  who = analyst,
): Promise<Map<string, number>> {
  const answer = await new CountMeasure(world.database, world.clock).execute(who, { measure, by, validAt });
  return new Map([...answer.cells, ...answer.margins].map(({ key, count }) => [textOf(key), count]));
}

function textOf(key: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function stockIn(answer: FlowAnswer, on: 'opening' | 'closing'): Map<string, number> {
  const cells = [...answer.cells, ...answer.margins].filter((cell) => cell[on] > 0);
  return new Map(cells.map((cell) => [textOf(cell.key), cell[on]]));
}

function withoutZeros(counts: Map<string, number>): Map<string, number> {
  return new Map([...counts].filter(([, count]) => count > 0));
}

describe('what is refused', () => {
  it('is everything to whoever is no analyst', async () => {
    const liaison = await world.colleagueOf(analyst, ['liaison', 'coordinator', 'verifier', 'custodian', 'auditor']);
    expect((await refusalOf(flow('fate', 0, 1, [], {}, liaison))).code).toBe('forbidden');
    expect((await refusalOf(cohort('fate', '2020-11', 1, {}, liaison))).code).toBe('forbidden');
  });

  it('is a measure that the catalogue has not, and what is no dimension', async () => {
    for (const asked of [flow('nationality', 0, 1), cohort('religion', '2020', 1)])
      expect((await refusalOf(asked)).code).toBe('not_found');
    for (const name of ['ethnicity', 'religion', 'script', 'flag'])
      expect(await refusalOf(flow('fate', 0, 1, [name]))).toMatchObject({ code: 'invalid_field', pointers: ['/by'] });
  });

  it('is a period that ends before it begins, and one that is none', async () => {
    expect(await refusalOf(flow('fate', 5, 5))).toMatchObject({ code: 'invalid_field', pointers: ['/to'] });
    for (const lost of ['2020-13', '2020-Q5', '1020', '2020-11-01', ''])
      expect(await refusalOf(cohort('fate', lost, 1))).toMatchObject({ code: 'invalid_field', pointers: ['/lost'] });
  });

  it('is people of whom the organisation may not know: they are in no cell', async () => {
    const party = await world.party('A side');
    const bound = await world.worker({ roles: ['analyst'], party });
    const { cells, margins } = await flow('fate', endOf('2020-01-01'), endOf('2021-12-31'), [], {}, bound);
    expect([cells, margins]).toEqual([[], [{ key: {}, opening: 0, entered: 0, left: 0, closing: 0 }]]);
    expect((await cohort('fate', '2020', 1, {}, bound)).people).toBe(0);
  });
});

describe('a flow', () => {
  const anyDay = fc.integer({ min: Date.parse('2020-09-01'), max: Date.parse('2021-08-01') });
  const anyMeasure = fc.constantFrom<Measure>(...Object.values(MEASURES));

  it('adds up between the stocks of any two days, by any dimensions, in every cell and every sum', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyMeasure,
        anyDay,
        fc.integer({ min: 1, max: 300 }),
        fc.nat(16),
        async (measure, from, days, nth) => {
          const to = from + days * DAY;
          const others = measure.dimensions.filter((one) => one !== measure.ownDimension);
          const by = [others[nth % others.length] ?? ''];
          const answer = await flow(measure.name, from, to, by);
          for (const { opening, entered, left, closing } of [...answer.cells, ...answer.margins])
            expect(opening + entered - left).toBe(closing);
          expect(stockIn(answer, 'opening')).toEqual(withoutZeros(await stock(measure.name, by, from)));
          expect(stockIn(answer, 'closing')).toEqual(withoutZeros(await stock(measure.name, by, to)));
        },
      ),
      { seed: SEED, numRuns: 40 },
    );
  }, 120_000);

  it('tells who entered and who left, not the difference alone', async () => {
    const { cells } = await flow('whereabouts-status', endOf('2021-02-28'), endOf('2021-06-30'));
    const missing = cells.find(({ key }) => key['status'] === 'missing');
    const held = cells.filter(({ key }) => ['held_acknowledged', 'believed_held'].includes(key['status'] ?? ''));
    const sum = (which: 'entered' | 'left') => held.reduce((people, cell) => people + cell[which], 0);
    expect(missing?.entered).toBe(0);
    // Of each loss one came back out of custody, and one who was back was captured again.
    expect([sum('entered'), sum('left')]).toEqual([LOSSES.length, LOSSES.length]);
  });

  it('of a person who stays under one flag counts no move of that flag when another is raised', async () => {
    const { cells } = await flow('flag', endOf('2021-01-31'), endOf('2021-02-28'));
    const of = (flag: string) => cells.find(({ key }) => key['flag'] === flag);
    expect(of('extortion_attempt')?.entered).toBeGreaterThan(0);
    expect(cells.every(({ key }) => !(key['flag'] ?? '').includes('+'))).toBe(true);
    expect(of('child')?.left ?? 0).toBe(0);
  });
});

describe('a cohort', () => {
  /** The record of the owner, or null where the person is not yet concerned on that day. */
  async function recordOn(pseudonym: string, validAt: number): Promise<WhereaboutsRecord | null> {
    const { record } = await new ReadRecord(world.database, world.clock).execute(analyst, {
      pseudonym,
      why: false,
      validAt,
    });
    return record.loss === null ? null : record;
  }

  it.each<[MeasureName, string, string[]]>([
    ['whereabouts-status', '2020-11', ['2020-11']],
    ['whereabouts-status', '2020-Q4', ['2020-10', '2020-11', '2020-12']],
    ['time-in-custody', '2020', ['2020', '2020-10', '2020-11', '2020-12']],
    ['time-to-return', '2020-12', ['2020-12']],
    ['fate', '2021-02', ['2021-02']],
    ['sign-of-life-age', '2020-10', ['2020-10']],
  ])(
    'of %s lost in %s stands where folding everybody of it puts them, month after month',
    async (name, lost, months) => {
      const measure: Measure = MEASURES[name];
      const answer = await cohort(measure.name, lost, 7, { validAt: endOf('2021-12-31') });
      const formed = answer.months[0]?.day ?? 0;
      const members: string[] = [];
      for (const pseudonym of pseudonyms) {
        const record = await recordOn(pseudonym, formed);
        if (record !== null && record.loss !== null && months.includes(monthOf(record.loss.valid)))
          members.push(pseudonym);
      }
      expect(members.length).toBeGreaterThan(0);
      expect(answer.people).toBe(members.length);
      for (const { day, cells } of answer.months) {
        const expected = new Map<string, number>();
        for (const pseudonym of members) {
          const record = await recordOn(pseudonym, day);
          if (record === null) continue;
          const own: Dimension = measure.ownDimension;
          const value = countedValues(projectRecord(record), day)[own];
          expected.set(value, (expected.get(value) ?? 0) + 1);
        }
        expect(new Map((cells ?? []).map(({ key, count }) => [key[measure.ownDimension] ?? '', count]))).toEqual(
          expected,
        );
      }
    },
    120_000,
  );

  it('keeps whoever is lost anew later, and is of one size in every month', async () => {
    const answer = await cohort('whereabouts-status', '2020-11', 9, { validAt: endOf('2021-12-31') });
    for (const { cells } of answer.months)
      expect((cells ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(answer.people);
  });

  it('leaves months blank that have not come, and everything while the period is not over', async () => {
    const answer = await cohort('whereabouts-status', '2020-11', 4, { validAt: endOf('2021-01-31') });
    expect(answer.months.map(({ cells }) => cells === null)).toEqual([false, false, false, true, true]);
    const early = await cohort('whereabouts-status', '2020-11', 2, { validAt: endOf('2020-11-15') });
    expect([early.people, early.months.map(({ cells }) => cells)]).toEqual([null, [null, null, null]]);
  });

  it('of nobody is 0 people, which is not blank', async () => {
    const answer = await cohort('whereabouts-status', '2019-05', 1);
    expect([answer.people, answer.months.map(({ cells }) => cells)]).toEqual([0, [[], []]]);
  });
});

describe('what one organisation was told in confidence', () => {
  it('moves its own flows and cohorts and nobody else’s, and nothing that was known before', async () => {
    const knownAt = world.clock.now();
    // A pseudonym is drawn when it is first shown.
    await new ListRecords(world.database, world.clock).execute(partner, { limit: 200, assignedToMe: false });
    const asked = [endOf('2020-12-31'), endOf('2021-12-31')] as const;
    const all = async (who: Actor, more: object = {}) =>
      JSON.stringify([
        (await flow('whereabouts-status', ...asked, [], more, who)).cells,
        (await cohort('whereabouts-status', '2020-11', 8, { validAt: endOf('2021-12-31'), ...more }, who)).months,
      ]);
    const [owners, partners] = [await all(analyst), await all(partner)];
    expect(partners).toBe(owners);
    world.clock.advance(DAY);
    const { rows } = await world.owner.query<{ pseudonym: string }>(
      `SELECT n.pseudonym FROM registry.pseudonym n JOIN registry.pseudonym o ON o.person_id = n.person_id AND o.pseudonym = $1
       WHERE n.organisation_id = $2`,
      [pseudonyms[LATER.length], partner.organisationId],
    );
    const pseudonym = rows[0]?.pseudonym ?? '';
    const seen = statement({
      kind: 'located',
      valid: '2021-02-10',
      details: { attestedBy: 'family' },
      confidential: true,
    });
    await new AddStatement(world.database, world.clock).execute(partner, { pseudonym, statement: seen }, null);
    expect(await all(analyst)).toBe(owners);
    expect(await all(partner)).not.toBe(partners);
    expect(await all(partner, { knownAt })).toBe(partners);
  });
});

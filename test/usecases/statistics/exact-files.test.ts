// Exact counts as files and pictures: for those who may count, with the numbers of the table and no others.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { MEASURES } from '../../../src/domain/statistics/measure.js';
import { CountCohort } from '../../../src/usecases/statistics/count-cohort.js';
import { CountFlow } from '../../../src/usecases/statistics/count-flow.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const FROM = Date.parse('2020-12-31T23:59:59.999Z');
const TO = Date.parse('2021-05-31T23:59:59.999Z');
const shown = {
  categoryAxis: 'Values',
  valueAxis: 'Persons',
  order: [],
  labelOf: (value: string) => value,
  mark: null,
};
const ofFlow = { ...shown, title: () => 'Flow', entered: 'entered', left: 'left' };
const ofDay = { ...shown, title: () => 'Stock' };

let world: CaseWorld;
let analyst: Actor;
let measures: CountMeasure;
let flows: CountFlow;
let cohorts: CountCohort;

beforeAll(async () => {
  world = await openCaseWorld();
  analyst = await world.worker({ roles: ['analyst', 'liaison'] });
  measures = new CountMeasure(world.database, world.clock);
  flows = new CountFlow(world.database, world.clock);
  cohorts = new CountCohort(world.database, world.clock);
  const lost = statement({ kind: 'disappearance', valid: '2020-11' });
  const told = [
    [lost],
    [lost, statement({ kind: 'detention', valid: '2021-01-10', source: 'court_record' })],
    [lost, statement({ kind: 'located', valid: '2021-03-01', details: { attestedBy: 'family' } })],
    [statement({ kind: 'disappearance', valid: '2021-02-03' })],
  ];
  for (const statements of told) await world.register(analyst, { statements });
  world.clock.set('2021-08-01T00:00:00Z');
});
afterAll(() => world.stop());

const read = (csv: string): readonly Readonly<Record<string, string>>[] => parse(csv, { columns: true });
/** What the picture says of its bars to those who do not see it. */
const barsOf = (svg: string): readonly string[] =>
  /aria-label="[^."]*\. (?<bars>[^"]*)\."/.exec(svg)?.groups?.['bars']?.split('; ') ?? [];

describe('exact counts as files', () => {
  it.each(ROLES.filter((role) => role !== 'analyst'))('are refused to the role %s', async (role) => {
    const actor = await world.colleagueOf(analyst, [role]);
    const measure = 'whereabouts-status';
    for (const tried of [
      () => measures.asCsv(actor, { measure, by: [] }),
      () => measures.asPicture(actor, { measure }, ofDay),
      () => flows.asCsv(actor, { measure, by: [], from: FROM, to: TO }),
      () => flows.asPicture(actor, { measure, from: FROM, to: TO }, ofFlow),
      () => cohorts.asCsv(actor, { measure, by: [], lost: '2020-11', months: 3 }),
    ])
      expect((await refusalOf(tried())).code).toBe('forbidden');
  });

  it.each(Object.keys(MEASURES))('say of %s what the table says, in CSV and picture', async (measure) => {
    const { cells, margins, dimensions } = await measures.execute(analyst, { measure, by: ['sex'], validAt: TO });
    const rows = read(await measures.asCsv(analyst, { measure, by: ['sex'], validAt: TO }));
    expect(rows.map(({ count, ...row }) => [dimensions.map((name) => row[name]), Number(count)])).toEqual(
      [...cells, ...margins].map(({ key, count }) => [dimensions.map((name) => key[name] ?? ''), count]),
    );
    const [own = ''] = dimensions;
    const alone = await measures.execute(analyst, { measure, by: [], validAt: TO });
    const drawn = barsOf(await measures.asPicture(analyst, { measure, validAt: TO }, ofDay));
    expect([...drawn].sort()).toEqual(alone.cells.map(({ key, count }) => `${key[own] ?? ''}: ${count}`).sort());
    expect(drawn.length).toBeGreaterThan(0);
  });

  it.each(Object.keys(MEASURES))('say of the flow of %s what the table says', async (measure) => {
    const command = { measure, from: FROM, to: TO };
    const { cells, margins, dimensions } = await flows.execute(analyst, { ...command, by: [] });
    const rows = read(await flows.asCsv(analyst, { ...command, by: [] }));
    const [own = ''] = dimensions;
    expect(
      rows.map((row) => [row[own], ...['opening', 'entered', 'left', 'closing'].map((name) => Number(row[name]))]),
    ).toEqual(
      [...cells, ...margins].map(({ key, opening, entered, left, closing }) => [
        key[own] ?? '',
        opening,
        entered,
        left,
        closing,
      ]),
    );
    const drawn = barsOf(await flows.asPicture(analyst, command, ofFlow));
    const moved = cells.filter(({ entered, left }) => entered + left > 0);
    expect([...drawn].sort()).toEqual(
      moved
        .flatMap(({ key, entered, left }) => [
          `${key[own] ?? ''}: entered: ${entered}`,
          `${key[own] ?? ''}: left: ${left}`,
        ])
        .sort(),
    );
  });

  it('follow a cohort to the last month that has come', async () => {
    const command = { measure: 'time-to-return', by: [], lost: '2020-11', months: 12 };
    const { months } = await cohorts.execute(analyst, command);
    const rows = read(await cohorts.asCsv(analyst, command));
    for (const { month, cells } of months) {
      const told = rows.filter((row) => row['month'] === String(month)).map(({ count }) => count);
      expect(told).toEqual(cells === null ? [''] : cells.map(({ count }) => String(count)));
    }
    expect(months.some(({ cells }) => cells === null)).toBe(true);
  });

  it('leave an entry in the log each time, as the table does, and refuse what is no day', async () => {
    const entries = async (): Promise<number> =>
      (await world.owner.query(`SELECT 1 FROM registry.audit_entry WHERE action = 'statistics_counted'`)).rowCount ?? 0;
    const before = await entries();
    await measures.asCsv(analyst, { measure: 'fate', by: [] });
    await measures.asPicture(analyst, { measure: 'fate' }, ofDay);
    expect(await entries()).toBe(before + 2);
    expect((await refusalOf(flows.asCsv(analyst, { measure: 'fate', by: [], from: FROM, to: undefined }))).code).toBe(
      'invalid_field',
    );
    expect((await refusalOf(measures.asCsv(analyst, { measure: 'nothing', by: [] }))).code).toBe('not_found');
  });

  it('draw a picture of nothing where nobody moved', async () => {
    const still = { measure: 'fate', from: FROM - 1, to: FROM };
    expect(await flows.asPicture(analyst, still, ofFlow)).toContain('<svg role="img" aria-label="Flow."');
  });
});

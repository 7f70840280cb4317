// Measures every table of the catalogue by one and two dimensions, today and in the past, against a raw GROUP BY over the statements of the same run.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import { MEASURES, type Dimension, type Measure } from '../../src/domain/statistics/measure.js';
import { ColumnMemory } from '../../src/persistence/statistics/remembered-columns.js';
import { MakeCountBlocks } from '../../src/usecases/statistics/make-count-blocks.js';
import { ReadCountsAhead } from '../../src/usecases/statistics/read-counts-ahead.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { loadCountedPeople } from './counted-people.js';
import { ownerUrl } from './owner-url.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 20_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Two thirds of the persons have a loss and particulars alone; the others came back or died, half a year later and more. */
const PAST_DAY = Date.UTC(2021, 5, 30);
const YEAR_LATER = Date.UTC(2022, 5, 30);

/** What a count would be without rows that stand for records; statements tell no status, and their kind is counted in its place. */
const RAW = `SELECT kind, place_code, count(DISTINCT person_id) FROM registry.statement WHERE NOT confidential GROUP BY 1, 2`;

/** The same with a row for nearly each person of 10,000, as the tables by municipality and month have one. */
const RAW_BY_MONTH = `SELECT kind, place_code, to_char(valid_earliest, 'YYYY-MM'), count(DISTINCT person_id) FROM registry.statement WHERE NOT confidential GROUP BY 1, 2, 3`;
const BY_PLACE_AND_MONTH = 'municipality × month';

async function enrol(platform: Platform): Promise<Actor> {
  const organisation = { id: randomUUID(), name: 'Bench', kind: 'ngo', party: null } as const;
  const [userId, at] = [randomUUID(), platform.entropy.now()];
  await platform.database.transaction(servicePrincipal('operator', 'bench'), async (room) => {
    await room.organisations.addOrganisation(organisation, at);
    await room.users.add({
      id: userId,
      organisationId: organisation.id,
      username: 'bench',
      passwordHash: null,
      roles: ['analyst'],
      at,
    });
  });
  return {
    userId,
    username: 'bench',
    organisationId: organisation.id,
    organisationKind: 'ngo',
    party: null,
    roles: ['analyst'],
    via: 'api',
    requestId: randomUUID(),
  };
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
}

/** Counts of each table before any is measured: in the first hundreds the engine compiles, and a small table takes half as long again (3.5 for 2.5 ms). */
const WARMING = 5;

/** How often a connection plans a statement before it keeps a plan. */
const PLANNED_ANEW = 6;

/** What a count may cost of the raw one. */
const AIM = 20;

interface Table {
  readonly by: readonly Dimension[];
  readonly validAt?: number;
}

/** The measure alone, beside each dimension, and beside every dimension and its neighbour. */
function tablesOf({ ownDimension, dimensions }: Measure): Table[] {
  const others = dimensions.filter((one) => one !== ownDimension);
  const tables = [
    [ownDimension],
    ...others.map((one) => [ownDimension, one]),
    ...others.map((one, at) => [ownDimension, one, others[(at + 1) % others.length] ?? one]),
  ];
  return [...tables.map((by) => ({ by })), ...tables.slice(0, 4).map((by) => ({ by, validAt: PAST_DAY }))];
}

type Count = (by: readonly Dimension[], validAt?: number) => Promise<unknown>;

/** What is remembered of blocks is forgotten before each count, as by a process that has just begun. */
async function forgetting<T>(work: () => Promise<T>): Promise<T> {
  const { prototype } = ColumnMemory;
  const bytes = Object.getOwnPropertyDescriptor(prototype, 'bytes') ?? {};
  Object.defineProperty(prototype, 'bytes', { configurable: true, get: () => Infinity });
  try {
    return await work();
  } finally {
    Object.defineProperty(prototype, 'bytes', bytes);
  }
}

interface Timed {
  readonly name: string;
  readonly isPast: boolean;
  readonly time: number;
}

function report(title: string, timed: readonly Timed[], raw: number): void {
  const sorted = timed.toSorted((a, b) => a.time - b.time);
  const told = (one: Timed | undefined): string =>
    one === undefined ? '' : `${one.time.toFixed(1)} ms, 1/${(raw / one.time).toFixed(1)} of raw (${one.name})`;
  for (const isPast of [false, true]) {
    const of = sorted.filter((one) => one.isPast === isPast);
    const within = of.filter(({ time }) => time * AIM <= raw).length;
    console.log(
      `${title}, ${isPast ? 'a past day' : 'today'}: ${within} of ${of.length} within 1/${AIM}; fastest ${told(of[0])}; ` +
        `median ${told(of[Math.floor(of.length / 2)])}; slowest ${told(of.at(-1))}.`,
    );
  }
}

/** What tables took that have as many cells as a raw count by place and month has. */
function reportByPlaceAndMonth(timed: readonly Timed[], raw: number): void {
  const times = timed.flatMap(({ name, time }) => (name.endsWith(BY_PLACE_AND_MONTH) ? [time] : []));
  const shares = times.toSorted((a, b) => a - b).map((time) => `1/${(raw / time).toFixed(1)}`);
  console.log(
    `By ${BY_PLACE_AND_MONTH}, of a raw GROUP BY with as many cells (${raw.toFixed(0)} ms): ${shares.join(', ')}.`,
  );
}

async function measure(count: Count, raw: number, rawByMonth: number): Promise<void> {
  const all: Timed[] = [];
  for (let round = 0; round < WARMING; round += 1)
    for (const one of Object.values<Measure>(MEASURES))
      for (const { by, validAt } of tablesOf(one)) await count(by, validAt);
  for (const one of Object.values<Measure>(MEASURES)) {
    const [again, first]: [Timed[], Timed[]] = [[], []];
    for (const { by, validAt } of tablesOf(one)) {
      const of = { name: by.join(' × '), isPast: validAt !== undefined };
      first.push({ ...of, time: await forgetting(() => median(() => count(by, validAt))) });
      await count(by, validAt);
      again.push({ ...of, time: await median(() => count(by, validAt)) });
    }
    all.push(...again);
    report(one.name, again, raw);
    report(`${one.name}, by a process that has read nothing`, first, raw);
  }
  reportByPlaceAndMonth(all, rawByMonth);
}

/** What a service does before it answers anybody, and each second from then on. */
async function measureReadingAhead({ database }: Platform): Promise<void> {
  const began = performance.now();
  const { columns } = await new ReadCountsAhead(database).execute(servicePrincipal('operator', 'bench'));
  const took = performance.now() - began;
  const again = await median(() => new ReadCountsAhead(database).execute(servicePrincipal('operator', 'bench')));
  console.log(`${columns} columns read ahead in ${took.toFixed(0)} ms; looked for new ones in ${again.toFixed(1)} ms.`);
}

/** A flow over a year, and two years of a cohort. */
function countsOfTwoDays(platform: Platform, actor: Actor): readonly (readonly [string, () => Promise<unknown>])[] {
  const by: readonly Dimension[] = ['status', 'sex'];
  const times = { from: PAST_DAY, to: YEAR_LATER };
  const days = Array.from({ length: 24 }, (_, month) => Date.UTC(2020, 11 + month, 1));
  const cohort = { months: ['2020-11'], formed: Date.UTC(2020, 10, 30), days };
  return [
    [
      'A flow by status × sex',
      () => platform.database.transaction(actor, (room) => room.statistics.countMoves(actor, by, times)),
    ],
    [
      'A cohort of a month by status × sex on 24 days',
      () => platform.database.transaction(actor, (room) => room.statistics.countCohort(actor, by, cohort)),
    ],
  ];
}

/** One row at a time, as the owner: what a mark adds to a change. */
async function measureMarks(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM registry.person LIMIT 500');
  const changed = async (): Promise<number> => {
    const started = performance.now();
    for (const { id } of rows)
      await owner.query(`UPDATE registry.record_projection SET sex = sex WHERE person_id = $1 AND view = 'shared'`, [
        id,
      ]);
    return (performance.now() - started) / rows.length;
  };
  const trigger = 'record_projection_counted_change';
  await changed();
  const [marked, unmarked]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    marked.push(await changed());
    await owner.query(`ALTER TABLE registry.record_projection DISABLE TRIGGER ${trigger}`);
    unmarked.push(await changed());
    await owner.query(`ALTER TABLE registry.record_projection ENABLE TRIGGER ${trigger}`);
  }
  const [withMark, without] = [Math.min(...marked), Math.min(...unmarked)];
  console.log(
    `A change of one row: ${withMark.toFixed(3)} ms with its mark, ${without.toFixed(3)} ms without, ${(withMark / without).toFixed(2)} ×.`,
  );
  await owner.query('DELETE FROM registry.count_mark');
  // As the server does within a minute: thousands of marks that are gone are gone through too.
  await owner.query('VACUUM registry.count_mark');
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  const owner = new Client({ connectionString: ownerUrl(folder) });
  try {
    await owner.connect();
    const actor = await enrol(platform);
    await loadCountedPeople(owner, actor, PERSONS);
    const began = performance.now();
    const { made } = await new MakeCountBlocks(platform.database).execute(servicePrincipal('operator', 'bench'));
    await owner.query('VACUUM ANALYZE registry.count_column, registry.count_mark');
    console.log(`${made} blocks made in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
    const raw = await median(() => owner.query(RAW));
    console.log(`Raw GROUP BY over the statements: ${raw.toFixed(0)} ms.`);
    const count: Count = (by, validAt) =>
      platform.database.transaction(actor, (room) =>
        room.statistics.countVisible(actor, by, { validAt }, platform.entropy.now()),
      );
    await measureReadingAhead(platform);
    await measure(count, raw, await median(() => owner.query(RAW_BY_MONTH)));
    await measureMarks(owner);
    const told = (time: number): string => `${time.toFixed(1)} ms, 1/${(raw / time).toFixed(1)} of raw`;
    for (const share of [0.001, 0.01, 0.1]) {
      await owner.query(
        'INSERT INTO registry.count_mark (person_id) SELECT id FROM registry.person ORDER BY reference LIMIT $1',
        [Math.round(PERSONS * share)],
      );
      for (const by of [
        ['status', 'sex'],
        ['flag', 'side'],
        ['status', 'municipality', 'month'],
      ] satisfies Dimension[][]) {
        for (let planned = 0; planned < PLANNED_ANEW; planned += 1) await count(by);
        const time = await median(() => count(by));
        console.log(`${by.join(' × ')} with ${share * 100} % more marked: ${told(time)}.`);
      }
    }
    await owner.query('DELETE FROM registry.count_mark');
    const others = countsOfTwoDays(platform, actor);
    for (const [name, work] of others) {
      const cold = await forgetting(() => median(work));
      await work();
      console.log(`${name}: ${told(await median(work))}; by a process that has read nothing ${told(cold)}.`);
    }
    await owner.query('DELETE FROM registry.count_column');
    const inRows: (readonly [string, () => Promise<unknown>])[] = [
      ['status × sex', () => count(['status', 'sex'])],
      ...others,
    ];
    for (const [name, work] of inRows) console.log(`${name} by rows alone: ${told(await median(work))}.`);
  } finally {
    await owner.end().catch(() => undefined);
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}

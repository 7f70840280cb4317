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
import { openPlatform, type Platform } from '../../src/platform.js';
import { ownerUrl } from './owner-url.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 20_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Two thirds of the persons have a loss and particulars alone; the others came back or died, half a year later and more. */
const PAST_DAY = Date.UTC(2021, 5, 30);
const YEAR_LATER = Date.UTC(2022, 5, 30);

const PLACES = `
INSERT INTO registry.place (code, name, parent_code, level, state_code, municipality_code)
  SELECT 'demo:' || s, 'State ' || s, NULL, 1, 'demo:' || s, NULL FROM generate_series(1, 32) AS s
  UNION ALL SELECT 'demo:' || s || '.' || m, 'Town ' || m, 'demo:' || s, 2, 'demo:' || s, 'demo:' || s || '.' || m
    FROM generate_series(1, 32) AS s, generate_series(1, 20) AS m`;

const PEOPLE = `
INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
  SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, $1, 'bench-' || n,
    CASE WHEN n % 3 = 0 THEN 'partners_pseudonymous' ELSE 'registry_only' END, 'public_interest', false, timestamptz '2023-01-01' + n * interval '1 millisecond'
  FROM generate_series(1, $2::int) AS n`;

/** What is drawn of person `n`, by the digits of a number that is mixed. */
const DRAWN = `(SELECT p.id, p.owner_organisation_id, p.sharing_level, row_number() OVER (ORDER BY p.id) AS n, hashint8(row_number() OVER (ORDER BY p.id))::bigint + 2147483648 AS h FROM registry.person p) AS d,
  LATERAL (SELECT 1 + h % 32 AS s, 1 + h / 32 % 20 AS m, date '2019-01-01' + (h / 640 % 1800)::int AS lost, h / 7 % 9 AS turn, h / 11 % 9 AS told) AS x`;
const SOURCES = `ARRAY['family','person','authority','party','neutral_agency','organisation','witness','media','other']`;

const STATEMENTS = `
INSERT INTO registry.statement (id, person_id, kind, valid_edtf, valid_earliest, valid_latest, recorded_at, recorded_by, organisation_id, basis, source,
    reliability, information, place_code, place_precision, confidential, details)
  SELECT gen_random_uuid(), id, kind, valid::text, valid, valid + interval '1 day' - interval '1 millisecond', timestamptz '2023-01-01' + n * interval '1 millisecond', $2, $1,
    'told', (${SOURCES})[told + 1], 'B', 2, place, CASE WHEN place IS NOT NULL THEN 'admin_area' END, false, details
  FROM ${DRAWN}, LATERAL (
    SELECT 'disappearance' AS kind, lost AS valid, 'demo:' || s || '.' || m AS place, '{}'::jsonb AS details
    UNION ALL SELECT 'particulars', lost, NULL, jsonb_build_object('sex', CASE WHEN h % 5 = 0 THEN 'female' ELSE 'male' END, 'nationalities', jsonb_build_array('XA'))
    UNION ALL SELECT 'located', lost + 200, NULL, '{"attestedBy": "family"}' WHERE turn < 2
    UNION ALL SELECT 'death', lost + 400, NULL, '{}' WHERE turn = 2) AS told_of`;

const SHOWN = `fate, episode, sex, state, municipality, month, category, side, holder, lasting_flags, timed_flags, raised_from, raised_until, birth_from, birth_to, sign_at,
  nationality, source, time_to_return, custody, custody_from, custody_by, layout,
  owner_organisation_id, sharing_level`;
const OF_PERSON = `'unknown', 1, CASE WHEN h % 5 = 0 THEN 'female' ELSE 'male' END, 'demo:' || s, 'demo:' || s || '.' || m, to_char(lost, 'YYYY-MM'),
    (ARRAY['missing_civilian','prisoner_of_war','unknown','missing_armed_forces_member'])[1 + h / 3 % 4], 'key' || h % 2,
    CASE WHEN turn = 3 THEN 'key' || (h + 1) % 2 ELSE 'unknown' END, CASE WHEN h % 40 = 0 THEN '{extortion_attempt}' ELSE '{}' END::text[],
    CASE WHEN turn > 3 THEN '{sign_of_life_stale}' ELSE '{}' END::text[], CASE WHEN turn > 3 THEN ARRAY[lost + interval '365 days'] ELSE '{}' END,
    CASE WHEN turn > 3 THEN ARRAY[timestamptz 'infinity'] ELSE '{}' END, 1950 + h / 13 % 60, 1950 + h / 13 % 60, lost::timestamptz, 'XA',
    (${SOURCES})[told + 1]`;

const PROJECTED = `
INSERT INTO registry.record_projection (person_id, view, known_from, valid_from, updated_at, status, ${SHOWN})
  SELECT id, 'shared', timestamptz '2023-01-01' + n * interval '1 millisecond', CASE WHEN turn < 2 THEN lost + 200 WHEN turn = 2 THEN lost + 400 ELSE lost END, now(),
    (ARRAY['returned_located','returned_located','dead_not_returned','believed_held','missing','missing','missing','missing','missing'])[turn + 1], ${OF_PERSON},
    CASE WHEN turn < 2 THEN '90_to_364_days' ELSE 'not_returned' END, CASE WHEN turn = 3 THEN 'running' ELSE 'none' END, CASE WHEN turn = 3 THEN lost END,
    CASE WHEN turn = 3 THEN lost END, 3, owner_organisation_id, sharing_level
  FROM ${DRAWN}`;

const PAST = `
INSERT INTO registry.record_interval (person_id, view, known_from, known_to, valid_from, valid_to, status, ${SHOWN})
  SELECT id, 'shared', timestamptz '2023-01-01' + n * interval '1 millisecond', 'infinity', lost, lost + CASE WHEN turn < 2 THEN 200 ELSE 400 END, 'missing', ${OF_PERSON},
    'not_returned', 'none', NULL, NULL, 3, owner_organisation_id, sharing_level
  FROM ${DRAWN} WHERE turn < 3`;

/** What a count would be without rows that stand for records; statements tell no status, and their kind is counted in its place. */
const RAW = `SELECT kind, place_code, count(DISTINCT person_id) FROM registry.statement WHERE NOT confidential GROUP BY 1, 2`;

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

async function load(owner: Client, { organisationId, userId }: Actor): Promise<void> {
  const started = performance.now();
  await owner.query(`SET TimeZone = 'UTC'`);
  await owner.query(PLACES);
  await owner.query(PEOPLE, [organisationId, PERSONS]);
  await owner.query(STATEMENTS, [organisationId, userId]);
  await owner.query(PROJECTED);
  await owner.query(PAST);
  await owner.query(
    'VACUUM ANALYZE registry.person, registry.statement, registry.record_projection, registry.record_interval',
  );
  console.log(`${PERSONS} persons loaded in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
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

async function measure(count: Count, raw: number): Promise<void> {
  for (const one of Object.values<Measure>(MEASURES)) {
    const [again, first]: [Timed[], Timed[]] = [[], []];
    for (const { by, validAt } of tablesOf(one)) {
      const of = { name: by.join(' × '), isPast: validAt !== undefined };
      first.push({ ...of, time: await forgetting(() => median(() => count(by, validAt))) });
      await count(by, validAt);
      again.push({ ...of, time: await median(() => count(by, validAt)) });
    }
    report(one.name, again, raw);
    report(`${one.name}, by a process that has read nothing`, first, raw);
  }
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
    await load(owner, actor);
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
    await measure(count, raw);
    await measureMarks(owner);
    const told = (time: number): string => `${time.toFixed(1)} ms, 1/${(raw / time).toFixed(1)} of raw`;
    for (const share of [0.01, 0.1]) {
      await owner.query(
        'INSERT INTO registry.count_mark (person_id) SELECT id FROM registry.person ORDER BY reference LIMIT $1',
        [Math.round(PERSONS * share)],
      );
      console.log(
        `status × sex with ${share * 100} % more marked: ${told(await median(() => count(['status', 'sex'])))}.`,
      );
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

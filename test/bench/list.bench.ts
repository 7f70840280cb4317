// Measures a page of 50 records, filtered and sorted, among a million persons, against a select by primary key, on a server of its own.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { readEnvironment } from '../../src/configuration/environment.js';
import { LEAST_ALIKE } from '../../src/domain/anonymity/rungs.js';
import type { Actor } from '../../src/domain/access/actor.js';
import { plannedOnce, PreparingClient } from '../../src/postgres/preparing-client.js';
import { ProjectionRepository, type ListFilter } from '../../src/persistence/records/projection.repository.js';
import { NamedActor } from '../../src/persistence/named-actor.js';
import { ownerUrl } from './owner-url.js';
import { openPlatform } from '../../src/platform.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const ROUNDS = 200;
const NOW = Date.UTC(2024, 0, 1);
const PLAIN: ListFilter = { limit: 50, today: NOW, asOf: NOW, now: NOW, leastAlike: LEAST_ALIKE };
const BY_KEY = 'SELECT * FROM registry.person WHERE id = $1';

/**
 * One in a hundred is believed held, one in twenty has a past, one in two thousand a rare flag; a third of all is shown to partners. Signs of
 * life grow stale minute by minute, so that by the reader's day nearly all are and of the last hardly any.
 */
const FILL = `
WITH organisations AS (
  INSERT INTO registry.organisation (id, name, kind, party_id, created_at)
  SELECT id, 'Bench ' || id, 'ngo', NULL, now() FROM unnest($1::uuid[]) AS g(id) RETURNING id
), people AS (
  INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
  SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, ($1::uuid[])[1 + n % 2], 'bench-' || n,
    CASE WHEN n % 3 = 0 THEN 'partners_pseudonymous' ELSE 'registry_only' END, 'public_interest', false, now()
  FROM (SELECT generate_series(1, $2::int)) AS g(n), (SELECT count(*) FROM organisations) AS o
  RETURNING id
)
SELECT count(*) FROM people`;

const PROJECTED = `
INSERT INTO registry.record_projection (person_id, view, known_from, valid_from, status, fate, episode, sex, state, municipality, month, category, side,
  holder, lasting_flags, timed_flags, raised_from, raised_until, updated_at, owner_organisation_id, sharing_level)
SELECT id, 'shared', timestamptz '2023-01-01', timestamptz '2022-01-01', CASE WHEN n % 100 = 0 THEN 'believed_held' ELSE 'missing' END, 'unknown', 1, 'male',
  'demo:1', 'demo:11', '2022-01', 'unknown', 'unknown', 'unknown', CASE WHEN n % 2000 = 0 THEN '{extortion_attempt}' ELSE '{}' END::text[], '{sign_of_life_stale}', ARRAY[timestamptz '2023-01-01' + n * interval '1 minute'],
  '{infinity}', now(), owner_organisation_id, sharing_level
FROM (SELECT id, owner_organisation_id, sharing_level, row_number() OVER (ORDER BY id) AS n FROM registry.person) AS p`;

const PAST = `
INSERT INTO registry.record_interval (person_id, view, known_from, known_to, valid_from, valid_to, status, fate, episode, sex, state, municipality, month,
  category, side, holder, lasting_flags, timed_flags, raised_from, raised_until, owner_organisation_id, sharing_level)
SELECT person_id, view, timestamptz '2022-06-01', known_from, valid_from, 'infinity', 'missing', fate, episode, sex, state, municipality, month, category,
  side, holder, '{}', '{}', '{}', '{}', owner_organisation_id, sharing_level
FROM (SELECT *, row_number() OVER (ORDER BY person_id) AS n FROM registry.record_projection) AS r WHERE n % 20 = 0`;

/** Persons of all rungs, three in four of whom are told no day. */
const COMPARED = `
INSERT INTO registry.shown_class (person_id, keys, birth_from, birth_to, rung, year, least)
SELECT id, ARRAY[n, n / 4, n / 64, n / 256, 0], NULL, NULL, least(5, n % 8), 2024, 5
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM registry.person) AS p`;

const IN_TIME = 'planned for its times';
const FILTERS: readonly (readonly [name: string, filter: Partial<ListFilter>, how?: typeof IN_TIME])[] = [
  ['no filter', {}],
  ['status', { status: 'believed_held' }],
  ['status and flag', { status: 'believed_held', flag: 'sign_of_life_stale' }],
  [
    'status and flag, from a third on',
    { status: 'believed_held', flag: 'sign_of_life_stale', after: '00055555-0000-7000-8000-000000000000' },
  ],
  [
    'status and flag, the last 13 of a million',
    { status: 'believed_held', flag: 'sign_of_life_stale', after: '00080000-0000-7000-8000-000000000000' },
  ],
  ['a rare flag', { flag: 'extortion_attempt' }],
  ['children, of whom there is none', { flag: 'child' }],
  ['a flag that nobody has', { flag: 'no_family_news' }],
  ['status, known at an earlier time', { status: 'missing', knownAt: Date.UTC(2022, 8, 1) }, IN_TIME],
  ['status, valid at an earlier day', { status: 'believed_held', validAt: Date.UTC(2023, 5, 1) }, IN_TIME],
];

type Work = (round: number) => Promise<unknown>;

/** Milliseconds of one call of each: the medians, taken turn by turn, since the machine may be busier from one moment to the next. */
async function medians(...works: readonly Work[]): Promise<number[]> {
  const times = works.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, work] of works.entries()) {
      const started = performance.now();
      await work(round);
      times[at]?.push(performance.now() - started);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN);
}

/** The statement that the repository sends, told by the server with what it did. */
async function explained(manager: EntityManager, actor: Actor, filter: ListFilter): Promise<string> {
  const lines: string[] = [];
  const keeping = {
    query: async (sql: string, parameters: unknown[]): Promise<unknown[]> => {
      const rows = await manager.query<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${sql}`,
        parameters,
      );
      lines.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  };
  await new ProjectionRepository(keeping as unknown as EntityManager).listVisible(actor, filter);
  return lines.join('\n');
}

/** As the server's own upkeep does within minutes of a large change. */
async function takeStatistics(folder: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl(folder) });
  await client.connect();
  await client.query(
    'VACUUM ANALYZE registry.person, registry.record_projection, registry.record_interval, registry.shown_class',
  );
  await client.end();
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  const source = new DataSource({ type: 'postgres', url: platform.databaseUrl, extra: { Client: PreparingClient } });
  const bare = new DataSource({ type: 'postgres', url: ownerUrl(folder), extra: { Client: PreparingClient } });
  try {
    const organisations = [randomUUID(), randomUUID()];
    const client = new Client({ connectionString: ownerUrl(folder) });
    await client.connect();
    await client.query(FILL, [organisations, PERSONS]);
    await client.query(PROJECTED);
    await client.query(PAST);
    await client.query(COMPARED);
    await client.end();
    await takeStatistics(folder);
    await source.initialize();
    await bare.initialize();
    const actor: Actor = {
      userId: randomUUID(),
      username: 'bench',
      organisationId: organisations[0] ?? '',
      organisationKind: 'ngo',
      party: null,
      roles: ['coordinator'],
      via: 'api',
      requestId: randomUUID(),
    };
    // One transaction for all: what it costs to begin one and to name its actor is measured with a read.
    const runner = source.createQueryRunner();
    await runner.query('BEGIN');
    const proof = platform.keys.deriveSecret('naming actors to the database');
    await new NamedActor(runner.manager, { proof, principal: actor, reach: 'organisation' }).name();
    const list = new ProjectionRepository(runner.manager);
    const unshut = new ProjectionRepository(bare.manager);
    const ids = Array.from(
      { length: ROUNDS },
      (_, round) => `${(1 + ((round * 7919) % PERSONS)).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`,
    );
    const byKey = (round: number): Promise<unknown> => bare.manager.query(plannedOnce(BY_KEY), [ids[round]]);
    const byKeyAnew = (round: number): Promise<unknown> => bare.manager.query(BY_KEY, [ids[round]]);
    await medians(byKey, byKeyAnew);
    const [once = NaN, anew = NaN] = await medians(byKey, byKeyAnew);
    console.log(
      `${PERSONS} persons. Floor, one person by primary key, planned once: ${once.toFixed(2)} ms; planned anew: ${anew.toFixed(2)} ms.`,
    );
    for (const [name, given, how] of FILTERS) {
      const filter: ListFilter = { ...PLAIN, ...given };
      const listing = (): Promise<unknown> => list.listVisible(actor, filter);
      const listingUnshut = (): Promise<unknown> => unshut.listVisible(actor, filter);
      await listing();
      await listingUnshut();
      const [floor = NaN, time = NaN, without = NaN] = await medians(
        how === IN_TIME ? byKeyAnew : byKey,
        listing,
        listingUnshut,
      );
      console.log(
        `50 records, ${name}: ${time.toFixed(2)} ms, ${(time / floor).toFixed(1)} × its floor of ${floor.toFixed(2)} ms; without policies ${without.toFixed(2)} ms, ${(without / floor).toFixed(1)} ×${how === IN_TIME ? `, both ${how}` : ''}.`,
      );
    }
    const [, filter] = FILTERS[2] ?? ['', {}];
    console.log(`\n${await explained(runner.manager, actor, { ...PLAIN, ...filter })}`);
  } finally {
    await source.destroy().catch(() => undefined);
    await bare.destroy().catch(() => undefined);
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// Measures the comparison of a million persons with each other, against counting them by one key, on a server of its own.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { LEAST_ALIKE } from '../../src/domain/anonymity/rungs.js';
import { openPlatform } from '../../src/platform.js';
import { ownerUrl } from './owner-url.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const YEAR = 2024;

/** Of the second crowd one in so many is of either small organisation, and the last of them are like nobody else. */
const SMALL = 10_000;
const LIKE_NOBODY = 2;

/** Three organisations; everybody's months are their own, years are shared by eight, losses by 64, and so on. */
const FILL = `
WITH organisations AS (
  INSERT INTO registry.organisation (id, name, kind, party_id, created_at)
  SELECT id, 'Bench ' || id, 'ngo', NULL, now() FROM unnest($1::uuid[]) AS g(id) RETURNING id
)
INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
SELECT (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, ($1::uuid[])[1 + n % 3], 'bench-' || n,
  CASE WHEN n % 5 = 0 THEN 'central_agency_only' ELSE 'partners_pseudonymous' END, 'public_interest', false, now()
FROM (SELECT generate_series(1, $2::int)) AS g(n), (SELECT count(*) FROM organisations) AS o`;
const CLASSES = `
INSERT INTO registry.shown_class (person_id, keys, birth_from, birth_to)
SELECT id, ARRAY[n, n / 8, n / 64, n / 512, n / 4096], 1950 + n % 50, 1950 + n % 50 FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM registry.person) AS p`;
/** The same people, of whom nearly all are of one organisation now: the rest are too few on most rungs, and a few of all on the last. */
const SKEW = `UPDATE registry.person SET owner_organisation_id = ($1::uuid[])[CASE WHEN n % $2::int < 2 THEN 2 + n % $2::int ELSE 1 END]
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM registry.person) AS numbered WHERE numbered.id = person.id`;
const ALONE = `UPDATE registry.shown_class SET keys = ARRAY[-keys[1], -keys[1], -keys[1], -keys[1], -keys[1]] WHERE person_id IN (
  SELECT id FROM registry.person WHERE owner_organisation_id = $1::uuid AND sharing_level = 'partners_pseudonymous' ORDER BY id DESC LIMIT $2::int)`;
const TOLD = `SELECT rung, count(*)::int AS people FROM registry.shown_class JOIN registry.person ON id = person_id
WHERE sharing_level = 'partners_pseudonymous' GROUP BY rung ORDER BY rung`;
const FLOOR = 'SELECT count(*) FROM (SELECT keys[1] FROM registry.shown_class GROUP BY 1) AS counted';

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  const client = new Client({ connectionString: ownerUrl(folder) });
  try {
    await client.connect();
    const organisations = [randomUUID(), randomUUID(), randomUUID()];
    await client.query(FILL, [organisations, PERSONS]);
    await client.query(CLASSES);
    const compare = (): Promise<number> =>
      platform.database.transaction(servicePrincipal('job', 'bench'), ({ shownClasses }) =>
        shownClasses.compare(YEAR, LEAST_ALIKE),
      );
    await client.query(FLOOR);
    const floor = await seconds(() => client.query(FLOOR));
    console.log(`${PERSONS} persons. Floor, counted by one key: ${floor.toFixed(2)} s.`);
    const report = async (names: readonly string[]): Promise<void> => {
      for (const name of names) {
        const time = await seconds(compare);
        console.log(`Compared ${name}: ${time.toFixed(2)} s, ${(time / floor).toFixed(1)} × its floor.`);
      }
      const { rows } = await client.query<{ rung: number; people: number }>(TOLD);
      console.log(
        `People of the partners by rung: ${rows.map(({ rung, people }) => `${rung}: ${people}`).join(', ')}.`,
      );
    };
    await report(['the first time, all of them written', 'again, nothing written', 'once more']);
    await client.query(SKEW, [organisations, SMALL]);
    await client.query(ALONE, [organisations[1], LIKE_NOBODY]);
    await client.query('VACUUM ANALYZE registry.person, registry.shown_class');
    await report(['with one organisation that has nearly all', 'again, nothing written', 'once more']);
  } finally {
    await client.end().catch(() => undefined);
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}

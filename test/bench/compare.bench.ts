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

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 1_000_000);
const YEAR = 2024;

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
  const client = new Client({ connectionString: platform.databaseUrl });
  try {
    await client.connect();
    await client.query(FILL, [[randomUUID(), randomUUID(), randomUUID()], PERSONS]);
    await client.query(CLASSES);
    const compare = (): Promise<number> =>
      platform.database.transaction(servicePrincipal('job', 'bench'), ({ shownClasses }) =>
        shownClasses.compare(YEAR, LEAST_ALIKE),
      );
    await client.query(FLOOR);
    const floor = await seconds(() => client.query(FLOOR));
    console.log(`${PERSONS} persons. Floor, counted by one key: ${floor.toFixed(2)} s.`);
    for (const name of ['the first time, all of them written', 'again, nothing written', 'once more']) {
      const time = await seconds(compare);
      console.log(`Compared ${name}: ${time.toFixed(1)} s, ${(time / floor).toFixed(1)} × its floor.`);
    }
  } finally {
    await client.end().catch(() => undefined);
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}

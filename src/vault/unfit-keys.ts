// Refuses a start with keys by which people of the vault could not be opened, or nobody could be sealed.

import type pg from 'pg';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';

/** A loose scan of the index: as many look-ups as there are versions, whatever the number of people. */
const VERSIONS_IN_USE = `
  WITH RECURSIVE used AS (
    SELECT min(kek_version) AS version FROM vault.person_key
    UNION ALL
    SELECT (SELECT min(kek_version) FROM vault.person_key WHERE kek_version > used.version) FROM used WHERE used.version IS NOT NULL
  )
  SELECT version FROM used WHERE version IS NOT NULL`;

export async function refuseLost(client: pg.ClientBase, keyRing: KeyRing): Promise<void> {
  const used = await client.query<{ version: number }>(VERSIONS_IN_USE);
  const lost = used.rows.map((row) => row.version).filter((version) => !keyRing.keyVersions.includes(version));
  if (lost.length === 0) return;
  throw new KeyProblem(
    'key_missing',
    `People are sealed under version ${lost.join(', ')} of the key-encryption key, which the key ring does not hold. Put back the newest key file that has it.`,
  );
}

/** An older key file that was put back would seal nobody; better told at the start than at the first registration. */
export async function refuseClosed(client: pg.ClientBase, current: number): Promise<void> {
  const fence = await client.query<{ there: boolean }>(`
    SELECT to_regclass('vault.key_version') IS NOT NULL
      AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('vault.search_row') AND attname = 'names_version') AS there`);
  if (fence.rows[0]?.there !== true) {
    throw new KeyProblem(
      'vault_outdated',
      'The vault in this database is of an older version. Set VAULT_DATABASE_OWNER_URL, or DATABASE_OWNER_URL where it has no server of its own, so that it can be brought up to date.',
    );
  }
  const found = await client.query<{ state: string }>('SELECT state FROM vault.key_version WHERE version = $1', [
    current,
  ]);
  const state = found.rows[0]?.state ?? 'in_use';
  if (state === 'in_use') return;
  throw new KeyProblem(
    'key_closed',
    `Version ${current} of the key-encryption key is ${state}, and the key ring has no newer one. Put back the newest key file.`,
  );
}

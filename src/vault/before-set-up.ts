// Asks a vault that may be there already whether it is of these keys, before a start changes anything in either database.

import pg from 'pg';
import type { KeyRing } from './key-ring.js';
import { refuseOther } from './unfit-keys.js';

/**
 * Throws KeyProblem `key_mismatch`, and what the server or the network says where it cannot be asked. A start that may set up roles tells the
 * registry by which proof its service names actors, and gives roles their passwords: with other keys it would lock out the service that runs.
 */
export async function refuseOtherKeys(url: string, keyRing: KeyRing): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'whereabouts-look',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query<{ there: boolean }>(
      `SELECT to_regclass('vault.key_fingerprint') IS NOT NULL AS there`,
    );
    if (found.rows[0]?.there === true) await refuseOther(client, keyRing);
  } finally {
    await client.end();
  }
}

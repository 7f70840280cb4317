// Refuses a start with keys by which people of the vault could not be opened or found, or nobody could be sealed.

import type { ClientBase } from 'pg';
import { KEY_TITLE, keyName, type KeyKind } from './key-kind.js';
import { KeyProblem } from './key-problem.js';
import type { KeyRing } from './key-ring.js';
import { HELD_VERSIONS } from './search-row-statements.js';

const KINDS: readonly KeyKind[] = ['key_encryption', 'blind_index'];

/** Loose scans of an index: as many look-ups as there are versions, whatever the number of people. */
const VERSIONS_IN_USE: Readonly<Record<KeyKind, string>> = {
  key_encryption: `
    WITH RECURSIVE used AS (
      SELECT min(kek_version) AS version FROM vault.person_key
      UNION ALL
      SELECT (SELECT min(kek_version) FROM vault.person_key WHERE kek_version > used.version) FROM used WHERE used.version IS NOT NULL
    )
    SELECT version FROM used WHERE version IS NOT NULL`,
  blind_index: `SELECT DISTINCT key AS version FROM (${HELD_VERSIONS}) held ORDER BY 1`,
};

const STATE: Readonly<Record<KeyKind, string>> = {
  key_encryption: 'SELECT state FROM vault.key_version WHERE version = $1',
  blind_index: 'SELECT state FROM vault.index_key_version WHERE version = $1',
};

const USE: Readonly<Record<KeyKind, string>> = {
  key_encryption: 'People are sealed',
  blind_index: 'People are found by codes',
};

/**
 * Remembers the keys of a vault that has none yet, and refuses every other ring from then on: KeyProblem `key_mismatch`, `key_missing`
 * when people are still sealed or found under a version that the ring has lost, or `key_closed` when the ring would write under one that was closed.
 */
export async function refuseUnfit(client: ClientBase, keyRing: KeyRing): Promise<void> {
  const given = fingerprintsOf(keyRing);
  await client.query(
    `INSERT INTO vault.key_fingerprint (key_name, fingerprint)
     SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT ON CONSTRAINT key_fingerprint_pk DO NOTHING`,
    [[...given.keys()], [...given.values()]],
  );
  await refuseOther(client, keyRing);
  await refuseOutdated(client);
  for (const kind of KINDS) {
    await refuseLost(client, keyRing, kind);
    await refuseClosed(client, keyRing, kind);
  }
}

/** Throws KeyProblem `key_mismatch` where the vault knows another key of a version, or another secret. */
export async function refuseOther(client: ClientBase, keyRing: KeyRing): Promise<void> {
  const given = fingerprintsOf(keyRing);
  const known = await client.query<{ key_name: string; fingerprint: string }>(
    'SELECT key_name, fingerprint FROM vault.key_fingerprint',
  );
  const other = known.rows.filter((row) => given.has(row.key_name) && given.get(row.key_name) !== row.fingerprint);
  if (other.length === 0) return;
  throw new KeyProblem(
    'key_mismatch',
    `This vault was made with other keys (${other.map((row) => row.key_name).join(', ')}). Put back the newest key file of this registry.`,
  );
}

/**
 * Not only of what opens people: a wrong index key would lose every search without an error, a wrong secret for statistics would round what was
 * published otherwise, and with a wrong master secret a start as the owner would lock out the service that runs. Keys that sign have ids of their own.
 */
function fingerprintsOf(keyRing: KeyRing): Map<string, string> {
  const versions = KINDS.flatMap((kind) => {
    const keys = keyRing.versioned(kind);
    return keys.versions.map((version) => [keyName(kind, version), keys.fingerprint(version)] as const);
  });
  return new Map([...versions, ...keyRing.secretFingerprints]);
}

async function refuseOutdated(client: ClientBase): Promise<void> {
  const fence = await client.query<{ there: boolean }>(
    `SELECT to_regclass('vault.index_key_version') IS NOT NULL AS there`,
  );
  if (fence.rows[0]?.there === true) return;
  throw new KeyProblem(
    'vault_outdated',
    'The vault in this database is of an older version. Set VAULT_DATABASE_OWNER_URL, or DATABASE_OWNER_URL where it has no server of its own, so that it can be brought up to date.',
  );
}

async function refuseLost(client: ClientBase, keyRing: KeyRing, kind: KeyKind): Promise<void> {
  const used = await client.query<{ version: number }>(VERSIONS_IN_USE[kind]);
  const { versions } = keyRing.versioned(kind);
  const lost = used.rows.map((row) => row.version).filter((version) => !versions.includes(version));
  if (lost.length === 0) return;
  throw new KeyProblem(
    'key_missing',
    `${USE[kind]} under version ${lost.join(', ')} of the ${KEY_TITLE[kind]}, which the key ring does not hold. Put back the newest key file that has it.`,
  );
}

/** An older key file that was put back would seal nobody; better told at the start than at the first registration. */
async function refuseClosed(client: ClientBase, keyRing: KeyRing, kind: KeyKind): Promise<void> {
  const { current } = keyRing.versioned(kind);
  const found = await client.query<{ state: string }>(STATE[kind], [current]);
  const state = found.rows[0]?.state ?? 'in_use';
  if (state === 'in_use') return;
  throw new KeyProblem(
    'key_closed',
    `Version ${current} of the ${KEY_TITLE[kind]} is ${state}, and the key ring has no newer one. Put back the newest key file.`,
  );
}

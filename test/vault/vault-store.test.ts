// The vault's store on a real PostgreSQL: what its role may not do, which keys it accepts, and what it says when it is out of reach.

import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys, withKeyVersion, withoutKeyVersion } from '../../src/vault/key-file.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { everybody } from '../support/everybody.js';

const keyText = makeKeys();
const vardo: IdentityParticulars = {
  names: [{ text: 'Canaryvardo Canarytel', script: 'Latn', order: 'given_first', role: 'own' }],
  marks: 'Canaryscar',
};
let database: TestDatabase;
let store: VaultStore;
let vault: IdentityVault;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 4 });
  vault = new IdentityVault(store, readKeys(keyText));
  owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
});

beforeEach(async () => {
  await owner.query(
    'TRUNCATE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code, vault.key_fingerprint',
  );
});

afterAll(async () => {
  await store.close();
  await owner.end();
  await database.drop();
});

describe('the role of the vault may not', () => {
  it.each([
    ['change codes', 'UPDATE vault.search_code SET code = 1'],
    ['remove codes singly', 'DELETE FROM vault.search_code'],
    ['change wrapped keys', 'UPDATE vault.person_key SET wrapped_key = $$x$$'],
    ['change which key a person is sealed under', 'UPDATE vault.person_key SET kek_version = 2'],
    ['open a key version that was closed', `UPDATE vault.key_version SET state = 'in_use'`],
    ['forget that a key version was retired', 'DELETE FROM vault.key_version'],
    ['open an index key version that was closed', `UPDATE vault.index_key_version SET state = 'in_use'`],
    ['forget that an index key version was retired', 'DELETE FROM vault.index_key_version'],
    ['lock index key versions', 'SELECT * FROM vault.index_key_version FOR UPDATE'],
    ['change which key codes were made under', 'UPDATE vault.search_row SET key_version = 2'],
    ['lock key versions', 'SELECT * FROM vault.key_version FOR UPDATE'],
    ['move a field to another person', 'UPDATE vault.sealed_field SET person_id = person_id'],
    ['forget which keys it was made with', 'DELETE FROM vault.key_fingerprint'],
    ['rewrite which keys it was made with', 'UPDATE vault.key_fingerprint SET fingerprint = fingerprint'],
    ['make tables', 'CREATE TABLE vault.other (id int)'],
    ['read the registry', 'SELECT * FROM registry.person'],
  ])('%s', async (_what, sql) => {
    const client = new Client({ connectionString: database.urls.vault });
    await client.connect();
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  it('own anything', async () => {
    const role = new URL(database.urls.vault).username;
    const owned = await owner.query(
      'SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = $1',
      [role],
    );
    const rights = await owner.query(
      'SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = $1',
      [role],
    );
    expect(owned.rows).toEqual([]);
    expect(rights.rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }]);
  });
});

/** A start of the service with these keys. */
async function start(keys: string): Promise<void> {
  const opened = await IdentityVault.open({ url: database.urls.vault, keys: readKeys(keys) });
  await opened.ping();
  await opened.close();
}

describe('a service with other keys', () => {
  it('is refused from the first start on', async () => {
    await start(keyText);
    await start(keyText);
    await expect(start(makeKeys())).rejects.toMatchObject({ code: 'key_mismatch' });
    await start(keyText);
  });

  it('is refused when only the key of the search codes is another', async () => {
    await start(keyText);
    const keys: object = { ...(JSON.parse(keyText) as object), blindIndexKey: Buffer.alloc(32, 1).toString('base64') };
    await expect(start(JSON.stringify(keys))).rejects.toMatchObject({ code: 'key_mismatch' });
  });

  it('is refused when one version of that key is another, or one under which people are found is lost', async () => {
    const second = withKeyVersion(keyText, 'blind_index', 2);
    await start(second);
    const newer = new IdentityVault(store, readKeys(second));
    await newer.sealIdentity(randomUUID(), vardo, null);
    await expect(start(withKeyVersion(keyText, 'blind_index', 2))).rejects.toMatchObject({
      code: 'key_mismatch',
      message: expect.stringContaining('blind_index_2'),
    });
    await expect(start(keyText)).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('version 2 of the blind index key'),
    });
    await vault.sealIdentity(randomUUID(), vardo, null);
    await expect(start(withoutKeyVersion(second, 'blind_index', 1))).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('version 1 of the blind index key'),
    });
    await start(second);
  });

  it('may add a version, and may not lose one that people are sealed under', async () => {
    await start(keyText);
    await vault.sealIdentity(randomUUID(), vardo, null);
    const keys = JSON.parse(keyText) as { keyEncryptionKeys: { current: number; keys: Record<string, string> } };
    const second = Buffer.alloc(32, 2).toString('base64');
    keys.keyEncryptionKeys = { current: 2, keys: { ...keys.keyEncryptionKeys.keys, '2': second } };
    await start(JSON.stringify(keys));
    keys.keyEncryptionKeys = { current: 2, keys: { '2': second } };
    await expect(start(JSON.stringify(keys))).rejects.toMatchObject({
      code: 'key_missing',
      message: expect.stringContaining('version 1 of the key-encryption key'),
    });
  });

  it('ends with one set of keys when two of them are the first at once', async () => {
    const starts = await Promise.allSettled([start(keyText), start(makeKeys())]);
    expect(starts.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('opens nothing and finds nobody', async () => {
    const personId = randomUUID();
    await vault.sealIdentity(personId, vardo, null);
    await vault.confirm([personId]);
    const other = new IdentityVault(store, readKeys(makeKeys()));
    await expect(other.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'seal_broken' });
    expect((await vault.findCandidates({ identity: vardo, birthYears: null }, everybody)).candidates).toHaveLength(1);
    expect((await other.findCandidates({ identity: vardo, birthYears: null }, everybody)).candidates).toHaveLength(0);
  });
});

describe('a connection to the vault', () => {
  it('goes by indexes from its first question on, each of several that begin at once', async () => {
    const several = new VaultStore({ connectionString: database.urls.vault, most: 4 });
    const asking = `SELECT pg_backend_pid() AS pid, current_setting('enable_seqscan') AS walks, pg_sleep(0.2)::text`;
    try {
      const answers = await Promise.all(
        Array.from({ length: 4 }, () =>
          several.inTransaction(async (client) => (await client.query<{ pid: number; walks: string }>(asking)).rows[0]),
        ),
      );
      expect(new Set(answers.map((answer) => answer?.pid)).size).toBe(4);
      expect(answers.map((answer) => answer?.walks)).toEqual(['off', 'off', 'off', 'off']);
    } finally {
      await several.close();
    }
  });
});

describe('a vault that cannot be reached', () => {
  it.each([
    ['refuses connections', (url: URL) => (url.port = '1'), 'unavailable'],
    ['knows another password', (url: URL) => (url.password = 'Canarypassword'), 'internal'],
  ])('says so when its server %s, and says no more', async (_what, spoil, code) => {
    const url = new URL(database.urls.vault);
    spoil(url);
    const unreachable = new VaultStore({ connectionString: url.href, most: 1 });
    const failure: unknown = await unreachable.ping().catch((error: unknown) => error);
    await unreachable.close();
    expect(failure).toMatchObject({ name: 'DomainError', code });
    expect(inspect(failure, { showHidden: true, depth: 9 })).not.toMatch(/Canary|password|127\.0\.0\.1|localhost/);
  });

  it('is in use again after its connections were cut', async () => {
    const personId = randomUUID();
    await vault.sealIdentity(personId, vardo, null);
    const role = new URL(database.urls.vault).username;
    await owner.query(
      // Waits until each of them is gone, and not only told to go.
      'SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE usename = $1 AND datname = current_database()',
      [role],
    );
    await store.ping().catch(() => undefined);
    expect(await vault.openIdentity(personId, ['marks'])).toEqual({ marks: 'Canaryscar' });
  });
});

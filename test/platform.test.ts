// What a start does with the keys of a registry that is there: it never makes new ones in their place.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readEnvironment } from '../src/configuration/environment.js';
import { openPlatform } from '../src/platform.js';
import { connectTo } from './support/server-line.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-platform-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a registry whose key file is gone', () => {
  it('is not opened, says what to put back, and is given no other keys', async () => {
    await mkdir(path.join(folder, 'postgres'));
    await writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '18\n');
    const said: string[] = [];
    const environment = readEnvironment({ DATA_DIR: folder });
    const opening = openPlatform({ environment, onMessage: (line) => said.push(line) });
    await expect(opening).rejects.toMatchObject({
      code: 'key_file_missing',
      message: expect.stringMatching(/keys\.json is not there.*newest backup, or set KEY_FILE/),
    });
    expect([await readdir(folder), said]).toEqual([['postgres'], []]);
  });
});

describe('a registry on a server of its own whose key file is gone', () => {
  let registry: TestDatabase;
  let vault: TestDatabase;
  beforeEach(async () => {
    [registry, vault] = [await createTestDatabase(null), await createTestDatabase(null)];
  });
  afterEach(async () => {
    await registry.drop();
    await vault.drop();
  });

  /** No folder of it is there before the first start. */
  const data = (): string => path.join(folder, 'data');

  async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const environment = readEnvironment({
      DATA_DIR: data(),
      DATABASE_URL: registry.urls.app,
      DATABASE_OWNER_URL: registry.urls.owner,
      VAULT_DATABASE_URL: vault.urls.vault,
      VAULT_DATABASE_OWNER_URL: vault.urls.owner,
      ...settings,
    });
    await (await openPlatform({ environment, onMessage: () => undefined })).close();
  }

  async function known(): Promise<unknown> {
    const rows: unknown[] = [];
    for (const [url, sql] of [
      [registry.urls.owner, 'SELECT role_name, digest FROM registry.actor_proof'],
      [vault.urls.owner, 'SELECT key_name, fingerprint FROM vault.key_fingerprint ORDER BY 1'],
    ] as const) {
      const client = new Client({ connectionString: url });
      await client.connect();
      rows.push((await client.query(sql)).rows);
      await client.end();
    }
    return rows;
  }

  const refusal = {
    code: 'key_file_missing',
    message: expect.stringMatching(/keys\.json is not there.*DATABASE_URL.*newest backup, or set KEY_FILE/),
  };

  it.each([
    ['its owner', {}],
    ['the role of the service', { DATABASE_OWNER_URL: '', VAULT_DATABASE_OWNER_URL: '' }],
  ])('is not opened by %s, and neither folder nor database gets other keys', async (_, settings) => {
    await start();
    const before = await known();
    await rm(data(), { recursive: true });
    await expect(start(settings)).rejects.toMatchObject(refusal);
    expect(await readdir(folder)).toEqual([]);
    expect(await known()).toEqual(before);
  });

  it('is not opened where the vault alone is left', async () => {
    await start();
    await rm(data(), { recursive: true });
    await registry.drop();
    registry = await createTestDatabase(null);
    await expect(start()).rejects.toMatchObject(refusal);
    expect(await readdir(folder)).toEqual([]);
  });

  it('gets no keys while its server cannot be asked', async () => {
    const away = new URL(registry.urls.owner);
    away.host = '127.0.0.1:1';
    await expect(start({ DATABASE_OWNER_URL: away.href })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is opened again once the file is back; an empty database gets its keys at the first start', async () => {
    await start();
    const keyFile = path.join(data(), 'keys.json');
    const kept = await readFile(keyFile, 'utf8');
    await rm(keyFile);
    await expect(start()).rejects.toMatchObject(refusal);
    await writeFile(keyFile, kept, { mode: 0o600 });
    await start();
    expect(await readFile(keyFile, 'utf8')).toBe(kept);
  });

  it('takes the file that another process makes while the server is asked', async () => {
    await start();
    const kept = await readFile(path.join(data(), 'keys.json'), 'utf8');
    const keyFile = path.join(folder, 'shared-keys.json');
    const slow = createServer((client) => {
      writeFileSync(keyFile, kept, { mode: 0o600 });
      const server = connectTo(registry.urls.owner);
      client.pipe(server).pipe(client);
      for (const end of [client, server]) end.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const owner = new URL(registry.urls.owner);
    owner.host = `127.0.0.1:${(slow.address() as AddressInfo).port}`;
    await start({ DATABASE_OWNER_URL: owner.href, KEY_FILE: keyFile });
    slow.close();
    expect(await readFile(keyFile, 'utf8')).toBe(kept);
  });

  it('learns no other keys: a start with those of another registry is refused and changes nothing', async () => {
    await start();
    const before = await known();
    const other = path.join(folder, 'other-keys.json');
    const elsewhere = await createTestDatabase(null);
    await start({
      KEY_FILE: other,
      DATABASE_URL: elsewhere.urls.app,
      DATABASE_OWNER_URL: elsewhere.urls.owner,
      VAULT_DATABASE_URL: elsewhere.urls.vault,
      VAULT_DATABASE_OWNER_URL: elsewhere.urls.owner,
    });
    await elsewhere.drop();
    await expect(start({ KEY_FILE: other })).rejects.toMatchObject({ code: 'key_mismatch' });
    expect(await known()).toEqual(before);
    await start({ DATABASE_OWNER_URL: '', VAULT_DATABASE_OWNER_URL: '' });
  });

  describe('and is put back with one secret of another', () => {
    const asTheService = { DATABASE_OWNER_URL: '', VAULT_DATABASE_OWNER_URL: '' };
    const otherFile = (): string => path.join(folder, 'other-keys.json');

    async function exchange(field: string): Promise<void> {
      const kept = JSON.parse(await readFile(path.join(data(), 'keys.json'), 'utf8')) as object;
      const keys = { ...kept, [field]: Buffer.alloc(32, 'another').toString('base64') };
      await writeFile(otherFile(), JSON.stringify(keys), { mode: 0o600 });
    }

    async function asVaultOwner(sql: string): Promise<void> {
      const client = new Client({ connectionString: vault.urls.owner });
      await client.connect();
      await client.query(sql);
      await client.end();
    }

    it.each([
      ['masterSecret', 'master_secret'],
      ['statisticsSecret', 'statistics_secret'],
      ['sessionSecret', 'session_secret'],
    ])(
      'is refused for another %s and changes nothing, until the vault’s owner has it forgotten',
      async (field, name) => {
        await start();
        const before = await known();
        await exchange(field);
        await expect(start({ KEY_FILE: otherFile() })).rejects.toMatchObject({
          code: 'key_mismatch',
          message: expect.stringContaining(`(${name})`),
        });
        await expect(start({ KEY_FILE: otherFile(), ...asTheService })).rejects.toThrow(
          /other keys|does not know the keys/,
        );
        expect(await known()).toEqual(before);
        await start(asTheService);
        await asVaultOwner(`DELETE FROM vault.key_fingerprint WHERE key_name = '${name}'`);
        await start({ KEY_FILE: otherFile() });
        await start({ KEY_FILE: otherFile(), ...asTheService });
        await expect(start()).rejects.toMatchObject({ code: 'key_mismatch' });
      },
    );

    it('is learnt by a vault from before they were remembered, which refuses another from then on', async () => {
      await start();
      const learnt = await known();
      await asVaultOwner(`DELETE FROM vault.key_fingerprint WHERE key_name LIKE '%secret'`);
      expect(await known()).not.toEqual(learnt);
      await start(asTheService);
      expect(await known()).toEqual(learnt);
      await exchange('sessionSecret');
      await expect(start({ KEY_FILE: otherFile() })).rejects.toMatchObject({ code: 'key_mismatch' });
    });
  });
});

// A key file that is moved to a key service and changed there, and the settings that name the service.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { KmsSettings } from '../../src/configuration/kms-settings.js';
import { readEnvironment } from '../../src/configuration/environment.js';
import { KeyCustody } from '../../src/vault/key-custody.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import type { KeyRing } from '../../src/vault/key-ring.js';
import { FileKeySource } from '../../src/vault/key-source.js';
import { KeyVersionTable } from '../../src/vault/key-version-table.js';
import { TransitClient } from '../../src/vault/transit-client.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TransitServer } from '../support/transit-server.js';

/** The true ones are 5 s and some pauses; a test need not wait for them. */
const QUICK = { timeLimit: 300, pauses: [5, 5] };

let server: TransitServer;
let folder: string;
let file: string;

beforeEach(async () => {
  server = await TransitServer.start();
  server.rotate('registry');
  folder = mkdtempSync(path.join(tmpdir(), 'whereabouts-kms-'));
  file = path.join(folder, 'keys.json');
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function settings(changed: Partial<KmsSettings> = {}): KmsSettings {
  const { url, token } = server;
  return { url, mount: 'transit', key: 'registry', namespace: null, token, tokenFile: null, ...changed };
}

function client(changed: Partial<KmsSettings> = {}): TransitClient {
  return new TransitClient(settings(changed), QUICK);
}

function source(transit: TransitClient | null = client()): FileKeySource {
  return new FileKeySource(file, makeKeys, transit);
}

function fingerprints(ring: KeyRing): string[] {
  return [
    ring.versioned('blind_index').fingerprint(1),
    ...ring.keyVersions.map((version) => ring.fingerprint(version)),
  ];
}

describe('a key file in use', () => {
  let database: TestDatabase;
  let store: VaultStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    store = new VaultStore({ connectionString: database.urls.vault, most: 2 });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const custody = async (transit: TransitClient | null = client()): Promise<KeyCustody> => {
    const from = source(transit);
    return new KeyCustody(from, await from.load(), new KeyVersionTable(store, 'key_encryption'));
  };

  it('is moved to the key service, and back in nobody’s hands without it', async () => {
    const plain = await source(null).load();
    expect(await (await custody()).origin()).toBe('file');
    await (await custody()).sealToKms();
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE KEY');
    expect(await (await custody()).origin()).toBe('sealed_file');
    expect(fingerprints(await source().load())).toEqual(fingerprints(plain));
    await expect((await custody()).sealToKms()).rejects.toMatchObject({ code: 'kms_refused' });
  });

  it('is left as it is when the key service seals to what it does not open', async () => {
    await source(null).load();
    const held = readFileSync(file, 'utf8');
    const lying = await custody();
    server.misbehaviours = [
      (_, response) => void response.writeHead(200).end('{"data": {"ciphertext": "vault:v1:AAAA"}}'),
    ];
    await expect(lying.sealToKms()).rejects.toMatchObject({ code: 'kms_refused' });
    server.misbehaviours = [(_, response) => void response.writeHead(200).end('{"data": {"ciphertext": "elsewhere"}}')];
    await expect(lying.sealToKms()).rejects.toMatchObject({ code: 'kms_answer_malformed' });
    expect(readFileSync(file, 'utf8')).toBe(held);
  });

  it('is not moved where no key service is set', async () => {
    await source(null).load();
    await expect((await custody(null)).sealToKms()).rejects.toMatchObject({ code: 'kms_not_set' });
    await expect((await custody()).rewrapInKms()).rejects.toMatchObject({ code: 'kms_not_set' });
  });

  it('follows the key of the key service to its newest version', async () => {
    const first = await source().load();
    server.rotate('registry');
    server.rotate('registry');
    expect(await (await custody()).rewrapInKms()).toEqual({ before: 1, after: 3 });
    expect(readFileSync(file, 'utf8')).toContain('vault:v3:');
    expect(fingerprints(await source().load())).toEqual(fingerprints(first));
  });

  it('stays sealed when a version is added to it and another one retired', async () => {
    await source().load();
    const version = await (await custody()).addVersion();
    expect(readFileSync(file, 'utf8')).toContain('whereabouts-sealed-keys');
    expect((await source().load()).keyVersions).toEqual([1, version]);
    expect(await (await custody()).retire(1)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('whereabouts-sealed-keys');
    expect((await source().load()).keyVersions).toEqual([version]);
  });

  it('stays sealed when a version of the blind index key is added and another one retired', async () => {
    const from = source();
    const index = new KeyCustody(from, await from.load(), new KeyVersionTable(store, 'blind_index'));
    const version = await index.addVersion();
    expect(readFileSync(file, 'utf8')).toContain('whereabouts-sealed-keys');
    expect((await source().load()).versioned('blind_index').versions).toEqual([1, version]);
    expect(await index.retire(1)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('whereabouts-sealed-keys');
    expect((await source().load()).versioned('blind_index').versions).toEqual([version]);
  });
});

describe('the settings of the key service', () => {
  const whole = { KEY_KMS_URL: 'https://kms.example/', KEY_KMS_KEY: 'registry', KEY_KMS_TOKEN: 'hvs.Canary' };

  it('are read whole, or are not there', () => {
    expect(readEnvironment({}).keyKms).toBeNull();
    expect(readEnvironment(whole).keyKms).toEqual({
      url: 'https://kms.example',
      mount: 'transit',
      key: 'registry',
      namespace: null,
      token: 'hvs.Canary',
      tokenFile: null,
    });
    expect(readEnvironment({ ...whole, KEY_KMS_URL: 'http://127.0.0.1:8200' }).keyKms?.url).toBe(
      'http://127.0.0.1:8200',
    );
  });

  it.each<[string, Record<string, string>]>([
    ['a token without an address', { KEY_KMS_TOKEN: 'hvs.Canary' }],
    ['an address without a key', { ...whole, KEY_KMS_KEY: '' }],
    ['an address without a token', { ...whole, KEY_KMS_TOKEN: '' }],
    ['two tokens', { ...whole, KEY_KMS_TOKEN_FILE: '/run/token' }],
    ['a token of two lines', { ...whole, KEY_KMS_TOKEN: 'hvs.Canary\r\nx-other: 1' }],
    ['a line in the clear', { ...whole, KEY_KMS_URL: 'http://kms.example' }],
    ['another protocol', { ...whole, KEY_KMS_URL: 'file:///etc' }],
    ['a user in the address', { ...whole, KEY_KMS_URL: 'https://Canary@kms.example' }],
    ['a key that leaves its path', { ...whole, KEY_KMS_KEY: '../sys' }],
    ['a key of dots', { ...whole, KEY_KMS_KEY: '..' }],
    ['a mount that leaves its path', { ...whole, KEY_KMS_MOUNT: '../sys' }],
  ])('are refused with %s', (_what, variables) => {
    let failure: unknown = null;
    try {
      readEnvironment(variables);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ name: 'EnvironmentError', message: expect.not.stringContaining('Canary') });
  });
});

describe('keys that are not sealed', () => {
  it('are read as they are while the key service is out of reach', async () => {
    const text = makeKeys();
    writeFileSync(file, text, { mode: 0o600 });
    const away = client({ url: 'http://127.0.0.1:1' });
    expect(fingerprints(await source(away).load())).toEqual(fingerprints(readKeys(text)));
  });
});

// Where keys come from: refusals, the first start, and two first starts at once.

import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { EnvironmentKeySource, FileKeySource } from '../../src/vault/key-source.js';

let folder: string;
let file: string;
let tests = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-keys-'));
});

beforeEach(() => {
  tests += 1;
  file = path.join(folder, String(tests), 'keys.json');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function place(text: string, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode });
  await chmod(file, mode);
}

function pemOf(key: KeyObject): string {
  return String(key.export({ type: 'pkcs8', format: 'pem' }));
}

describe('a key file is refused', () => {
  it.each([0o640, 0o604, 0o620, 0o644, 0o666, 0o601])('when its mode opens it to others (%#)', async (mode) => {
    await place(makeKeys(), mode);
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({
      code: 'key_file_readable_by_others',
      message: expect.stringContaining(`chmod 600 ${file}`),
    });
  });

  it('when it is cut short, and it is not replaced', async () => {
    const cut = makeKeys().slice(0, 200);
    await place(cut, 0o600);
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({ code: 'keys_malformed' });
    expect(await readFile(file, 'utf8')).toBe(cut);
  });

  it('when it is cut at any length or garbled anywhere, without saying what it holds', async () => {
    const whole = makeKeys();
    const key = /"1": "([^"]+)"/.exec(whole)?.[1] ?? '';
    const middle = whole.indexOf(key) + 10;
    const cuts = Array.from({ length: 40 }, (_, at) => whole.slice(0, Math.floor((at * (whole.length - 3)) / 40)));
    const garbled = ['!', '\u0000', '"', 'é'].map((odd) => whole.slice(0, middle) + odd + whole.slice(middle + 1));
    for (const text of [...cuts, ...garbled, '[]', 'null', '{}', '"keys"']) {
      await place(text, 0o600);
      const failure: unknown = await new FileKeySource(file).load().catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'KeyProblem', code: 'keys_malformed' });
      expect((failure as Error).message).not.toContain(key.slice(0, 9));
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });

  it('when it is empty, as after a full disk', async () => {
    await place('', 0o600);
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({ code: 'keys_malformed' });
  });

  it.each<[string, (pem: string) => string]>([
    ['cut short', (pem) => pem.slice(0, 60)],
    ['empty', () => ''],
    ['no PEM', () => 'key'],
    ['a public key', (pem) => String(createPublicKey(pem).export({ type: 'spki', format: 'pem' }))],
    ['of another curve', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
  ])('when its key that signs checkpoints is %s, and it is left as it is', async (_what, broken) => {
    const whole = pemOf(generateKeyPairSync('ed25519').privateKey);
    const keys = JSON.parse(makeKeys()) as object;
    const withKey = (key: string, current = '2027'): string =>
      JSON.stringify({ ...keys, checkpointSigningKeys: { current, keys: { 2027: key } } });
    const text = withKey(broken(whole));
    await place(text, 0o600);
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({
      code: 'keys_malformed',
      message: expect.stringContaining('checkpointSigningKeys.keys.2027'),
    });
    expect(await readFile(file, 'utf8')).toBe(text);
    await place(withKey(whole, '2028'), 0o600);
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({ code: 'keys_malformed' });
    await place(withKey(whole), 0o600);
    await expect(new FileKeySource(file).load()).resolves.toBeDefined();
  });

  it('when it is a folder', async () => {
    await mkdir(file, { recursive: true, mode: 0o700 });
    await expect(new FileKeySource(file).load()).rejects.toMatchObject({ code: 'key_file_unreadable' });
  });

  it('when its place cannot be made', async () => {
    await place('x', 0o600);
    await expect(new FileKeySource(path.join(file, 'below', 'keys.json')).load()).rejects.toMatchObject({
      code: expect.stringMatching(/^key_file_/),
    });
  });
});

describe('the first start', () => {
  it('makes a file that its owner alone can read, in a folder of the same kind', async () => {
    await new FileKeySource(file).load();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it('is followed by starts with the same keys', async () => {
    const first = await new FileKeySource(file).load();
    const second = await new FileKeySource(file).load();
    expect(second.fingerprint(1)).toBe(first.fingerprint(1));
    expect(second.tokenSigningKey.kid).toBe(first.tokenSigningKey.kid);
  });

  it('of many processes at once ends with one file and one set of keys for all', async () => {
    const rings = await Promise.all(Array.from({ length: 12 }, () => new FileKeySource(file).load()));
    expect(new Set(rings.map((ring) => ring.versioned('blind_index').fingerprint(1))).size).toBe(1);
    expect(await readdir(path.dirname(file))).toEqual(['keys.json']);
  });

  it('takes the keys of a process that was faster by a moment, and leaves its file alone', async () => {
    const rival = makeKeys();
    const overtaken = new FileKeySource(file, () => {
      mkdirSync(path.dirname(file));
      writeFileSync(file, rival, { mode: 0o600 });
      return makeKeys();
    });
    expect((await overtaken.load()).fingerprint(1)).toBe(readKeys(rival).fingerprint(1));
    expect(await readFile(file, 'utf8')).toBe(rival);
    expect(await readdir(path.dirname(file))).toEqual(['keys.json']);
  });

  it('draws keys that no other start draws', () => {
    const [a, b] = [readKeys(makeKeys()), readKeys(makeKeys())];
    expect(a.fingerprint(1)).not.toBe(b.fingerprint(1));
    expect(a.versioned('blind_index').fingerprint(1)).not.toBe(b.versioned('blind_index').fingerprint(1));
  });
});

describe('keys in the environment', () => {
  const text = makeKeys();

  it.each([
    ['the JSON of a key file', text],
    ['its base64', Buffer.from(text).toString('base64')],
  ])('are read as %s', async (_what, given) => {
    const ring = await new EnvironmentKeySource(given).load();
    expect(ring.fingerprint(1)).toBe(readKeys(text).fingerprint(1));
  });

  it.each(['', 'secret', '{"format":1}'])('are refused when they are something else (%#)', async (given) => {
    await expect(new EnvironmentKeySource(given).load()).rejects.toMatchObject({ code: 'keys_malformed' });
  });

  it('are not shown by their source', () => {
    expect(JSON.stringify(new EnvironmentKeySource(text))).toBe('{}');
  });
});

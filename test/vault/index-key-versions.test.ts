// The blind index key in versions: how the file holds them, which files are refused and where, and what codes of one version tell whoever has another.

import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IndexedIdentity } from '../../src/domain/matching/search-pairs.js';
import { NAME_SOUNDS_VERSION } from '../../src/domain/names/sound-readings.js';
import { BlindIndex } from '../../src/vault/blind-index.js';
import { makeKeys, readKeys, withKeyVersion, withoutKeyVersion } from '../../src/vault/key-file.js';
import { KeyProblem } from '../../src/vault/key-problem.js';
import { EnvironmentKeySource } from '../../src/vault/key-source.js';

interface KeyFile {
  blindIndexKey?: unknown;
  blindIndexKeys?: unknown;
}

const single = makeKeys();
const both = withKeyVersion(single, 'blind_index', 2);
const secrets = [single, both].flatMap((text) => text.match(/[A-Za-z0-9+/]{42,}=*/g) ?? []);
const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

function person(name: string, from: number | null = null): IndexedIdentity {
  const names = [{ text: name, script: 'Latn', order: 'given_first', role: 'own' } as const];
  return { identity: { names }, birthYears: from === null ? null : { from, to: from } };
}

function changed(text: string, change: (file: KeyFile) => void): string {
  const file = JSON.parse(text) as KeyFile;
  change(file);
  return JSON.stringify(file);
}

describe('a key file', () => {
  it('of before there were versions holds version 1, and is written so until a version is added', () => {
    const ring = readKeys(single);
    expect([ring.currentIndexKeyVersion, ring.versioned('blind_index').versions]).toEqual([1, [1]]);
    const file = JSON.parse(single) as KeyFile;
    expect([typeof file.blindIndexKey, file.blindIndexKeys]).toEqual(['string', undefined]);
  });

  it('holds the versions in one place once there are two, the first one unchanged', () => {
    const [ring, before] = [readKeys(both), readKeys(single)];
    expect([ring.currentIndexKeyVersion, ring.versioned('blind_index').versions]).toEqual([2, [1, 2]]);
    expect(ring.blindIndexKey('name_pair', 1).equals(before.blindIndexKey('name_pair', 1))).toBe(true);
    expect(ring.blindIndexKey('name_pair', 2).equals(before.blindIndexKey('name_pair', 1))).toBe(false);
    expect('blindIndexKey' in (JSON.parse(both) as KeyFile)).toBe(false);
    const left = readKeys(withoutKeyVersion(both, 'blind_index', 1));
    expect(left.versioned('blind_index').versions).toEqual([2]);
    expect(left.keyVersions).toEqual([1]);
  });

  it('is read the same from the environment, as JSON and as base64', async () => {
    for (const given of [both, Buffer.from(both).toString('base64')]) {
      const ring = await new EnvironmentKeySource(given).load();
      expect(ring.versioned('blind_index').fingerprint(2)).toBe(readKeys(both).versioned('blind_index').fingerprint(2));
    }
  });

  it.each<[string, string, string, (file: KeyFile) => void]>([
    ['no index key at all', single, 'blindIndexKeys', (file) => delete file.blindIndexKey],
    ['a key that is too short', single, 'blindIndexKey', (file) => (file.blindIndexKey = 'c2hvcnQ=')],
    ['a number for a key', single, 'blindIndexKey', (file) => (file.blindIndexKey = 1)],
    ['the old field beside the new one', both, 'blindIndexKey', (file) => (file.blindIndexKey = key(1))],
    ['a list of keys', both, 'blindIndexKeys', (file) => (file.blindIndexKeys = [key(1)])],
    ['no keys', both, 'blindIndexKeys.keys', (file) => (file.blindIndexKeys = { current: 1 })],
    [
      'a current version without a key',
      both,
      'blindIndexKeys.current',
      (file) => (file.blindIndexKeys = { current: 3, keys: { 1: key(1) } }),
    ],
    [
      'a current version in words',
      both,
      'blindIndexKeys.current',
      (file) => (file.blindIndexKeys = { current: '1', keys: { 1: key(1) } }),
    ],
    [
      'a version 0',
      both,
      'blindIndexKeys.keys',
      (file) => (file.blindIndexKeys = { current: 0, keys: { 0: key(1), 1: key(2) } }),
    ],
    [
      'a version that is damaged',
      both,
      'blindIndexKeys.keys.2',
      (file) => (file.blindIndexKeys = { current: 1, keys: { 1: key(1), 2: 'AAAA' } }),
    ],
  ])('with %s is refused by the place, and shows no key', (_what, text, place, change) => {
    const broken = changed(text, change);
    const read = (): unknown => readKeys(broken);
    expect(read).toThrow(KeyProblem);
    expect(read).toThrow(expect.objectContaining({ code: 'keys_malformed' }));
    expect(read).toThrow(`malformed at ${place}: `);
    try {
      read();
    } catch (error) {
      const shown = inspect(error, { showHidden: true });
      expect(secrets.filter((secret) => shown.includes(secret.slice(0, 12)))).toEqual([]);
    }
  });

  it('shows no key of any version', () => {
    const ring = readKeys(both);
    const holder = { ring, versions: ring.versioned('blind_index') };
    const shown = [
      inspect(holder, { showHidden: true, depth: 9 }),
      inspect(holder, { showHidden: true, depth: 9, customInspect: false }),
      JSON.stringify(holder),
      ring.versioned('blind_index').fingerprint(2),
    ].join('\n');
    const bytes = secrets.flatMap((secret) => [secret, Buffer.from(secret, 'base64').toString('hex')]);
    expect(bytes.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});

describe('a ring that is read anew', () => {
  it('adds what is new, keeps what was lost, and never goes back', () => {
    const ring = readKeys(single);
    expect(ring.adopt(readKeys(both))).toBe(true);
    expect([ring.currentIndexKeyVersion, ring.currentKeyVersion]).toEqual([2, 1]);
    expect(ring.adopt(readKeys(both))).toBe(false);
    expect(ring.adopt(readKeys(single))).toBe(false);
    expect(ring.adopt(readKeys(withoutKeyVersion(both, 'blind_index', 1)))).toBe(false);
    expect([ring.currentIndexKeyVersion, ring.versioned('blind_index').versions]).toEqual([2, [1, 2]]);
  });

  it('refuses another key of a version that it holds', () => {
    const ring = readKeys(both);
    const other = changed(both, (file) => (file.blindIndexKeys = { current: 2, keys: { 1: key(1), 2: key(2) } }));
    expect(() => ring.adopt(readKeys(other))).toThrow(expect.objectContaining({ code: 'key_mismatch' }));
    expect(ring.versioned('blind_index').fingerprint(2)).toBe(readKeys(both).versioned('blind_index').fingerprint(2));
  });
});

describe('codes', () => {
  const [before, after] = [new BlindIndex(readKeys(single)), new BlindIndex(readKeys(both))];
  const held = [
    { names: NAME_SOUNDS_VERSION, key: 1 },
    { names: NAME_SOUNDS_VERSION, key: 2 },
  ];
  const meets = (codes: readonly string[], stored: readonly (readonly string[])[]): boolean =>
    codes.some((code) => stored.flat().includes(code));

  it('of the newer version tell nothing to whoever has the older key, and the other way round', () => {
    const names = fc.constantFrom('Bolmir Zadrunin', 'Dregan Quillfeder', 'Fustel Ostrambel', 'Hindra Wendrugor');
    fc.assert(
      fc.property(names, fc.option(fc.integer({ min: 1930, max: 2010 })), (name, year) => {
        const one = person(name, year);
        expect(meets(before.codesFor(one), after.codesOf(one))).toBe(false);
        expect(meets(after.codesFor(one), before.codesOf(one))).toBe(false);
        expect(meets(after.codesFor(one), after.codesOf(one))).toBe(true);
      }),
      { seed: 20_261_129, numRuns: 60 },
    );
  });

  it('are asked of every version of which there are rows, and of today’s once', () => {
    const one = person('Bolmir Zadrunin', 1984);
    expect(meets(after.codesFor(one, held), before.codesOf(one))).toBe(true);
    expect(meets(after.codesFor(one, held), after.codesOf(one))).toBe(true);
    expect(after.codesFor(one, held)).toHaveLength(2 * after.codesFor(one).length);
    const windows = ['seen with Bolmir Zadrunin'];
    expect(meets(after.codesForWindows(windows, held), before.codesOf(one))).toBe(true);
    expect(meets(after.codesForWindows(windows, held), after.codesOf(one))).toBe(true);
  });

  it('say by which version they were made', () => {
    expect(before.keyed(person('Bolmir Zadrunin')).codesVersion).toEqual(held[0]);
    expect(after.keyed(person('Bolmir Zadrunin')).codesVersion).toEqual(held[1]);
  });

  it('of a version that the ring lacks are refused, and not left out', () => {
    expect(() => before.codesFor(person('Bolmir Zadrunin'), held)).toThrow(
      expect.objectContaining({ code: 'key_unknown' }),
    );
    expect(() => before.codesForWindows(['Bolmir Zadrunin'], held)).toThrow(KeyProblem);
  });
});

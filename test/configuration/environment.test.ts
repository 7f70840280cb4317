// Which key store a start uses, and when it refuses to promise an erasure that it could not carry out.

import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../src/configuration/environment.js';

function storeOf(source: NodeJS.ProcessEnv): string | null {
  return readEnvironment(source).keyStoreFile;
}

describe('the key store', () => {
  it('stands beside the key file of a data folder, or where it is told to', () => {
    expect(storeOf({})).toBe(path.resolve('.data/key-store'));
    expect(storeOf({ DATA_DIR: '/srv/w' })).toBe('/srv/w/key-store');
    expect(storeOf({ DATA_DIR: '/srv/w', KEY_STORE_FILE: '/mnt/halves/store' })).toBe('/mnt/halves/store');
    expect(readEnvironment({}, { demonstration: true }).keyStoreFile).toBe(path.resolve('.data/demo/key-store'));
  });

  it('is none where erasure is not promised, with keys of either source', () => {
    expect(storeOf({ ERASURE: 'not_promised' })).toBeNull();
    expect(storeOf({ ERASURE: 'not_promised', KEYS: '{}' })).toBeNull();
  });
});

describe('a start is refused', () => {
  it.each([
    ['with keys from the environment', { KEYS: '{}' }],
    ['with keys from the environment and erasure promised in words', { KEYS: '{}', ERASURE: 'promised' }],
    ['with keys from the environment and a store in a file', { KEYS: '{}', KEY_STORE_FILE: '/mnt/store' }],
  ])('%s, and says both ways out', (_what, source) => {
    const refused = (): unknown => readEnvironment(source);
    expect(refused).toThrow(expect.objectContaining({ name: 'EnvironmentError' }));
    expect(refused).toThrow(/KEY_FILE instead of KEYS/);
    expect(refused).toThrow(/ERASURE=not_promised/);
  });

  it('with a store that would not be used, or a word that is none', () => {
    expect(() => storeOf({ ERASURE: 'not_promised', KEY_STORE_FILE: '/mnt/store' })).toThrow(/KEY_STORE_FILE/);
    expect(() => storeOf({ ERASURE: 'yes' })).toThrow(/ERASURE must be one of promised, not_promised/);
  });
});

describe('the days until a sign of life is stale', () => {
  it('are those of the domain unless they are set', () => {
    expect(readEnvironment({}).staleDays).toEqual({ held: 90, missing: 365 });
    const set = { STALE_DAYS_HELD: '60', STALE_DAYS_MISSING: ' 730 ' };
    expect(readEnvironment(set).staleDays).toEqual({ held: 60, missing: 730 });
  });

  it.each(['0', '-1', '1.5', '3651', 'ninety', '1e9'])('are refused as %s', (text) => {
    expect(() => readEnvironment({ STALE_DAYS_HELD: text })).toThrow(/STALE_DAYS_HELD must be a whole number/);
    expect(() => readEnvironment({ STALE_DAYS_MISSING: text })).toThrow(/STALE_DAYS_MISSING must be a whole number/);
  });
});

// Search codes: what a thief of the table cannot learn, what he can, and what an inquiry finds.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonName } from '../../src/domain/identity/identity-particulars.js';
import { detectScript } from '../../src/domain/names/detect-script.js';
import { birthYearBuckets } from '../../src/domain/matching/birth-buckets.js';
import type { IndexedIdentity } from '../../src/domain/matching/search-pairs.js';
import { BlindIndex, CODES_PER_ROW } from '../../src/vault/blind-index.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';

const SEED = { seed: 20201110, numRuns: 60 };
const index = new BlindIndex(readKeys(makeKeys()));

function named(text: string): PersonName {
  return { text, script: detectScript(text), order: 'unknown', role: 'own' };
}

function person(names: string | readonly string[], from?: number, to = from, father?: string): IndexedIdentity {
  return {
    identity: { names: [names].flat().map(named), ...(father !== undefined && { fatherName: [named(father)] }) },
    birthYears: from === undefined || to === undefined ? null : { from, to },
  };
}

function inCommon(held: IndexedIdentity, asked: IndexedIdentity, by = index): number {
  const stored = new Set(index.codesOf(held).flat());
  return by.codesFor(asked).filter((code) => stored.has(code)).length;
}

const dictionary = ['Vardo', 'Tel', 'Mila', 'Oru', 'Senn', 'Anna', 'Oron', 'Del', 'Vel', 'Kor'];

describe('a stolen table', () => {
  it('gives no hit to a dictionary of names without the key', () => {
    const stolen = new Set(dictionary.flatMap((given) => index.codesOf(person(`${given} Tel`, 1990)).flat()));
    const thief = new BlindIndex(readKeys(makeKeys()));
    const guesses = dictionary.flatMap((a) => dictionary.flatMap((b) => thief.codesFor(person(`${a} ${b}`, 1990))));
    expect(guesses.length).toBeGreaterThan(100);
    expect(guesses.filter((code) => stolen.has(code))).toEqual([]);
  });

  it('shows the same number of codes for every record', () => {
    const records = [
      person([]),
      person('Vardo'),
      person('Vardo', 1990),
      person('Vardo Tel', 1990, 1991, 'Oru'),
      person(dictionary.join(' ')),
    ];
    for (const record of records)
      expect(index.codesOf(record).map((row) => new Set(row).size)).toEqual([CODES_PER_ROW]);
  });

  it('shows whole rows even where a record needs more codes', () => {
    const rows = index.codesOf(person([dictionary.join(' '), dictionary.map((name) => `${name}an`).join(' ')]));
    expect(rows.map((row) => row.length)).toEqual([CODES_PER_ROW, CODES_PER_ROW]);
    expect(new Set(rows.flat()).size).toBe(2 * CODES_PER_ROW);
  });

  it('does not show which codes are true by their order', () => {
    const codes = (index.codesOf(person('Vardo Tel'))[0] ?? []).map(BigInt);
    expect(codes.every((code, at) => at === 0 || (codes[at - 1] ?? 0n) < code)).toBe(true);
  });

  it('never holds a code of one name token alone', () => {
    expect(inCommon(person('Vardo'), person('Vardo'))).toBe(0);
    expect(inCommon(person('Vardo Tel'), person('Vardo'))).toBe(0);
    expect(inCommon(person('Vardo Tel', 1990), person('Vardo Oron', 1990))).toBe(0);
    expect(index.codesFor(person('Vardo'))).toEqual([]);
  });

  it('does tell that two people share a pair of name tokens: the leak that is documented', () => {
    const one = new Set(index.codesOf(person('Vardo Oru Tel', 1950)).flat());
    const other = index.codesOf(person('Tel Vardo Oru', 1999)).flat();
    // Three pairs of words, each both ways round, and with one letter of the longer words left out.
    expect(other.filter((code) => one.has(code)).length).toBeGreaterThanOrEqual(6);
  });

  it('holds codes that a bigint column takes', () => {
    const codes = index.codesOf(person('Vardo Tel')).flat().map(BigInt);
    expect(codes.every((code) => code >= 0n && code < 2n ** 63n)).toBe(true);
  });
});

describe('an inquiry meets', () => {
  it.each<[string, IndexedIdentity, IndexedIdentity]>([
    ['the same name in another order', person('Vardo Tel'), person('TEL, vardo')],
    ['a name with one word more', person('Vardo Tel'), person('Vardo Orui Tel')],
    ['a name with one word less', person('Vardo Orui Tel'), person('Vardo Tel')],
    ['one of several names', person(['Вардо Тел', 'Vardo Tel']), person('Vardo Tel')],
    ['a single name and the year', person('Vardo', 1990), person('Vardo Tel', 1990)],
    ['a single name and a year five years off', person('Vardo', 1989), person('Vardo', 1994)],
    [
      'a single name and its father’s',
      person('Vardo', undefined, undefined, 'Oru Tel'),
      person('Vardo', undefined, undefined, 'Oru'),
    ],
  ])('%s', (_what, held, asked) => {
    expect(inCommon(held, asked)).toBeGreaterThan(0);
  });

  it.each<[string, IndexedIdentity, IndexedIdentity]>([
    ['a single name and another generation', person('Vardo', 1950), person('Vardo', 1990)],
    ['a single name with any birth year at all', person('Vardo', 1900, 2020), person('Vardo', 1990)],
    ['another name', person('Vardo Tel', 1990), person('Mila Oron', 1990)],
  ])('no one by %s', (_what, held, asked) => {
    expect(inCommon(held, asked)).toBe(0);
  });

  it('whoever has the key of the table and nobody else', () => {
    expect(inCommon(person('Vardo Tel'), person('Vardo Tel'), new BlindIndex(readKeys(makeKeys())))).toBe(0);
  });
});

describe('birth-year buckets', () => {
  it('of years up to five apart always overlap, and of years ten apart never do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1880, max: 2030 }), fc.nat(5), fc.nat(20), (year, near, far) => {
        const at = (one: number): readonly string[] => birthYearBuckets({ from: one, to: one });
        expect(at(year).some((bucket) => at(year + near).includes(bucket))).toBe(true);
        expect(at(year).some((bucket) => at(year + 10 + far).includes(bucket))).toBe(false);
      }),
      SEED,
    );
  });
});

describe('windows of a text', () => {
  const windows = ['seen with anna', 'with anna vardo', 'anna vardo in', 'vardo in spring'];
  const byWindow = new Set(windows.flatMap((window) => index.codesForWindows([window], [])));

  it('that share words have the codes of each by itself', () => {
    expect(new Set(index.codesForWindows(windows, []))).toEqual(byWindow);
  });

  it('have the codes of a name that stands in one of them', () => {
    const stored = new Set(index.codesOf(person('Anna Vardo')).flat());
    expect([...byWindow].filter((code) => stored.has(code))).not.toEqual([]);
  });
});

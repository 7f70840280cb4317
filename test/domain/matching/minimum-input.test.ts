// The least that a search or an inquiry must say: parts of names, counted after normalisation, and never one for half of a country.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readInquiry } from '../../../src/domain/matching/inquiry.js';
import { readSearch } from '../../../src/domain/matching/search.js';
import { hasWildcard, isTellingPart, tellingParts } from '../../../src/domain/names/telling-parts.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');

function faultsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return (error as { faults: { pointer: string; code: string }[] }).faults.map((one) => `${one.pointer} ${one.code}`);
  }
}

const search = (name: string, birthYear?: number): string[] =>
  faultsOf(() => readSearch({ name, birthYear, purpose: 'medical' }, NOW));
const inquiry = (sought: object): string[] => faultsOf(() => readInquiry({ sought, purpose: 'medical' }, NOW));

const TOO_LITTLE = ['/name too_little'];

describe('a search is refused', () => {
  it.each([
    ['one part', 'Tassin'],
    ['one part twice', 'Tassin tassin'],
    ['one part in two widths', 'Tassin Ｔａｓｓｉｎ'],
    ['one part with and without its marks', 'Tássin Ta\u0301ssin Tassin'],
    ['one part and zero-width signs', 'Tassin \u200b\u200d\ufeff'],
    ['zero-width signs within one part', 'Tas\u200bsin Tassin'],
    ['a part and an initial', 'A. Tassin'],
    ['a part and initials', 'A B C Tassin'],
    ['an initial with marks', 'Á\u0301\u0323 Tassin'],
    ['a part and a form of address', 'Mr. Tassin'],
    ['a part and particles', 'von der Tassin'],
    ['a part and particles in capitals and full width', 'ＶＯＮ DER Tassin'],
    ['a part and a particle, Cyrillic', 'Ибн Тассин'],
    ['a part and a suffix, Cyrillic', 'Тассин оглы'],
    ['a part and a form of address, Armenian', 'Պարոն Տասին'],
    ['a part and a particle, Arabic', 'بن تاسين'],
    ['a part and a number', 'Tassin 1984'],
    ['particles alone', 'van der'],
    ['initials alone', 'A. B.'],
  ])('with %s', (_what, name) => {
    expect(search(name)).toEqual(TOO_LITTLE);
  });

  it.each(['Arv* Tassin', 'Arve? Tassin', '% Tassin', 'Arvel Tass_n', 'Arvel＊ Tassin', 'Arvel Tassin％'])(
    'with a wildcard: %s',
    (name) => {
      expect(search(name, 1984)).toEqual(['/name wildcard']);
    },
  );

  it('with more words than a name has', () => {
    expect(search('Ara Bera Cera Dera Era Fera Gera Hera Iera')).toEqual(['/name too_many_words']);
  });
});

describe('a search is answered', () => {
  it.each([
    ['two parts', 'Arvel Tassin'],
    ['two parts in any order, with particles', 'Tassin, Dr. Arvel van'],
    ['two parts of which one is also a particle elsewhere', 'Ben Le'],
    ['two words of one sign each, where a sign is a word', '王 伟'],
    ['two parts, Armenian', 'Արվել Տասին'],
    ['two parts, Arabic', 'آرفل تاسين'],
  ])('with %s', (_what, name) => {
    expect(search(name)).toEqual([]);
  });

  it('with one part and a year of birth', () => {
    expect(search('Tassin', 1984)).toEqual([]);
    expect(search('Mr Tassin', 1984)).toEqual([]);
    expect(search('Mr A.', 1984)).toEqual(TOO_LITTLE);
  });
});

describe('an inquiry', () => {
  it('takes a part of a parent’s name for the second part, and no particle of it', () => {
    const names = (father: string): object => ({ names: [{ text: 'Arvel' }, { text: father, role: 'father' }] });
    expect(inquiry(names('Joren'))).toEqual([]);
    expect(inquiry(names('bin'))).toEqual(['/sought/names too_little']);
    expect(inquiry(names('J.'))).toEqual(['/sought/names too_little']);
  });

  it('asks after one person: not after as many as it has names', () => {
    const names = (count: number): object => ({
      names: Array.from({ length: count }, (_, at) => ({ text: `Arvel Tassin${'a'.repeat(at)}` })),
    });
    expect(inquiry(names(4))).toEqual([]);
    expect(inquiry(names(5))).toEqual(['/sought/names too_many']);
  });
});

/** Words that may be a part or not, as people and programs write them. */
const word = fc.oneof(
  fc.constantFrom(
    'Arvel',
    'TASSIN',
    'Тассин',
    'Տասին',
    'تاسين',
    'van',
    'Mr.',
    'A',
    'бин',
    'ＶＯＮ',
    '1984',
    '—',
    '\u200b',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const disguised = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(
    text,
    text.toUpperCase(),
    text.normalize('NFD'),
    Array.from(text).join('\u200d'),
    `\u200e${text}\u00ad`,
    text.replace(/[A-Za-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
  );

describe('the parts of a name', () => {
  it('are as many in whatever order, case, width or disguise they are written', () => {
    const written = fc
      .array(fc.constantFrom('Arvel', 'Tassin', 'van', 'B', 'Tassin'), { minLength: 1, maxLength: 5 })
      .chain((words) =>
        fc.tuple(
          fc.constant(words),
          fc.tuple(...words.map(disguised)),
          fc.shuffledSubarray(
            words.map((_, at) => at),
            { minLength: words.length },
          ),
        ),
      );
    fc.assert(
      fc.property(written, ([plain, forms, order]) => {
        const other = order.map((at) => forms[at]).join(' \u2003');
        expect(tellingParts(other)).toEqual(tellingParts(plain.join(' ')));
      }),
    );
  });

  it('are no numerals, in whichever script', () => {
    expect(tellingParts('\u3021 \u3022')).toEqual([]);
    expect(tellingParts('王 〡')).toEqual(['王']);
  });

  it('are never initials, and what is refused without a year holds fewer than two', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const name = words.join(' ');
        const parts = tellingParts(name);
        expect(parts.every((part) => isTellingPart(part) && /\p{L}/u.test(part))).toBe(true);
        if (hasWildcard(name)) return;
        if (search(name).includes('/name too_little')) expect(parts.length).toBeLessThan(2);
        if (search(name).length === 0) expect(parts.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

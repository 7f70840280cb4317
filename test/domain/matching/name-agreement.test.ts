// Agreement of names: hard cases by hand, and rules that hold for every name.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verdictOf } from '../../../src/domain/matching/match-threshold.js';
import { nameAgreement, readName, type NameAgreement } from '../../../src/domain/matching/name-agreement.js';
import { ONE_PERSON } from './names-of-one-person.js';
import { NOT_SURELY_ONE } from './names-of-two-people.js';

function agree(one: string, other: string): NameAgreement {
  return nameAgreement(readName(one), readName(other));
}

function verdict(one: string, other: string): string {
  return verdictOf(agree(one, other).score);
}

const LETTERS = [
  'abdeghiklmnoprstuvyz',
  'абвгдезиклмнопрст',
  'աբգդեզիլխկհմնշոպսվտր',
  'აბგდევზიკლმნოპრსტუ',
  'ابتجدرزسشقکلمنوهی',
];
const word = fc
  .constantFrom(...LETTERS)
  .chain((letters) => fc.array(fc.constantFrom(...Array.from(letters)), { minLength: 3, maxLength: 10 }))
  .map((letters) => letters.join(''));
const name = fc.tuple(word, word).map((words) => words.join(' '));

describe('two people, or too little to say that they are one', () => {
  it.each(NOT_SURELY_ONE)('%s and %s', (one, other) => {
    expect(verdict(one, other)).not.toBe('same');
    expect(verdict(other, one)).not.toBe('same');
  });
});

describe('one person', () => {
  it.each(ONE_PERSON)('%s and %s', (one, other) => {
    expect(verdict(one, other)).toBe('same');
    expect(verdict(other, one)).toBe('same');
  });
});

describe('evidence', () => {
  it('tells part by part why', () => {
    const { evidence } = agree('Vugar Hasan oglu Aliyev', 'Вугар Рауф оглы Алиев');
    expect(evidence).toEqual([
      expect.objectContaining({ part: 'name', finding: 'match', reason: 'sounds_alike' }),
      expect.objectContaining({ part: 'name', finding: 'match', reason: 'sounds_alike' }),
      expect.objectContaining({ part: 'patronymic', finding: 'mismatch', reason: 'sounds_differ' }),
    ]);
  });

  it('takes a missing patronymic as nothing, and an agreeing one as more', () => {
    const without = agree('Aliyev Vugar', 'Алиев Вугар').score;
    const { score, evidence } = agree('Aliyev Vugar Hasan oglu', 'Алиев Вугар');
    expect(evidence).toContainEqual({ part: 'patronymic', finding: 'blank', reason: 'missing_on_one_side', weight: 0 });
    expect(score).toBe(without);
    expect(agree('Aliyev Vugar Hasan oglu', 'Алиев Вугар Гасан оглы').score).toBeGreaterThan(without);
  });

  it('lets no surname and father in common outweigh another given name', () => {
    expect(verdict('Aram Hakobi Sargsyan', 'Արմեն Հակոբի Սարգսյան')).toBe('different');
    expect(verdict('Aliyev Hasan Rauf oglu', 'Алиев Гусейн Рауф оглы')).toBe('different');
  });

  it('proposes initials and pet names, and is never sure of them', () => {
    expect(agree('A. Petrosyan', 'Aram Petrosyan').evidence).toContainEqual(
      expect.objectContaining({ reason: 'initial_only' }),
    );
    expect(verdict('A. Petrosyan', 'Aram Petrosyan')).toBe('possible');
    expect(verdict('Sasha Ivanov', 'Aleksandr Ivanov')).toBe('possible');
    expect(verdict('A. Petrosyan', 'Vahan Petrosyan')).toBe('different');
    expect(verdict('Petrosyan', 'Петросян')).toBe('possible');
  });

  it('finds nothing in common with a name without a letter', () => {
    expect(agree('', '')).toMatchObject({ score: 0, evidence: [] });
    expect(agree('12 – 7', 'Aram Petrosyan').score).toBe(0);
  });
});

describe('every name', () => {
  it('is itself', () => {
    fc.assert(fc.property(name, (one) => verdict(one, one) === 'same'));
  });

  it('is compared the same way round and the other', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(agree(one, other).score).toBeCloseTo(agree(other, one).score, 5);
      }),
    );
  });

  it('of two words may be written in either order, in capitals, and with signs that nobody sees', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const { score } = agree(one, other);
        const [first = '', second = ''] = one.split(' ');
        expect(agree(`${second} ${first}`, other).score).toBeCloseTo(score, 5);
        expect(agree(one.toUpperCase(), other).score).toBeCloseTo(score, 5);
        expect(agree(`\u202b${first}\u200c  ${second}\u0640\u202c`, other).score).toBeCloseTo(score, 5);
      }),
    );
  });

  it('may be any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 10_000 }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const { score } = agree(one, other);
        return score >= 0 && score <= 1;
      }),
    );
  });

  it('costs no more when it is a book', () => {
    const book = 'Արամ Hasan Иван '.repeat(100_000);
    // Its own work, which does not grow with what else the machine does.
    const begun = process.cpuUsage();
    agree(book, book);
    expect(process.cpuUsage(begun).user).toBeLessThan(2_000_000);
  });
});

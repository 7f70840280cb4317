// The exact normal form of names: what it joins, what it keeps apart, and that it is stable.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameTokens, nameTokenSet } from '../../../src/domain/names/normal-form.js';

const SEED = { seed: 20201110, numRuns: 1000 };

const scripts = [
  'aIıİÖßŁéǅﬁ',
  'ԱևՈւ՛՚֊',
  'ЁйЇ',
  'يكىةآئـً\u200c',
  'აჯᲐ',
  'אָב־׳',
  'ΣςΆ',
  "'’ʼ -.,´`\u0301\u202e\u200f\ufe0f",
].join('');
const names = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from(scripts)), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

describe('different names', () => {
  it.each([
    ['Anna Tel', 'Anna Del'],
    ['Anna', 'Аnnа'],
    ['Вий', 'Вии'],
    ['Vardo', 'Վարդո'],
    ['Ann Atel', 'Anna Tel'],
  ])('%s and %s stay apart', (a, b) => {
    expect(nameTokenSet(a)).not.toEqual(nameTokenSet(b));
  });

  it('keep their tokens apart over every script', () => {
    expect(nameTokens('Tel Тел Թել თელ تل תל Τελ')).toHaveLength(7);
  });
});

describe('one name', () => {
  it.each([
    ['in another order', 'Vardo Oru Tel', 'TEL, Vardo Oru'],
    ['with hyphens', 'Anna-Mila Tel', 'anna mila tel'],
    ['with an Armenian hyphen', 'Վարդո֊Թել', 'վարդո թել'],
    ['with the Armenian ligature', 'Սեւ', 'Սև'],
    ['with an Armenian accent mark', 'Վարդո՛', 'ՎԱՐԴՈ'],
    ['with accents', 'Çağrı Şen', 'Cagri Sen'],
    ['with a dotted capital', 'İlay', 'ilay'],
    ['with sharp s', 'Strauß', 'STRAUSS'],
    ['composed and decomposed', 'Zo\u00eb', 'Zoe\u0308'],
    ['with io', 'Фёдоров', 'ФЕДОРОВ'],
    ['with a decomposed short i', 'Андрей', 'Андре\u0438\u0306'],
    ['on an Arabic and a Persian keyboard', 'علي كريم', 'علی کریم'],
    ['with harakat and tatweel', 'مُحَمَّـــد', 'محمد'],
    ['with hamza seats', 'أحمد آمنة', 'احمد امنه'],
    ['with a zero-width non-joiner', 'وردو\u200cتل', 'وردوتل'],
    ['with bidi marks', '\u200fVardo\u200e Tel\u061c', 'Vardo Tel'],
    ['in Georgian capitals', 'ᲕᲐᲠᲓᲝ', 'ვარდო'],
    ['with niqqud and maqaf', 'אָב־תל', 'אב תל'],
    ['with a final sigma', 'ΒΑΡΔΟΣ', 'βαρδος'],
    ['with romanised apostrophes', 'Hakob T’ʼel', "hakob t'el"],
    ['full width', 'Ｖａｒｄｏ', 'vardo'],
    ['with spaces of other kinds', ' Vardo\u00a0\u3000Tel ', 'Vardo Tel'],
  ])('%s has one form', (_what, a, b) => {
    expect(nameTokenSet(a)).toEqual(nameTokenSet(b));
    expect(nameTokens(a)).not.toEqual([]);
  });

  it('keeps its own order in its tokens', () => {
    expect(nameTokens('Tel, Vardo O. B.')).toEqual(['tel', 'vardo', 'o', 'b']);
  });

  it.each(['', ' - ', '...', '\u200f', '\u0301', '??'])('is not seen in a text without letters (%#)', (text) => {
    expect(nameTokens(text)).toEqual([]);
  });
});

describe('the normal form', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(names, (text) => {
        const tokens = nameTokens(text);
        return nameTokens(tokens.join(' ')).join('|') === tokens.join('|');
      }),
      SEED,
    );
  });

  it('is idempotent for every letter and mark after every kind of base', () => {
    const unstable: string[] = [];
    // Ideographs and Hangul syllables are tens of thousands of alike cases.
    for (let code = 0; code <= 0x1efff; code += 1) {
      const sign = String.fromCodePoint(code);
      if (!/(?!\p{Script=Han}|\p{Script=Hangul}|\p{Script=Tangut})[\p{L}\p{M}\p{N}]/u.test(sign)) continue;
      const tokens = nameTokens(`a${sign} ${sign}ا и${sign}`);
      if (nameTokens(tokens.join(' ')).join(' ') !== tokens.join(' ')) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  it('is that of each word by itself', () => {
    fc.assert(
      fc.property(names, (text) => {
        return text.split(' ').flatMap(nameTokens).join('|') === nameTokens(text).join('|');
      }),
      SEED,
    );
  });

  it('does not depend on the order of the words', () => {
    fc.assert(
      fc.property(fc.array(names, { maxLength: 5 }), (words) => {
        return nameTokenSet(words.toReversed().join(' ')).join('|') === nameTokenSet(words.join(' ')).join('|');
      }),
      SEED,
    );
  });

  it('of printed ASCII, which is not gone through, is that of the whole way', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(nameTokens(text)).toEqual(nameTokens(`${text}\u200b`));
      }),
      SEED,
    );
  });

  it('does not depend on case', () => {
    const letters = Array.from('aböçşеёйвардոքიλς');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 10 }), (text) => {
        return nameTokens(text.toUpperCase()).join('|') === nameTokens(text).join('|');
      }),
      SEED,
    );
  });
});

// Units as they are told in several languages: numbers, names, and what says nothing.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readUnit, unitAgreement } from '../../../src/domain/matching/unit-agreement.js';

function reason(one: string, other: string): string | null {
  return unitAgreement(readUnit(one), readUnit(other))[0]?.reason ?? null;
}

describe('units', () => {
  it.each([
    ['5th Vale Rifle Brigade, 2nd company', '5-я бригада, 2-я рота'],
    ['military unit 40217', 'в/ч 40217'],
    ['війсьcкова частина А4021', 'unit A4021'],
    ['102nd brigade', '102-րդ բրիգադ'],
    ['۱۰۲ تیپ', '102-ci briqada'],
    ['0102 brigade', '102 brigade'],
    ['Karavel battalion', 'батальон «Каравель»'],
    ['«Քարավել» գումარտակ', 'ბატალიონი კარაველ'],
    ['Qaravel taburu, 3rd company', 'отряд Каравел'],
  ])('are one: %s and %s', (one, other) => {
    expect(reason(one, other)).toBe('same_unit');
  });

  it('have no more than a number in common that many have', () => {
    expect(reason('2nd company', '2-й взвод')).toBe('same_unit_number');
  });

  it('are others where neither a name nor a number is the same', () => {
    expect(reason('5th brigade', '7-я бригада')).toBe('other_unit');
    expect(reason('Karavel battalion, 5', 'батальон Зимородок, 7')).toBe('other_unit');
  });

  it.each([
    ['', ''],
    ['rifle brigade', 'стрелковая бригада'],
    ['motorised infantry', 'мотострелковый полк'],
    ['Karavel battalion', '5th brigade'],
    ['battalion', 'батальон'],
    ['hərbi hissə', 'tagım'],
  ])('say nothing: %s and %s', (one, other) => {
    expect(reason(one, other)).toBeNull();
  });

  it('are compared alike from both sides, whatever they are, and never by a text that is none', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.tuple(fc.nat(9999), fc.constantFrom('brigade', 'рота', 'գունդ', 'Karavel')).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(unit, unit, (one, other) => {
        expect(reason(one, other)).toBe(reason(other, one));
        expect(unitAgreement(readUnit(one), null)).toEqual([]);
      }),
      { seed: 20_261_129, numRuns: 300 },
    );
  });
});

// Agreement of records: names with birth dates as intervals, sexes, and how common a name is; and the keys by which records meet.

import { describe, expect, it } from '@jest/globals';
import { birthInterval } from '../../../src/domain/identity/birth-date.js';
import { verdictOf } from '../../../src/domain/matching/match-threshold.js';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import { pairKeys } from '../../../src/domain/matching/pair-keys.js';
import { personAgreement, type ComparedPerson } from '../../../src/domain/matching/person-agreement.js';
import { rarityAmong } from '../../../src/domain/matching/rarity.js';
import type { Sex } from '../../../src/domain/records/statement.js';

function person(name: string, birth: string | null, sex: Sex = 'unknown'): ComparedPerson {
  return { name: readName(name), birth: birth === null ? null : birthInterval(birth), sex };
}

const ordinary = (): number => 1;

function verdict(one: ComparedPerson, other: ComparedPerson, rarity: () => number = ordinary): string {
  return verdictOf(personAgreement(one, other, rarity).score);
}

const aram = person('Aram Petrosyan', '1990-05-04', 'male');

describe('two records', () => {
  it('are two people when births are years apart or sexes differ, however alike the names', () => {
    expect(verdict(aram, person('Арам Петросян', '1972-05-04', 'male'))).toBe('different');
    expect(verdict(aram, person('Арам Петросян', '1990-05-04', 'female'))).toBe('different');
    expect(verdict(aram, person('Արմեն Պետրոսյան', '1990-05-04', 'male'))).not.toBe('same');
  });

  it('are perhaps one when births are apart by less than a year', () => {
    expect(verdict(aram, person('Арам Петросян', '1990-07-04', 'male'))).toBe('possible');
  });

  it('are one when names agree and births may', () => {
    expect(verdict(aram, person('Արամ Պետրոսյան', '1990-05-04', 'male'))).toBe('same');
    expect(verdict(aram, person('Արամ Պետրոսյան', '1990'))).toBe('same');
    expect(verdict(aram, person('Արամ Պետրոսյան', '198X/..'))).toBe('same');
    expect(personAgreement(aram, person('Արամ Պետրոսյան', '1990'), ordinary).evidence).toContainEqual({
      part: 'birth',
      finding: 'match',
      reason: 'same_year',
      weight: 3,
    });
  });

  it('say less by a name that many bear', () => {
    const others = Array.from({ length: 99 }, (_, at) => readName(at % 2 === 0 ? 'Aram Petrosyan' : 'Aram Hakobyan'));
    const common = rarityAmong([aram.name, ...others]);
    const blank = person('Արամ Պետրոսյան', null);
    expect(verdict(aram, blank)).toBe('same');
    expect(verdict(aram, blank, common as () => number)).not.toBe('same');
    expect(verdict(aram, person('Արամ Պետրոսյան', '1990-05-04'), common as () => number)).toBe('same');
  });
});

describe('keys', () => {
  const meet = (one: ComparedPerson, other: ComparedPerson): boolean => {
    const keys = new Set(pairKeys(one.name, one.birth));
    return pairKeys(other.name, other.birth).some((key) => keys.has(key));
  };

  it('are never of one word alone', () => {
    expect(pairKeys(readName('Petrosyan'), null)).toEqual([]);
    expect(pairKeys(readName(''), birthInterval('1990'))).toEqual([]);
    expect(pairKeys(readName('Aram Petrosyan'), null).every((key) => /^[^|]+\|[^|]+$/.test(key))).toBe(true);
  });

  it('join writings of one name, also with a letter missing, and not two surnames', () => {
    expect(meet(aram, person('آرام پتروسیان', null))).toBe(true);
    expect(meet(aram, person('Петроян Арам', null))).toBe(true);
    expect(meet(aram, person('Aram Vardanyan', null))).toBe(false);
  });

  it('join records of one word by years of birth', () => {
    expect(meet(person('Petrosyan', '1990'), person('Петросян', '1991-02'))).toBe(true);
    expect(meet(person('Petrosyan', '1990'), person('Петросян', '1960'))).toBe(false);
    expect(meet(person('Petrosyan', '1990'), person('Петросян', null))).toBe(false);
  });
});

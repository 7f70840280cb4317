// Comparison of an inquiry with a stored identity by sound: what speaks against comes first.

import { describe, expect, it } from '@jest/globals';
import type { IdentityParticulars, PersonName } from '../../../src/domain/identity/identity-particulars.js';
import {
  identityAgreement,
  readIdentity,
  type ComparedIdentity,
  type IdentityAgreement,
} from '../../../src/domain/matching/identity-agreement.js';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import { rarityAmong } from '../../../src/domain/matching/rarity.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';
import type { Sex } from '../../../src/domain/records/statement.js';

function named(text: string): PersonName {
  return { text, script: detectScript(text), order: 'unknown', role: 'own' };
}

function person(
  names: string | string[],
  birthDate?: string,
  { father, mother, sex = 'unknown' }: { father?: string; mother?: string; sex?: Sex } = {},
): ComparedIdentity {
  const identity: IdentityParticulars = {
    names: [names].flat().map(named),
    ...(birthDate !== undefined && { birthDate }),
    ...(father !== undefined && { fatherName: [named(father)] }),
    ...(mother !== undefined && { motherName: [named(mother)] }),
  };
  return { identity, birthYears: null, sex };
}

/** Both ways round. */
function agreement(one: ComparedIdentity, other: ComparedIdentity, among: readonly string[] = []): IdentityAgreement {
  const rarity = rarityAmong(among.map(readName));
  const [there, back] = [
    [one, other],
    [other, one],
  ].map(([a, b]) => identityAgreement(readIdentity(a!), readIdentity(b!), rarity));
  expect(back!.verdict).toBe(there!.verdict);
  expect(back!.score).toBeCloseTo(there!.score, 9);
  return there!;
}

const verdict = (one: ComparedIdentity, other: ComparedIdentity): string => agreement(one, other).verdict;

const vardo = person('Vardo Tel', '1990-05-01', { father: 'Oru' });

it.each([
  ['a particle', 'Vardo van Tel', 'Mila van Tel'],
  ['an initial', 'Vardo A. Tel', 'Mila A. Tel'],
  ['a form of address', 'Dr. Vardo Tel', 'Dr. Mila Tel'],
])('%s and a surname in common are no part of a name', (_what, one, other) => {
  expect(verdict(person(one), person(other))).toBe('contradicts');
  expect(verdict(person(one), person(`${one} Oru`))).toBe('possible');
});

describe('two identities contradict', () => {
  it.each<[string, ComparedIdentity, ComparedIdentity]>([
    ['another surname', vardo, person('Vardo Kessin', '1990-05-01')],
    ['no name in common', vardo, person('Mila Oron', '1990-05-01')],
    ['another year of birth', vardo, person('Vardo Tel', '1994')],
    ['another father, as cousins of one name have', vardo, person('Vardo Tel', '1990-05-01', { father: 'Senn' })],
    [
      'another mother',
      person('Vardo Tel', '1990', { mother: 'Mila' }),
      person('Vardo Tel', '1990', { mother: 'Orusha' }),
    ],
    ['two sexes', person('Vardo Tel', '1990', { sex: 'female' }), person('Vardo Tel', '1990', { sex: 'male' })],
    ['no name at all', vardo, person([], '1990-05-01')],
    ['brothers', person('Arman Petrosyan', '1990-05-01'), person('Armen Petrosyan', '1990-05-01')],
    [
      'brothers with their father in the name',
      person('Иван Петрович Сидоров', '1990'),
      person('Степан Петрович Сидоров', '1990'),
    ],
    ['a father and his son', person('Sargis Petrosyan', '1990'), person('Arman Petrosyan', '1990')],
    ['names of a script without sounds', person('李 明', '1990'), person('李 强', '1990')],
    ['the same of them and another time', person('李 明', '1990'), person('李 明', '1960')],
  ])('for %s', (_what, one, other) => {
    expect(verdict(one, other)).toBe('contradicts');
  });
});

describe('two identities are possibly one', () => {
  it.each<[string, ComparedIdentity]>([
    ['a part of the name', person('Vardo', '1990-05-01')],
    ['a longer name', person('Vardo Orui Tel', '1990-05-01')],
    ['no birth date', person('Vardo Tel')],
    ['a birth date too wide to say much', person('Vardo Tel', '1985/1995')],
    ['a day of birth beside it', person('Vardo Tel', '1990-05-02')],
    ['an initial', person('V. Tel', '1990-05-01')],
  ])('for %s', (_what, other) => {
    expect(verdict(vardo, other)).toBe('possible');
  });

  it('for a single word and the same birth, which a whole village may share', () => {
    expect(verdict(person('Vardo', '1990'), person('Vardo', '1990'))).toBe('possible');
  });

  it('for the same rare name in full without a time of birth', () => {
    expect(verdict(person('Quillfeder Zadrunin'), person('Quillfeder Zadrunin'))).toBe('possible');
  });

  it('for a name that many of those who were met bear, and no more than a year in common', () => {
    const namesakes = Array.from({ length: 30 }, () => 'Arman Petrosyan');
    const [year, day] = [person('Arman Petrosyan', '1990'), person('Arman Petrosyan', '1990-05-01')];
    expect(agreement(year, day, namesakes).verdict).toBe('possible');
    expect(agreement(year, day).verdict).toBe('agrees');
    expect(agreement(day, day, namesakes).verdict).toBe('agrees');
  });
});

describe('two identities agree', () => {
  it.each<[string, ComparedIdentity]>([
    ['the same name in another order', person('TEL, Vardo', '1990-05-01')],
    ['the same name in another script', person('Вардо Тел', '1990-05-01')],
    ['one name of several', person(['Qorin Zeb', 'Tel Vardo'], '1990-05-01')],
    ['a birth date known to the year', person('Vardo Tel', '1990')],
    ['a father in another script', person('Vardo Tel', '1990-05-01', { father: 'Ору' })],
    ['a father with more names', person('Vardo Tel', '1990-05-01', { father: 'Oru Tel' })],
    ['a mother whom only one side knows', person('Vardo Tel', '1990-05-01', { mother: 'Mila' })],
  ])('for %s', (_what, other) => {
    expect(verdict(vardo, other)).toBe('agrees');
  });

  it.each([
    ['one wrong letter', 'Quillfeter Benno'],
    ['one letter too few', 'Quilfeder Beno'],
    ['one too many', 'Quillfeeder Benno'],
  ])('in spite of %s', (_what, other) => {
    expect(verdict(person('Benno Quillfeder', '1990'), person(other, '1990'))).toBe('agrees');
  });

  it('where the father’s name stands in one of them alone', () => {
    expect(verdict(person('Иван Петрович Сидоров', '1990'), person('Ivan Sidorov', '1990'))).toBe('agrees');
  });

  it('in words that are written alike in a script without sounds', () => {
    expect(verdict(person('李 明', '1990-05-01'), person('明 李', '1990-05-01'))).toBe('agrees');
  });

  it('for birth years from an age', () => {
    const byAge: ComparedIdentity = { ...person('Vardo Tel'), birthYears: { from: 1989, to: 1990 } };
    expect(verdict(byAge, vardo)).toBe('agrees');
    expect(verdict({ ...byAge, birthYears: { from: 1992, to: 1993 } }, vardo)).toBe('contradicts');
  });
});

it('says part by part what agrees, and repeats no word', () => {
  const { evidence } = agreement(
    person('Vardo Tel', '1990-05-01', { father: 'Oru' }),
    person('Вардо Телл', '1990', { father: 'Oru' }),
  );
  expect(evidence.map(({ part, finding, reason }) => [part, finding, reason])).toEqual([
    ['name', 'match', 'sounds_alike'],
    ['name', 'match', 'sounds_alike'],
    ['birth', 'match', 'same_year'],
    ['father', 'match', 'sounds_alike'],
  ]);
});

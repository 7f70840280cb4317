// Exact comparison of an inquiry with a stored identity: what speaks against comes first.

import { describe, expect, it } from '@jest/globals';
import type { IdentityParticulars, PersonName } from '../../../src/domain/identity/identity-particulars.js';
import { exactMatch, type ComparedIdentity } from '../../../src/domain/matching/exact-match.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';

function named(text: string): PersonName {
  return { text, script: detectScript(text), order: 'unknown', role: 'own' };
}

function person(
  names: string | string[],
  birthDate?: string,
  parents: { father?: string; mother?: string } = {},
): ComparedIdentity {
  const identity: IdentityParticulars = {
    names: [names].flat().map(named),
    ...(birthDate !== undefined && { birthDate }),
    ...(parents.father !== undefined && { fatherName: [named(parents.father)] }),
    ...(parents.mother !== undefined && { motherName: [named(parents.mother)] }),
  };
  return { identity, birthYears: null };
}

const vardo = person('Vardo Tel', '1990-05-01', { father: 'Oru' });

it.each([
  ['a particle', 'Vardo van Tel', 'Mila van Tel'],
  ['an initial', 'Vardo A. Tel', 'Mila A. Tel'],
  ['a form of address', 'Dr. Vardo Tel', 'Dr. Mila Tel'],
])('%s and a surname in common are no part of a name', (_what, one, other) => {
  expect(exactMatch(person(one), person(other))).toBe('contradicts');
  expect(exactMatch(person(other), person(one))).toBe('contradicts');
  expect(exactMatch(person(one), person(`${one} Oru`))).toBe('possible');
});

describe('two identities contradict', () => {
  it.each<[string, ComparedIdentity]>([
    ['another surname', person('Vardo Del', '1990-05-01')],
    ['no name in common', person('Mila Oron', '1990-05-01')],
    ['the same name in another script, which exact forms cannot tell', person('Вардо Тел', '1990-05-01')],
    ['another day of birth', person('Vardo Tel', '1990-05-02')],
    ['another year of birth', person('Vardo Tel', '1994')],
    ['another father, as cousins of one name have', person('Vardo Tel', '1990-05-01', { father: 'Senn' })],
    ['no name at all', person([], '1990-05-01')],
  ])('for %s', (_what, other) => {
    expect(exactMatch(vardo, other)).toBe('contradicts');
    expect(exactMatch(other, vardo)).toBe('contradicts');
  });
});

describe('two identities are possibly one', () => {
  it.each<[string, ComparedIdentity]>([
    ['a part of the name', person('Vardo', '1990-05-01')],
    ['a longer name', person('Vardo Orui Tel', '1990-05-01')],
    ['no birth date', person('Vardo Tel')],
    ['a birth date too wide to say much', person('Vardo Tel', '1985/1995')],
  ])('for %s', (_what, other) => {
    expect(exactMatch(vardo, other)).toBe('possible');
    expect(exactMatch(other, vardo)).toBe('possible');
  });

  it('for a single token and the same birth, which a whole village may share', () => {
    expect(exactMatch(person('Vardo', '1990'), person('Vardo', '1990'))).toBe('possible');
  });
});

describe('two identities agree', () => {
  it.each<[string, ComparedIdentity]>([
    ['the same name in another order', person('TEL, Vardo', '1990-05-01')],
    ['one name of several', person(['Вардо Тел', 'Tel Vardo'], '1990-05-01')],
    ['a birth date known to the year', person('Vardo Tel', '1990')],
    ['a father in another script, which is neutral', person('Vardo Tel', '1990-05-01', { father: 'Ору' })],
    ['a father with more names', person('Vardo Tel', '1990-05-01', { father: 'Oru Tel' })],
    ['a mother whom only one side knows', person('Vardo Tel', '1990-05-01', { mother: 'Mila' })],
  ])('for %s', (_what, other) => {
    expect(exactMatch(vardo, other)).toBe('agrees');
    expect(exactMatch(other, vardo)).toBe('agrees');
  });

  it('for birth years from an age', () => {
    const byAge: ComparedIdentity = { ...person('Vardo Tel'), birthYears: { from: 1989, to: 1990 } };
    expect(exactMatch(byAge, vardo)).toBe('agrees');
    expect(exactMatch({ ...byAge, birthYears: { from: 1991, to: 1992 } }, vardo)).toBe('contradicts');
  });
});

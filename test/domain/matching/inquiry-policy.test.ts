// Who is told what about a match, and what an inquiry or a search must say.

import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { MatchVerdict } from '../../../src/domain/matching/identity-agreement.js';
import { answersConstantly, bandOf, MOST_POSSIBLE } from '../../../src/domain/matching/inquiry-policy.js';
import { readInquiry, sexContradicts } from '../../../src/domain/matching/inquiry.js';
import { readSearch } from '../../../src/domain/matching/search.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');

const many = (verdict: MatchVerdict, count: number): MatchVerdict[] => Array.from({ length: count }, () => verdict);

describe('the band', () => {
  it.each<[string, MatchVerdict[], string]>([
    ['nobody', [], 'none'],
    ['people who are others', many('contradicts', 30), 'none'],
    ['one who agrees', ['agrees'], 'one_match'],
    ['one who agrees among others', ['contradicts', 'agrees', 'contradicts'], 'one_match'],
    ['one who may be', ['possible'], 'possible_matches'],
    ['one who agrees beside one who may be', ['agrees', 'possible'], 'possible_matches'],
    ['two who agree', ['agrees', 'agrees'], 'possible_matches'],
    ['as many as are told', many('possible', MOST_POSSIBLE), 'possible_matches'],
    ['more than are told', many('possible', MOST_POSSIBLE + 1), 'contact_registry'],
    ['as many, and others', [...many('possible', MOST_POSSIBLE), ...many('contradicts', 9)], 'possible_matches'],
  ])('for %s', (_who, verdicts, band) => {
    expect(bandOf(verdicts)).toBe(band);
  });
});

it.each<[string, MatchVerdict[], string]>([
  ['nobody', [], 'contact_registry'],
  ['people who are others', many('contradicts', 200), 'contact_registry'],
  ['one who agrees', ['agrees'], 'possible_matches'],
  ['one who may be', ['possible'], 'possible_matches'],
  ['more than are told', many('possible', MOST_POSSIBLE + 1), 'contact_registry'],
])(
  'the band for %s, where more were met than compared, says neither that nobody nor that one is meant',
  (_who, verdicts, band) => {
    expect(bandOf(verdicts, true)).toBe(band);
  },
);

it('answers constantly whoever depends on a party, whatever its kind and roles', () => {
  const actor = {
    organisationKind: 'central_tracing_agency',
    roles: ['coordinator'],
    party: 'key',
  } as unknown as Actor;
  expect(answersConstantly(actor)).toBe(true);
  expect(answersConstantly({ ...actor, party: null })).toBe(false);
});

it.each([
  ['female', 'male', true],
  ['male', 'male', false],
  ['unknown', 'male', false],
  ['female', 'unknown', false],
  ['other', 'male', false],
] as const)('sexes %s and %s contradict: %s', (asked, held, expected) => {
  expect(sexContradicts(asked, held)).toBe(expected);
  expect(sexContradicts(held, asked)).toBe(expected);
});

describe('what is sought', () => {
  const read = (sought: object): unknown => {
    try {
      return readInquiry({ sought, purpose: 'medical' }, NOW).sought;
    } catch (error) {
      return (error as { faults: { pointer: string; code: string }[] }).faults.map(({ pointer, code }) => [
        pointer,
        code,
      ]);
    }
  };
  const names = [{ text: 'Arvel' }];

  it('needs two words, or one with years or a parent', () => {
    expect(read({ names })).toEqual([['/sought/names', 'too_little']]);
    expect(read({})).toEqual([['/sought/names', 'too_little']]);
    expect(read({ names, birthYears: { from: 1999, to: 2001 } })).toMatchObject({
      birthYears: { from: 1999, to: 2001 },
    });
    expect(read({ names: [...names, { text: 'Joren', role: 'father' }] })).toMatchObject({ birthYears: null });
  });

  it('goes by its birth date before its years', () => {
    expect(read({ names, birthDate: '1994-XX', birthYears: { from: 1950, to: 1960 } })).toMatchObject({
      birthYears: { from: 1994, to: 1994 },
      sex: 'unknown',
    });
  });

  it.each([
    { from: 2000, to: 1999 },
    { from: 1849, to: 1999 },
    { from: 1999, to: 2022 },
    { from: 1999.5, to: 2000 },
    { from: Number.NaN, to: 2000 },
  ])('has years that can be (%j)', (birthYears) => {
    expect(read({ names, birthYears })).toEqual([['/sought/birthYears', 'out_of_range']]);
  });
});

it('names the fault of a search at its own fields, and never repeats the name', () => {
  try {
    readSearch({ name: 'Canaryname', birthYear: 1, purpose: 'x' }, NOW);
    throw new Error('not refused');
  } catch (error) {
    const { faults, message } = error as { faults: { pointer: string }[]; message: string };
    expect(faults.map(({ pointer }) => pointer).sort()).toEqual(['/birthYear', '/purpose']);
    expect(JSON.stringify([faults, message])).not.toMatch(/canary/i);
  }
});

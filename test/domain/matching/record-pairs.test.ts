// Pairs among records: which names can be the same as another at all, and that the order of records changes no pair.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { birthInterval } from '../../../src/domain/identity/birth-date.js';
import { verdictOf } from '../../../src/domain/matching/match-threshold.js';
import { readName } from '../../../src/domain/matching/name-agreement.js';
import { hasTwoWords } from '../../../src/domain/matching/pair-keys.js';
import { personAgreement, type ComparedPerson } from '../../../src/domain/matching/person-agreement.js';
import { pairsByRecord } from '../../../src/domain/matching/record-pairs.js';

const person = (name: string, birth: string | null = null, sex: ComparedPerson['sex'] = 'unknown'): ComparedPerson => ({
  name: readName(name),
  birth: birth === null ? null : birthInterval(birth),
  sex,
});

const PEOPLE: readonly ComparedPerson[] = [
  person('Aram Petrosyan', '1990-05-04', 'male'),
  person('Петросян Арам', '1990'),
  person('آرام پتروسیان', '1990-08', 'male'),
  person('Vahe Petrosyan', '1990-05-04', 'male'),
  person('A. Petrosyan', '1990-05-04'),
  person('Petrosyan', '1990'),
  person('Nune Sargsyan', '1984-03-01', 'female'),
  person('Саргсян Нуне', '1984', 'female'),
  person('Նունե Սարգսյան', null, 'female'),
  person('Aram Petrosian'),
];

function pairsIn(people: readonly ComparedPerson[]): { compared: number; pairs: Map<string, string> } {
  const pairs = new Map<string, string>();
  let compared = 0;
  for (const step of pairsByRecord(people)) {
    compared += step.compared;
    for (const { earlier, score, verdict } of step.alike) {
      const both = [earlier, step.record].map((at) => PEOPLE.indexOf(people[at]!)).sort((a, b) => a - b);
      // Twelve digits: sums in another order differ in the last ones.
      pairs.set(both.join(), `${score.toPrecision(12)} ${verdict}`);
    }
  }
  return { compared, pairs };
}

describe('hasTwoWords', () => {
  it.each(['', '?', 'Petrosyan', 'A. Petrosyan', 'A. P.', '12 34', 'Петросян А.'])('is false of %j', (name) => {
    expect(hasTwoWords(readName(name))).toBe(false);
  });

  it.each(['Aram Petrosyan', 'Петросян Арам Ашотович', 'Ashot A. Petrosyan', 'Ali Akbar'])('is true of %j', (name) => {
    expect(hasTwoWords(readName(name))).toBe(true);
  });

  it('is false of nobody who can be the same as somebody', () => {
    const rest = PEOPLE.filter(({ name }) => !hasTwoWords(name));
    expect(rest).toHaveLength(2);
    for (const one of rest)
      for (const other of PEOPLE)
        expect(verdictOf(personAgreement(one, { ...other, birth: one.birth }, () => 1.2).score)).not.toBe('same');
  });
});

describe('pairsByRecord', () => {
  it('gives one step a record, and none for whom nobody meets', () => {
    const steps = [...pairsByRecord([person('Zaven Kolveri'), person('Orsim Velmaryan'), person('?')])];
    expect(steps).toEqual([0, 1, 2].map((record) => ({ record, compared: 0, alike: [] })));
    expect([...pairsByRecord([])]).toEqual([]);
  });

  it('finds who may be one person, with the verdict of the score', () => {
    const { pairs } = pairsIn(PEOPLE);
    expect(pairs.get('0,1')).toMatch(/same$/);
    expect(pairs.get('6,7')).toMatch(/same$/);
    expect(pairs.has('0,3')).toBe(false);
    expect(pairs.has('0,6')).toBe(false);
    for (const told of pairs.values()) {
      const [score, verdict] = told.split(' ');
      expect(verdictOf(Number(score))).toBe(verdict);
    }
  });

  it('finds the same pairs in whatever order the records stand', () => {
    const expected = pairsIn(PEOPLE);
    fc.assert(
      fc.property(fc.shuffledSubarray([...PEOPLE], { minLength: PEOPLE.length }), (people) => {
        expect(pairsIn(people)).toEqual(expected);
      }),
      { seed: 20201110, numRuns: 50 },
    );
  });
});

// What a matched record is proposed with: nothing that contradicts, nothing that depends on others, and no name in what is kept.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComparedIdentity } from '../../../src/domain/matching/identity-agreement.js';
import { proposeMatches, type MatchFinding, type MetPerson } from '../../../src/domain/matching/propose-matches.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';

function person(text: string, birthDate?: string): ComparedIdentity {
  const names = [{ text, script: detectScript(text), order: 'unknown' as const, role: 'own' as const }];
  return {
    identity: { names, ...(birthDate !== undefined && { birthDate }) },
    birthYears: null,
    sex: 'unknown',
  };
}

/** Invented people; several are written twice. */
const PEOPLE = [
  person('Tigran Vardumyan', '1994-03-05'),
  person('Тигран Вардумян', '1994'),
  person('Tigran Vardumyan', '1961-03-05'),
  person('Tigran Vardumyan'),
  person('Tigran Vardumyan', '1995-07'),
  person('Rashad Aliyarov', '1994-03-05'),
  person('Nino Kvaratsani', '1990'),
];

function run(one: ComparedIdentity, met: readonly MetPerson[]): ReadonlyMap<string, MatchFinding> {
  const steps = proposeMatches(one, met);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function met(people: readonly ComparedIdentity[]): MetPerson[] {
  return people.map((compared, at) => ({ personId: `person-${at}`, compared }));
}

const anyone = fc.constantFrom(...PEOPLE);

describe('proposeMatches', () => {
  it('proposes neither another name nor a birth of another time', () => {
    expect(run(PEOPLE[0]!, met([PEOPLE[2]!, PEOPLE[5]!, PEOPLE[6]!]))).toEqual(new Map());
  });

  it('proposes the same name in another script as the same, and without a birth date as possible', () => {
    const found = run(PEOPLE[0]!, met([PEOPLE[1]!, PEOPLE[3]!]));
    expect([...found].map(([id, { band }]) => [id, band])).toEqual([
      ['person-0', 'same'],
      ['person-1', 'possible'],
    ]);
    expect(found.get('person-0')?.why).toContainEqual({ part: 'birth', finding: 'match', reason: 'same_year' });
  });

  it('keeps codes alone', () => {
    const kept = JSON.stringify([...run(PEOPLE[0]!, met(PEOPLE))]);
    expect(kept).not.toMatch(/tigran|vardum|тигран|1994|weight/i);
  });

  it('finds of two the same whoever else is met, in whatever order, and whichever of the two is matched', () => {
    fc.assert(
      fc.property(anyone, anyone, fc.array(anyone, { maxLength: 40 }), (one, other, others) => {
        const alone = run(one, [{ personId: 'other', compared: other }]).get('other');
        const among = [...met(others), { personId: 'other', compared: other }];
        expect(run(one, among).get('other')).toEqual(alone);
        expect(run(one, [...among].reverse()).get('other')).toEqual(alone);
        expect(run(other, [{ personId: 'one', compared: one }]).get('one')).toEqual(alone);
      }),
    );
  });

  it('finds of two the same among sixty who bear the name', () => {
    const [one, other] = [person('Tigran Vardumyan', '1994'), { personId: 'other', compared: PEOPLE[1]! }];
    const alone = run(one, [other]).get('other');
    expect(alone?.band).toBe('same');
    const namesakes = met(Array.from({ length: 60 }, () => PEOPLE[3]!));
    expect(run(one, [...namesakes, other]).get('other')).toEqual(alone);
  });

  it('gives way after each of those who were met', () => {
    const steps = proposeMatches(PEOPLE[0]!, met(PEOPLE));
    let count = 0;
    while (steps.next().done !== true) count += 1;
    expect(count).toBe(PEOPLE.length);
  });
});

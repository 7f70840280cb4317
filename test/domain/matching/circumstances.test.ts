// What a loss and kin in common make of the verdict on two identities: they lower and bound it, and make possible nobody whom names and births do not.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  identityAgreement,
  readIdentity,
  type ComparedIdentity,
  type IdentityAgreement,
} from '../../../src/domain/matching/identity-agreement.js';
import type { ComparedLoss } from '../../../src/domain/matching/loss-agreement.js';
import type { ReadKin } from '../../../src/domain/matching/kin-agreement.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';

function person(text: string, birthDate?: string, more: Partial<ComparedIdentity> = {}): ComparedIdentity {
  const names = [{ text, script: detectScript(text), order: 'unknown' as const, role: 'own' as const }];
  return {
    identity: { names, ...(birthDate !== undefined && { birthDate }) },
    birthYears: null,
    sex: 'unknown',
    ...more,
  };
}

function agreement(one: ComparedIdentity, other: ComparedIdentity, rarity = 1): IdentityAgreement {
  return identityAgreement(readIdentity(one), readIdentity(other), () => rarity);
}
const verdict = (one: ComparedIdentity, other: ComparedIdentity, rarity = 1): string =>
  agreement(one, other, rarity).verdict;

const HERE: ComparedLoss = { month: '2020-10', state: 'iso:XX-1', municipality: 'iso:XX-1-1' };
const LATER: ComparedLoss = { ...HERE, month: '2023-02' };
const ELSEWHERE: ComparedLoss = { ...HERE, state: 'iso:XX-2', municipality: 'iso:XX-2-1' };
const NEITHER: ComparedLoss = { ...ELSEWHERE, month: '2023-02' };

const told = (loss: ComparedLoss | null, birthDate: string | undefined = '1994', name = 'Tavron Lazmeki') =>
  person(name, birthDate, { loss });
const kin = (recordId: string, ...named: ReadKin['kin']): Partial<ComparedIdentity> => ({
  kin: { recordId, kin: named },
});
const SPOUSE = { kinship: 'spouse', personId: 'anna' } as const;

describe('a loss', () => {
  it('makes of another name, another birth or one word no match', () => {
    expect(verdict(told(HERE), told(HERE, '1994', 'Belmir Horduni'))).toBe('contradicts');
    expect(verdict(told(HERE), told(HERE, '1961'))).toBe('contradicts');
    expect(verdict(told(HERE), person('Tavron Lazmeki', undefined, { loss: HERE }))).toBe('possible');
  });

  it('of another time or another region weighs and decides nothing by itself', () => {
    for (const loss of [HERE, LATER, ELSEWHERE]) expect(verdict(told(HERE), told(loss))).toBe('agrees');
    const { score } = agreement(told(HERE), told(null));
    const month = (text: string): ComparedLoss => ({ month: text, state: 'unknown', municipality: 'unknown' });
    expect(agreement(told(month('2020-10')), told(month('2023'))).score).toBeLessThan(score);
    const region = (state: string): ComparedLoss => ({ month: 'unknown', state, municipality: `${state}:unknown` });
    expect(agreement(told(region('iso:XX-1')), told(region('iso:XX-2'))).score).toBeLessThan(score);
  });

  it('of another time in another region leaves a person to look, and never settles that they are two', () => {
    expect(verdict(told(HERE), told(NEITHER))).toBe('possible');
    expect(verdict(told(HERE, '1994-03-05'), told(NEITHER, '1994-03-05'))).toBe('possible');
  });

  it('in common lets a name that many bear agree with a year in common, and one elsewhere does not', () => {
    const common = 0.3;
    expect(verdict(told(null), told(HERE), common)).toBe('possible');
    expect(verdict(told(HERE), told(HERE), common)).toBe('agrees');
    expect(verdict(told(HERE), told(ELSEWHERE), common)).toBe('possible');
  });
});

describe('kin', () => {
  it('of each other are two people, however alike they are', () => {
    const [one, other] = [
      person('Tavron Lazmeki', '1994-03-05', kin('a', { kinship: 'sibling', personId: 'b' })),
      person('Tavron Lazmeki', '1994-03-05', kin('b')),
    ];
    expect([verdict(one, other), verdict(other, one)]).toEqual(['contradicts', 'contradicts']);
  });

  it('of whom one spouse is in common stand for a birth that is not known, and for none that contradicts', () => {
    const married = (birthDate?: string) =>
      person('Tavron Lazmeki', birthDate, kin(`record-${birthDate ?? ''}`, SPOUSE));
    expect(verdict(person('Tavron Lazmeki'), person('Tavron Lazmeki', '1994'))).toBe('possible');
    expect(verdict(married(), married('1994'))).toBe('agrees');
    expect(verdict(married('1961'), married('1994'))).toBe('contradicts');
    expect(verdict(married('1993-12'), married('1995-01'))).toBe('possible');
  });

  it('who are brothers’ too do not', () => {
    const of = (recordId: string) =>
      person('Tavron Lazmeki', undefined, kin(recordId, { ...SPOUSE, kinship: 'mother' }));
    expect(verdict(of('a'), of('b'))).toBe('possible');
  });
});

describe('all of it', () => {
  const anyone = fc.record({
    name: fc.constantFrom('Tavron Lazmeki', 'Таврон Лазмеки', 'T. Lazmeki', 'Tavron Horduni', 'Lazmeki'),
    birthDate: fc.constantFrom(undefined, '1994', '1994-03-05', '1995-07', '1961'),
    loss: fc.constantFrom(null, HERE, LATER, ELSEWHERE, NEITHER, {
      ...HERE,
      month: '2020',
      municipality: 'iso:XX-1:unknown',
    }),
    kin: fc.constantFrom([], [SPOUSE], [{ ...SPOUSE, kinship: 'mother' as const }]),
  });
  const RANK = { contradicts: 0, possible: 1, agrees: 2 } as const;

  it('is the same either way round', () => {
    fc.assert(
      fc.property(anyone, anyone, fc.constantFrom(0.4, 1), (one, other, rarity) => {
        const [a, b] = [one, other].map((given, at) =>
          person(given.name, given.birthDate, { loss: given.loss, ...kin(String(at), ...given.kin) }),
        );
        const [there, back] = [agreement(a!, b!, rarity), agreement(b!, a!, rarity)];
        expect(back.verdict).toBe(there.verdict);
        expect(back.score).toBeCloseTo(there.score, 9);
      }),
    );
  });

  it('makes nobody possible whom names and births do not, and is nothing where one side knows nothing', () => {
    fc.assert(
      fc.property(anyone, anyone, (one, other) => {
        const [a, b] = [person(one.name, one.birthDate), person(other.name, other.birthDate)];
        const [more, all] = [
          { ...a, loss: one.loss, ...kin('0', ...one.kin) },
          { ...b, loss: other.loss, ...kin('1', ...other.kin) },
        ];
        const plain = agreement(a, b);
        if (plain.verdict === 'contradicts') expect(agreement(more, all).verdict).toBe('contradicts');
        expect(agreement(more, b)).toEqual(plain);
        // With words as ordinary, as matching takes them, a loss never raises a verdict; one spouse alone does.
        if (!JSON.stringify(one.kin).includes('spouse'))
          expect(RANK[agreement(more, all).verdict]).toBeLessThanOrEqual(RANK[plain.verdict]);
      }),
      { numRuns: 300 },
    );
  });
});

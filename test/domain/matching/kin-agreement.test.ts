// What kin in the registry say of two records: nothing where they are not named by both, and against where the two are kin of each other.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kinAgreement, type ReadKin } from '../../../src/domain/matching/kin-agreement.js';
import { KINSHIPS } from '../../../src/domain/records/kinds/kind-values.js';

function record(recordId: string, ...kin: ReadKin['kin']): ReadKin {
  return { recordId, kin };
}

const spouse = { kinship: 'spouse', personId: 'anna' } as const;
const mother = { kinship: 'mother', personId: 'anna' } as const;

describe('kin', () => {
  it.each<[string, ReadKin | null, ReadKin | null]>([
    ['that are not compared', null, record('b', spouse)],
    ['whom one side alone names', record('a'), record('b', spouse)],
    ['who are others', record('a', spouse), record('b', { kinship: 'spouse', personId: 'vera' })],
    ['who are one’s mother and the other’s spouse', record('a', mother), record('b', spouse)],
  ])('%s are no evidence', (_what, one, other) => {
    expect([...kinAgreement(one, other), ...kinAgreement(other, one)]).toEqual([]);
  });

  it('are against where the two are kin of each other, whoever else they have in common', () => {
    const [found] = kinAgreement(record('a', spouse, { kinship: 'sibling', personId: 'b' }), record('b', spouse));
    expect(found).toMatchObject({ finding: 'mismatch', reason: 'kin_of_each_other' });
  });

  it('say more as one spouse or child than as a parent or sibling, whom brothers have in common', () => {
    const [married] = kinAgreement(record('a', spouse, mother), record('b', mother, spouse));
    const [of] = kinAgreement(record('a', mother), record('b', mother));
    expect([married?.reason, of?.reason]).toEqual(['same_spouse_or_child', 'same_kin']);
    expect(married?.weight ?? 0).toBeGreaterThan(of?.weight ?? Infinity);
  });

  it('say the same either way round, and no less where both name more', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd');
    const kin = fc.array(fc.record({ kinship: fc.constantFrom(...KINSHIPS), personId: ids }), { maxLength: 4 });
    fc.assert(
      fc.property(kin, kin, (mine, theirs) => {
        const there = kinAgreement(record('a', ...mine), record('b', ...theirs));
        expect(kinAgreement(record('b', ...theirs), record('a', ...mine))).toEqual(there);
        const other = { kinship: 'spouse', personId: 'e' } as const;
        const more = kinAgreement(record('a', ...mine, other), record('b', ...theirs, other));
        if (there[0]?.finding !== 'mismatch')
          expect(more[0]?.weight ?? 0).toBeGreaterThanOrEqual(there[0]?.weight ?? 0);
        else expect(more).toEqual(there);
      }),
    );
  });
});

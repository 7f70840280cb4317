// What is said of a change between two releases is true of every pair of true numbers that the published ones leave possible.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RoundingBase } from '../../../src/domain/statistics/controlled-rounding.js';
import { releaseChanges } from '../../../src/domain/statistics/release-changes.js';
import type { ReleaseDocument } from '../../../src/domain/statistics/release-document.js';

function publishing(number: number, base: RoundingBase, held: number): ReleaseDocument {
  const cells = held === 0 ? [] : [{ key: { status_group: 'held' }, count: held }];
  const tables = [{ dimensions: ['status_group'], cells, margins: [{ key: {}, count: held }] }];
  return { number, measure: 'whereabouts-status', version: 1, base, asOf: '2026-07-09', tables, notes: [] };
}

const bases = fc.constantFrom<RoundingBase>(5, 10);

describe('releaseChanges', () => {
  it('calls a change certain only where every pair of true numbers changed that way', () => {
    fc.assert(
      fc.property(bases, bases, fc.nat(30), fc.nat(30), (before, after, was, is) => {
        const [older, newer] = [publishing(1, before, was * before), publishing(2, after, is * after)];
        const { changes } = releaseChanges(older, newer);
        const held = changes.find(({ statusGroup }) => statusGroup === 'held')!;
        const least = is * after - after + 1 - (was * before + before - 1);
        const most = is * after + after - 1 - (was * before - before + 1);
        if (held.kind === 'more') expect(least).toBeGreaterThan(0);
        if (held.kind === 'fewer') expect(most).toBeLessThan(0);
        if (held.kind === 'none' || held.kind === 'unsure') expect([least <= 0, most >= 0]).toEqual([true, true]);
        expect(changes.at(-1)).toMatchObject({ statusGroup: null, kind: held.kind });
      }),
    );
  });

  it('says that one step of the base tells nothing, and takes what is not listed for 0', () => {
    const { changes, unsureUpTo, since } = releaseChanges(publishing(3, 5, 0), publishing(4, 5, 5));
    expect([since, unsureUpTo]).toEqual([3, 8]);
    expect(changes.map(({ kind }) => kind)).toEqual(['none', 'unsure', 'none', 'none', 'none', 'none', 'unsure']);
    expect(releaseChanges(publishing(3, 5, 10), publishing(4, 5, 20)).changes[1]).toEqual({
      statusGroup: 'held',
      before: 10,
      after: 20,
      kind: 'more',
    });
  });
});

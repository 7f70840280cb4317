// Thresholds that may be asked for, and what is said of estimates that hang on them.
import { describe, expect, it } from '@jest/globals';
import { POSSIBLE_FROM, SAME_FROM, verdictOf } from '../../../src/domain/matching/match-threshold.js';
import {
  estimateWithSensitivity,
  readThresholds,
  THRESHOLDS,
  type EstimatedCaptures,
} from '../../../src/domain/statistics/match-sensitivity.js';
import type { UndocumentedEstimate } from '../../../src/domain/statistics/multiple-systems.js';

const NO_DUPLICATES = [{ records: 100, leftOut: 0 }];

function estimated(threshold: number, estimate: number | null, duplicatesWithinLists = 3): EstimatedCaptures {
  const model = { name: '[1,2]', estimate: estimate ?? 0, bic: 20, interval: null };
  const of: UndocumentedEstimate = {
    documented: 90,
    chaoLowerBound: 120,
    // The selected model is found by its name, and not by its place.
    models: estimate === null ? [] : [{ ...model, name: '[12]', estimate: 7 }, model],
    selected: estimate === null ? null : '[1,2]',
    bootstrapInterval: null,
    spread: null,
    refused: estimate === null ? { reason: 'no_mle' } : null,
    warnings: ['lists_may_depend'],
  };
  const captures = { counts: [60, 20, 10], documented: 90, duplicatesWithinLists, largestGroup: 4 };
  return { threshold, captures, estimate: of };
}

const warningsOf = (...estimates: (number | null)[]): readonly string[] =>
  estimateWithSensitivity(
    estimates.map((estimate, at) => estimated(at === 0 ? SAME_FROM : 0.5 + at / 10, estimate)),
    NO_DUPLICATES,
  ).warnings;

describe('readThresholds', () => {
  it.each([
    [[0.2]],
    [[0.249]],
    [[1]],
    [[-0.5]],
    [[0.1234]],
    [[0.4444]],
    [[Number.NaN]],
    [[Infinity]],
    [[]],
    [[0.5]],
    [Array.from({ length: 12 }, (_, at) => 0.6 + at / 100)],
  ])('refuses %j', (given) => {
    expect(() => readThresholds(given)).toThrow(
      expect.objectContaining({
        code: 'invalid_field',
        faults: [expect.objectContaining({ pointer: '/thresholds' })],
      }),
    );
  });

  it('puts the fixed one among those given, in order and each once', () => {
    expect(readThresholds([0.7, 0.3, 0.7])).toEqual([0.3, 0.5, 0.7]);
    expect(readThresholds([0.5, 0.25, 0.999])).toEqual([0.25, 0.5, 0.999]);
    expect(readThresholds(THRESHOLDS)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(readThresholds(Array.from({ length: 11 }, (_, at) => 0.6 + at / 100))).toHaveLength(12);
  });

  it('is fixed where a pair is called the same, and ends where none is compared any more', () => {
    expect([SAME_FROM, SAME_FROM - 0.001].map(verdictOf)).toEqual(['same', 'possible']);
    expect([POSSIBLE_FROM, POSSIBLE_FROM - 0.001].map(verdictOf)).toEqual(['possible', 'different']);
  });
});

describe('estimateWithSensitivity', () => {
  it('refuses to answer without the fixed threshold', () => {
    expect(() => estimateWithSensitivity([estimated(0.4, 100)], NO_DUPLICATES)).toThrow(RangeError);
  });

  it('answers the estimate at the fixed threshold, and each in short', () => {
    const all = [estimated(0.4, 100), estimated(SAME_FROM, 110), estimated(0.6, 112)];
    const answer = estimateWithSensitivity(all, NO_DUPLICATES);
    const { sensitivity, lists, ...fixed } = answer;
    expect(fixed).toEqual(all[1]!.estimate);
    expect(lists).toEqual(NO_DUPLICATES);
    expect(sensitivity.map(({ threshold, estimate }) => [threshold, estimate])).toEqual([
      [0.4, 100],
      [0.5, 110],
      [0.6, 112],
    ]);
    expect(Object.keys(sensitivity[0]!)).toEqual([
      'threshold',
      'documented',
      'duplicatesWithinLists',
      'largestGroup',
      'estimate',
      'bootstrapInterval',
      'spread',
      'selected',
      'refused',
      'warnings',
    ]);
  });

  it('warns where estimates are more than a fifth apart, or one is refused and another is not', () => {
    expect(warningsOf(100, 120)).toEqual(['lists_may_depend']);
    expect(warningsOf(100, 121)).toEqual(['lists_may_depend', 'thresholds_disagree']);
    expect(warningsOf(121, 110, 100)).toContain('thresholds_disagree');
    expect(warningsOf(100, null)).toContain('thresholds_disagree');
    expect(warningsOf(null, 100)).toContain('thresholds_disagree');
    expect(warningsOf(null, null)).not.toContain('thresholds_disagree');
  });

  it('warns where by the fixed threshold more than one person in twenty stands on one list twice', () => {
    const warnings = (fixed: number, other: number): readonly string[] =>
      estimateWithSensitivity([estimated(SAME_FROM, 100, fixed), estimated(0.6, 100, other)], NO_DUPLICATES).warnings;
    expect(warnings(4, 40)).toEqual(['lists_may_depend']);
    expect(warnings(5, 0)).toEqual(['lists_may_depend', 'many_duplicates']);
  });

  it('warns where a list has records that no table counts', () => {
    const all = [estimated(SAME_FROM, 100), estimated(0.6, 100)];
    const lists = [...NO_DUPLICATES, { records: 10, leftOut: 1 }];
    expect(estimateWithSensitivity(all, lists).warnings).toEqual(['lists_may_depend', 'records_left_out']);
  });
});

// Estimates from overlapping lists: refusals first, then names, permutations, coverage of a known population.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimateUndocumented } from '../../../src/domain/statistics/multiple-systems.js';
import { fitModel, profileInterval } from '../../../src/domain/statistics/multiple-systems-fit.js';
import { hierarchicalModels, independence } from '../../../src/domain/statistics/multiple-systems-model.js';
import { highsLinearSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';

const solve = highsLinearSolver();

/** Counts of people who are on each list by chance alone; `draw` is mulberry32; a linear congruential generator spread its people too evenly. */
function independentLists(population: number, chances: readonly number[], seed: number): number[] {
  let state = seed >>> 0;
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const counts = new Array<number>((1 << chances.length) - 1).fill(0);
  for (let person = 0; person < population; person += 1) {
    const pattern = chances.reduce((mask, chance, list) => (draw() < chance ? mask | (1 << list) : mask), 0);
    if (pattern > 0) counts[pattern - 1] = (counts[pattern - 1] ?? 0) + 1;
  }
  return counts;
}

describe('estimateUndocumented refuses', () => {
  it.each([
    ['two lists that share nobody', 2, [40, 30, 0]],
    ['three lists of which one is empty', 3, [40, 30, 9, 0, 0, 0, 0]],
    ['three lists of which one holds everybody', 3, [40, 0, 30, 0, 20, 0, 10]],
  ])('%s: no maximum likelihood estimate', async (_case, lists, counts) => {
    const answer = await estimateUndocumented(lists, counts, solve);
    expect(answer).toMatchObject({
      refused: { reason: 'no_mle' },
      models: [],
      selected: null,
      bootstrapInterval: null,
    });
    expect(answer.documented).toBe(counts.reduce((sum, count) => sum + count, 0));
  });

  it('one list: the unseen cannot be told', async () => {
    expect(await estimateUndocumented(1, [40], solve)).toMatchObject({ refused: { reason: 'not_identifiable' } });
  });
});

describe('estimateUndocumented', () => {
  it('knows 1, 8 and 113 hierarchical models of 2, 3 and 4 lists', () => {
    expect([2, 3, 4].map((lists) => hierarchicalModels(lists).length)).toEqual([1, 8, 113]);
  });

  it('gives the two-list estimate of Petersen, and Chao’s bound', async () => {
    const answer = await estimateUndocumented(2, [60, 40, 20], solve);
    expect(answer.models[0]?.estimate).toBeCloseTo((80 * 60) / 20, 6);
    expect(answer.chaoLowerBound).toBeCloseTo(120 + 100 ** 2 / 40, 6);
    expect(answer.selected).toBe('[1,2]');
    expect(answer.warnings).toEqual(['lists_may_depend', 'few_overlaps']);
  });

  it('answers the same again, and says which models had no estimate', async () => {
    const counts = [50, 40, 30, 60, 20, 0, 9];
    const once = await estimateUndocumented(3, counts, solve);
    expect(await estimateUndocumented(3, counts, solve)).toEqual(once);
    expect(once.warnings).toEqual(expect.arrayContaining(['small_cells', 'models_without_estimate']));
    expect(once.models.map(({ name }) => name)).not.toContain('[12,13,23]');
  });

  it('names by positions: exchanging two lists exchanges names and leaves estimates', () => {
    const exchanged = (mask: number): number => (mask & ~3) | ((mask & 1) << 1) | ((mask & 2) >> 1);
    const swapName = (name: string): string =>
      name
        .replace(/[12]/g, (list) => (list === '1' ? '2' : '1'))
        .slice(1, -1)
        .split(',')
        .map((term) => Array.from(term).sort().join(''))
        .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
        .join(',');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 500 }), { minLength: 7, maxLength: 7 }), (counts) => {
        const turned = counts.map((_, at) => counts[exchanged(at + 1) - 1] ?? 0);
        const byName = new Map(hierarchicalModels(3).map((model) => [model.name, fitModel(turned, model)?.estimate]));
        for (const model of hierarchicalModels(3)) {
          const own = fitModel(counts, model)!.estimate;
          expect(byName.get(`[${swapName(model.name)}]`)! / own).toBeCloseTo(1, 6);
        }
      }),
      { seed: 20201110, numRuns: 25 },
    );
  });

  it('treats lists alike: in another order, equal counts or not, the whole answer is the same with other positions', async () => {
    const order = [2, 0, 1];
    const moved = (mask: number): number =>
      order.reduce((sum, place, list) => ((mask >> list) & 1 ? sum | (1 << place) : sum), 0);
    const movedName = (name: string): string =>
      `[${name
        .slice(1, -1)
        .split(',')
        .map((term) =>
          Array.from(term, (list) => String((order[Number(list) - 1] ?? 0) + 1))
            .sort()
            .join(''),
        )
        .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
        .join(',')}]`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 5, 12, 12, 25, 40), { minLength: 7, maxLength: 7 }),
        async (counts) => {
          fc.pre(counts.some((count) => count > 0));
          const turned = counts.map(() => 0);
          counts.forEach((count, cell) => (turned[moved(cell + 1) - 1] = count));
          const [own, other] = [
            await estimateUndocumented(3, counts, solve),
            await estimateUndocumented(3, turned, solve),
          ];
          // Nine digits: models that tie, since the table cannot tell their lists apart, differ in the fifteenth.
          const digits = (number: number | undefined) => number?.toPrecision(9);
          const byName = (models: typeof own.models, rename: (name: string) => string) =>
            new Map(
              models.map(({ name, estimate, bic, interval }) => [
                rename(name),
                [estimate, bic, ...(interval ?? [])].map(digits),
              ]),
            );
          expect(byName(other.models, String)).toEqual(byName(own.models, movedName));
          const rest = (answer: typeof own): unknown =>
            JSON.parse(JSON.stringify({ ...answer, models: [], selected: '' }), (_, value: unknown) =>
              typeof value === 'number' ? digits(value) : value,
            );
          expect(rest(other)).toEqual(rest(own));
          const bicOf = (answer: typeof own) => answer.models.find(({ name }) => name === answer.selected)?.bic;
          expect(digits(bicOf(other))).toBe(digits(bicOf(own)));
        },
      ),
      { seed: 20201110, numRuns: runCount(4, 10) },
    );
  });

  it('scales: ten times the counts are ten times the estimate of each model', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 5, max: 500 }), { minLength: 7, maxLength: 7 }), (counts) => {
        for (const model of hierarchicalModels(3)) {
          const tenfold = fitModel(
            counts.map((count) => 10 * count),
            model,
          )!.estimate;
          expect(tenfold / fitModel(counts, model)!.estimate).toBeCloseTo(10, 4);
        }
      }),
      { seed: 20201212, numRuns: 25 },
    );
  });

  it('covers a known population of independent lists in at least 90 of 100 seeds', () => {
    const covered = Array.from({ length: 100 }, (_, seed) => {
      const counts = independentLists(2_000, [0.3, 0.25, 0.35], 7_919 * (seed + 1));
      const model = independence(3);
      const [low, high] = profileInterval(counts, model, fitModel(counts, model)!.estimate)!;
      return low <= 2_000 && 2_000 <= high;
    }).filter(Boolean).length;
    expect(covered).toBeGreaterThanOrEqual(90);
  });

  it('searches five lists step by step and says so', async () => {
    const counts = independentLists(3_000, [0.3, 0.3, 0.3, 0.3, 0.3], 7);
    const answer = await estimateUndocumented(5, counts, solve);
    expect(answer.warnings).toContain('search_bounded');
    expect(answer.bootstrapInterval![0]).toBeLessThan(3_000);
    expect(answer.bootstrapInterval![1]).toBeGreaterThan(3_000);
  });
});

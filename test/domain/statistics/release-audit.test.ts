// Releases attacked together: planted leaks are found first; then what is published of invented registers, month by month, gives nothing away.
import { describe, expect, it, jest } from '@jest/globals';
import type { RoundingBase } from '../../../src/domain/statistics/controlled-rounding.js';
import { auditLevels } from '../../../src/domain/statistics/disclosure-audit.js';
import { protectRelease } from '../../../src/domain/statistics/protect-release.js';
import { auditRelease } from '../../../src/domain/statistics/release-audit.js';
import type { ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { planRelease, STATUS_AXIS, type ReleasePlan } from '../../../src/domain/statistics/release-plan.js';
import { boundsOfRelease, commonAxes, shownAtoms } from '../../../src/domain/statistics/release-reading.js';
import { tableNodes, type Cell, type CellKey } from '../../../src/domain/statistics/table-margins.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';
import { inventedRegister, monthLater } from './invented-register.js';
import { documentOf, exactNumbers } from './invented-release.js';
import { keyedDraw } from './invented-table.js';

/** A year of registers, each month attacked beside all before it, twice. */
jest.setTimeout(1_200_000);

const tools = { uniform: keyedDraw('secret'), round: highsSolver(), attack: highsLinearSolver() };

async function releaseOf(cells: readonly Cell[], number = 1): Promise<ReleaseDocument> {
  return documentOf(number, await protectRelease(planRelease(cells), [], tools));
}

const truth = inventedRegister(1);
const nodes = tableNodes([STATUS_AXIS, { dimension: 'state' }], truth);
const telling = nodes.filter(({ count }) => count % 5 !== 0);

async function failedKeys(
  release: ReleaseDocument,
  published: readonly ReleaseDocument[] = [],
): Promise<readonly CellKey[]> {
  return (await auditRelease(release, published, tools.attack)).failed;
}

describe('auditRelease', () => {
  it('finds one protected cell replaced by its true value, by its number and by linear programming', async () => {
    const document = await releaseOf(truth);
    for (const { key, count } of telling.filter(({ sums }) => sums.length === 0).slice(0, runCount(4, 20))) {
      const release = exactNumbers(document, [{ key, count }]);
      expect(await failedKeys(release)).toContainEqual(key);
      const axes = commonAxes([release]);
      const bounds = { bounds: boundsOfRelease(release), base: release.base };
      expect((await auditLevels(bounds, axes, shownAtoms([release], axes), tools.attack)).failed).toContainEqual(key);
    }
  });

  it('finds an exact margin, since none is declared', async () => {
    const document = await releaseOf(truth);
    const margin = telling.find(({ key }) => Object.keys(key).join() === 'state')!;
    expect(await failedKeys(exactNumbers(document, [margin]))).toContainEqual(margin.key);
  });

  it('finds numbers that were left out or in by their size, instead of rounded', async () => {
    const documents = [];
    for (const [at, cells] of [truth, monthLater(truth, 1, 1)].entries()) {
      const shown = tableNodes([STATUS_AXIS, { dimension: 'state' }], cells).filter(({ count }) => count >= 20);
      documents.push(exactNumbers(await releaseOf(cells, at + 1), shown));
    }
    const [older, newer] = documents as [ReleaseDocument, ReleaseDocument];
    expect((await failedKeys(newer, [older])).length).toBeGreaterThan(10);
  });

  it('refuses to judge beside a release that contradicts itself', async () => {
    const document = await releaseOf(truth);
    const [margin] = document.tables[0]!.margins.filter(({ key }) => key['state'] !== undefined);
    const broken = exactNumbers(document, [{ key: margin!.key, count: margin!.count + 1001 }]);
    await expect(auditRelease(document, [broken], tools.attack)).rejects.toThrow(RangeError);
  });

  it('passes releases of different tables beside each other', async () => {
    const fine = await releaseOf(truth);
    const few = truth.map(({ key, count }) => ({ key, count: Math.ceil(count / 15) }));
    const coarse = await releaseOf(few, 2);
    expect(fine.tables[0]!.dimensions).not.toEqual(coarse.tables[0]!.dimensions);
    expect(await failedKeys(coarse, [fine])).toEqual([]);
    expect(await failedKeys(fine, [coarse])).toEqual([]);
  });
});

/** What is true of three places and in all, published by draws that are chosen: [place, true number, whether it is rounded up]. */
function chosen(numbers: readonly (readonly [string, number, 'up' | 'down'])[]): {
  plan: ReleasePlan;
  uniform: (id: string, count: number) => number;
} {
  const up = new Set(numbers.flatMap(([state, , way]) => (way === 'up' ? [state] : [])));
  const cells = numbers
    .filter(([state]) => state !== 'all')
    .map(([state, count]) => ({ key: { status_group: 'missing', state }, count }));
  const axes = [{ dimension: 'status_group' }, { dimension: 'state' }];
  const plan: ReleasePlan = { base: 5, axes, tables: [['status_group', 'state'], ['status_group']], cells };
  return {
    plan,
    uniform: (id) =>
      [...up].some((state) => id.includes(`"${state}"`) || (state === 'all' && !id.includes('"state"'))) ? 0 : 0.999,
  };
}

describe('protectRelease', () => {
  it('takes tens where fives would tell that some people were added in one place', async () => {
    // Published 10, 10, 10 and then 20, 5, 5: of at most 8 more people in all, at least 2 are at A.
    const before = chosen([
      ['A', 11, 'down'],
      ['B', 8, 'up'],
      ['C', 8, 'up'],
      ['all', 27, 'up'],
    ]);
    const after = chosen([
      ['A', 16, 'up'],
      ['B', 9, 'down'],
      ['C', 9, 'down'],
    ]);
    const older = documentOf(4, await protectRelease(before.plan, [], { ...tools, uniform: before.uniform }));
    const found = await protectRelease(after.plan, [older], { ...tools, uniform: after.uniform });
    expect(found.note).toMatchObject({ base: 10, refusedBases: [5], cells: 2, against: [4] });
    expect(found.table.base).toBe(10);
    const alone = await protectRelease(after.plan, [], { ...tools, uniform: after.uniform });
    expect(alone.note).toMatchObject({ base: 5, refusedBases: [], narrowest: expect.any(Number), against: [] });
    expect(documentOf(5, found).notes.join(' ')).toContain('together with release 4:');
  });

  it('refuses where it cannot be told what is safe', async () => {
    const document = await releaseOf(truth);
    const [margin] = document.tables[0]!.margins.filter(({ key }) => key['state'] !== undefined);
    const broken = exactNumbers(document, [{ key: margin!.key, count: margin!.count + 1001 }]);
    await expect(protectRelease(planRelease(truth), [broken], tools)).rejects.toMatchObject({
      code: 'release_would_disclose',
    });
  });

  it.each([
    ['on the planned base', (): RoundingBase | null => null],
    ['on fives and tens by turns', (month: number): RoundingBase | null => (month % 2 === 0 ? 10 : 5)],
  ])('publishes registers month by month %s, of which no pair tells anything', async (_, baseOf) => {
    for (let seed = 1; seed <= runCount(2, 4); seed += 1) {
      const published: ReleaseDocument[] = [];
      let cells = inventedRegister(seed);
      for (let month = 1; month <= runCount(4, 12); month += 1) {
        const planned = planRelease(cells);
        const plan = { ...planned, base: baseOf(month) ?? planned.base };
        published.unshift(documentOf(month, await protectRelease(plan, published, tools)));
        cells = monthLater(cells, seed, month);
      }
      for (const [at, newer] of published.entries())
        expect({ seed, at, failed: await failedKeys(newer, published.slice(at + 1)) }).toEqual({
          seed,
          at,
          failed: [],
        });
    }
  });
});

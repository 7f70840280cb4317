// Random registers protected as a release is, attacked anew, and each spoilt in three ways that the attack must find; then years of monthly releases, every pair.
import { describe, expect, it, jest } from '@jest/globals';
import { auditChanges, auditLevels } from '../../../src/domain/statistics/disclosure-audit.js';
import type { PublishedBounds } from '../../../src/domain/statistics/published-bounds.js';
import { protectRelease } from '../../../src/domain/statistics/protect-release.js';
import { verifyAgainstTruth } from '../../../src/domain/statistics/protected-table.js';
import { auditRelease } from '../../../src/domain/statistics/release-audit.js';
import { verifyRelease, type ReleaseDocument } from '../../../src/domain/statistics/release-document.js';
import { planRelease, type ReleasePlan } from '../../../src/domain/statistics/release-plan.js';
import { boundsOfRelease, commonAxes, shownAtoms } from '../../../src/domain/statistics/release-reading.js';
import { tableNodes, type Cell, type CellKey, type TableNode } from '../../../src/domain/statistics/table-margins.js';
import { highsLinearSolver, highsSolver } from '../../../src/solver/highs-solver.js';
import { runCount } from '../../support/run-count.js';
import { grown, monthLater, randomRegister } from './invented-register.js';
import { documentOf, exactNumbers, suppressed, suppressedRelease } from './invented-release.js';
import { keyedDraw } from './invented-table.js';

/** The whole of it: 200 registers, and 16 years of twelve months each. */
jest.setTimeout(3_600_000);

const REGISTERS = runCount(16, 200);
const YEARS = runCount(2, 16);
const MONTHS = runCount(5, 12);

const tools = { uniform: keyedDraw('proof'), round: highsSolver(), attack: highsLinearSolver() };

interface Protected {
  readonly seed: number;
  readonly plan: ReleasePlan;
  readonly document: ReleaseDocument;
}

async function protectedRegister(seed: number): Promise<Protected> {
  const plan = planRelease(randomRegister(seed));
  const found = await protectRelease(plan, [], tools);
  expect({ seed, broken: verifyAgainstTruth(found.table, plan.cells, plan.axes) }).toEqual({ seed, broken: [] });
  return { seed, plan, document: documentOf(1, found) };
}

const registers: Promise<Protected>[] = [];
async function eachRegister(look: (one: Protected) => Promise<void>): Promise<void> {
  for (let seed = 1; seed <= REGISTERS; seed += 1) await look(await (registers[seed] ??= protectedRegister(seed)));
}

/** One number that publishing as it is would tell; null of a register whose numbers of this kind are all multiples. */
function trueNumber({ seed, plan, document }: Protected, kind: (node: TableNode) => boolean): Cell | null {
  const telling = tableNodes(plan.axes, plan.cells).filter((node) => kind(node) && node.count % document.base !== 0);
  return telling[Math.floor(keyedDraw('mutation')('number', seed) * telling.length)] ?? null;
}

const isCell = ({ sums }: TableNode): boolean => sums.length === 0;
/** Of a margin that a table of the release shows: two dimensions are read by each of them and in all. */
const isMargin = ({ sums, key }: TableNode): boolean => sums.length > 0 && !('status_group' in key && 'state' in key);

async function failedByRelease(document: ReleaseDocument): Promise<readonly CellKey[]> {
  return (await auditRelease(document, [], tools.attack)).failed;
}

/** Bounds without the published number between them: every witness has to be found by a programme. */
function withoutPoint(bounds: PublishedBounds): PublishedBounds {
  return (id, isMargin) => {
    const found = bounds(id, isMargin);
    return found === null ? null : { low: found.low, high: found.high };
  };
}

/** As if nobody had noticed that a number is no multiple: with witnesses around the published numbers, and by programmes alone. */
async function failedByLevels(document: ReleaseDocument): Promise<readonly CellKey[]> {
  const axes = commonAxes([document]);
  const atoms = shownAtoms([document], axes);
  const around = boundsOfRelease(document);
  const found = [around, withoutPoint(around)].map(async (bounds) => {
    const { failed } = await auditLevels({ bounds, base: document.base }, axes, atoms, tools.attack);
    return failed;
  });
  const [quick, slow] = await Promise.all(found);
  expect(quick).toEqual(slow);
  return slow!;
}

describe('random registers', () => {
  it('are protected, and an attack on what would be published finds nothing', async () => {
    const shapes = new Set<string>();
    await eachRegister(async ({ seed, document }) => {
      shapes.add(`${document.tables[0]!.dimensions.join('_by_')} ${document.base}`);
      expect({ seed, failed: await failedByRelease(document) }).toEqual({ seed, failed: [] });
      expect({ seed, failed: await failedByLevels(document) }).toEqual({ seed, failed: [] });
      expect({ seed, broken: verifyRelease(document) }).toEqual({ seed, broken: [] });
    });
    const rare = ['status_group_by_state 10', 'status_group_by_state 5', 'status 10'].slice(0, runCount(0, 3));
    const expected = ['status_by_state 5', 'status_by_state 10', 'status_group 10', ...rare];
    expect([...shapes].sort()).toEqual(expected.sort());
  });

  it('are found out where one cell is its true number', async () => {
    let planted = 0;
    await eachRegister(async (one) => {
      const cell = trueNumber(one, isCell);
      if (cell === null) return;
      planted += 1;
      const spoilt = exactNumbers(one.document, [cell]);
      expect({ seed: one.seed, failed: await failedByRelease(spoilt) }).toEqual({ seed: one.seed, failed: [cell.key] });
      expect(await failedByLevels(spoilt)).toContainEqual(cell.key);
    });
    expect(planted).toBeGreaterThan(REGISTERS * 0.95);
  });

  it('are found out where one margin is exact beside rounded ones', async () => {
    let planted = 0;
    await eachRegister(async (one) => {
      const margin = trueNumber(one, isMargin);
      if (margin === null) return;
      planted += 1;
      const failed = await failedByRelease(exactNumbers(one.document, [margin]));
      expect({ seed: one.seed, failed }).toEqual({ seed: one.seed, failed: [margin.key] });
    });
    expect(planted).toBeGreaterThan(REGISTERS * 0.8);
  });

  it('are found out where two months were suppressed each by itself', async () => {
    const byProgramme = { planted: 0, found: 0 };
    await eachRegister(async ({ seed, plan, document }) => {
      const months = [plan.cells, grown(plan.cells, seed)].map((cells) => tableNodes(plan.axes, cells));
      const [earlier, later] = months.map((nodes) => suppressedRelease(document, nodes));
      const { failed } = await auditRelease(later!, [earlier!], tools.attack);
      expect({ seed, found: failed.length > 0 }).toEqual({ seed, found: true });
      // In a line of six groups the programme alone may find nothing of a group: the sum of the hidden ones grew, and that is all it says.
      if (plan.axes.length === 1) return;
      const bounds = months.map(suppressed) as [PublishedBounds, PublishedBounds];
      const releases = { older: bounds[0], newer: bounds[1], onlyGrows: true };
      const cells = plan.cells.filter(({ count }) => count > 0);
      byProgramme.planted += 1;
      if ((await auditChanges(releases, plan.axes, cells, tools.attack)).failed.length > 0) byProgramme.found += 1;
    });
    expect(byProgramme.planted).toBeGreaterThan(REGISTERS / 3);
    expect(byProgramme.found).toBe(byProgramme.planted);
  });
});

/** Every month of a register whose release was published, newest first. */
async function yearOf(seed: number): Promise<{ published: ReleaseDocument[]; refused: number }> {
  const published: ReleaseDocument[] = [];
  let refused = 0;
  let cells = randomRegister(seed);
  for (let month = 1; month <= MONTHS; month += 1) {
    try {
      published.unshift(documentOf(month, await protectRelease(planRelease(cells), published, tools)));
    } catch (error) {
      if ((error as { code?: string }).code !== 'release_would_disclose') throw error;
      refused += 1;
    }
    cells = monthLater(cells, seed, month);
  }
  return { published, refused };
}

/** By programmes alone. */
async function failedChanges(older: ReleaseDocument, newer: ReleaseDocument): Promise<readonly CellKey[]> {
  const axes = commonAxes([older, newer]);
  const [before, after] = [older, newer].map((release) => withoutPoint(boundsOfRelease(release)));
  const releases = { older: before!, newer: after!, onlyGrows: false };
  return (await auditChanges(releases, axes, shownAtoms([older, newer], axes), tools.attack)).failed;
}

describe('random monthly updates', () => {
  it('are published every month, and no pair of months tells anything', async () => {
    let pairs = 0;
    for (let seed = 1; seed <= YEARS; seed += 1) {
      const { published, refused } = await yearOf(seed);
      expect({ seed, refused }).toEqual({ seed, refused: 0 });
      for (const [at, newer] of published.entries())
        for (const older of published.slice(at + 1)) {
          pairs += 1;
          const { failed } = await auditRelease(newer, [older], tools.attack);
          const slow = await failedChanges(older, newer);
          expect({ seed, pair: [older.number, newer.number], failed, slow }).toMatchObject({ failed: [], slow: [] });
        }
    }
    expect(pairs).toBe((YEARS * MONTHS * (MONTHS - 1)) / 2);
  });
});

// Rounds and attacks, by the code that a release uses, two finer tables of the sample register than a release shows.

import { createHmac } from 'node:crypto';
import type { Actor } from '../../src/domain/access/actor.js';
import { protectRelease } from '../../src/domain/statistics/protect-release.js';
import { verifyProtected } from '../../src/domain/statistics/protected-table.js';
import { releaseTables } from '../../src/domain/statistics/release-document.js';
import { STATUS_AXIS } from '../../src/domain/statistics/release-plan.js';
import type { Axis, Cell, CellKey } from '../../src/domain/statistics/table-margins.js';
import type { Platform } from '../../src/platform.js';
import { highsLinearSolver, highsSolver } from '../../src/solver/highs-solver.js';
import { CountMeasure } from '../../src/usecases/statistics/count-measure.js';
import type { Checks } from './checks.js';

interface Shape {
  readonly dimensions: readonly string[];
  readonly axes: readonly Axis[];
  /** What the registry is asked to count by, beside the status. */
  readonly by: readonly string[];
}

const plain = (dimension: string): Axis => ({ dimension });

const SHAPES: readonly Shape[] = [
  {
    dimensions: ['status', 'sex', 'state', 'year'],
    axes: [STATUS_AXIS, plain('sex'), plain('state'), plain('year')],
    by: ['sex', 'state', 'month'],
  },
  {
    dimensions: ['municipality', 'status'],
    axes: [STATUS_AXIS, plain('municipality')],
    by: ['municipality'],
  },
];

/** A month of the loss is read by its year; the rest stands as it is. */
function valueOf(key: CellKey, dimension: string): string {
  const value = key[dimension === 'year' ? 'month' : dimension] ?? '';
  return dimension === 'year' ? value.replace(/-.*$/, '') : value;
}

function merged(cells: readonly Cell[], dimensions: readonly string[]): readonly Cell[] {
  const found = new Map<string, { readonly key: CellKey; count: number }>();
  for (const cell of cells) {
    const key = Object.fromEntries(dimensions.map((dimension) => [dimension, valueOf(cell.key, dimension)]));
    const own = found.get(JSON.stringify(key)) ?? { key, count: 0 };
    own.count += cell.count;
    found.set(JSON.stringify(key), own);
  }
  return [...found.values()];
}

function uniform(cell: string, trueValue: number): number {
  return createHmac('sha256', 'the check').update(`${cell}\n${trueValue}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** Counted by the registry itself, protected and attacked; what fails is refused with an error, which ends the run. */
export async function checkPublicShapes(checks: Checks, platform: Platform, analyst: Actor): Promise<void> {
  for (const { dimensions, axes, by } of SHAPES) {
    const name = dimensions.join(' × ');
    const counted = await new CountMeasure(platform.database, platform.entropy).execute(analyst, {
      measure: 'whereabouts-status',
      by,
    });
    const cells = merged(counted.cells, dimensions);
    const tools = { uniform, round: highsSolver(), attack: highsLinearSolver() };
    const started = performance.now();
    const { table, note } = await protectRelease({ base: 5, axes, tables: [dimensions], cells }, [], tools);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`      ${name}: ${cells.length} cells in ${seconds} s, ${note.programmes} programmes`);
    checks.equal(`${name}: its attack finds nothing at multiples of`, [note.base, note.refusedBases], [5, []]);
    checks.equal(`${name}: every cell can be as many numbers as it must`, (note.narrowest ?? 0) >= note.base - 1, true);
    const [shown] = releaseTables(table, [dimensions]);
    const broken = shown === undefined ? ['no table'] : verifyProtected(shown, note.base);
    checks.equal(`${name}: every number is a multiple, and ${shown?.margins.length ?? 0} sums hold`, broken, []);
    const rounded = [...table.cells, ...table.margins].filter(({ count }) => count > 0).length;
    checks.equal(`${name}: it shows numbers`, rounded > 0, true);
  }
}

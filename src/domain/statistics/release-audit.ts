// Attacks a release before anybody signs it: by itself, and beside what has been published before.
import { auditChanges, auditLevels, type DisclosureAudit } from './disclosure-audit.js';
import type { RoundingBase } from './controlled-rounding.js';
import type { SolveLinearProgramme } from './integer-programme.js';
import {
  boundsOfRelease,
  commonAxes,
  reportedByPlace,
  shownAtoms,
  unroundedNumbers,
  type ReleaseNumbers,
} from './release-reading.js';
import type { CellKey } from './table-margins.js';

/**
 * So many published releases, the newest ones, are attacked beside a new one: two years of monthly releases. Solving blocks the
 * thread, for some 0.2 s a release of 450 cells, so that all of them take about five seconds. Older ones are not looked at.
 */
export const RELEASES_ATTACKED = 24;

export interface ReleaseFinding {
  /** Keys of cells of which too much can be told; an undeclared exact number is one. Empty of what may be published. */
  readonly failed: readonly CellKey[];
  readonly cells: number;
  /** Of every cell at least so many numbers beside the published one stay possible, by the release alone; null of no cells. */
  readonly narrowest: number | null;
  readonly programmes: number;
}

/** Two releases of which one says that more people were ever reported than the other leaves room for settle nothing together. */
async function unlessContradicted(audit: () => Promise<DisclosureAudit>): Promise<DisclosureAudit> {
  try {
    return await audit();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { failed: [], programmes: 0, narrowest: null };
  }
}

/** What the makers of a release are told of its audit, and what is stored with it; all of it can be told from published numbers. */
export interface ReleaseAuditNote {
  readonly base: RoundingBase;
  /** Bases that were tried before and told too much. */
  readonly refusedBases: readonly RoundingBase[];
  readonly cells: number;
  /** As of ReleaseFinding. */
  readonly narrowest: number | null;
  /** Numbers of the published releases that it was attacked beside, newest first. */
  readonly against: readonly number[];
  readonly programmes: number;
}

async function changesBetween(
  older: ReleaseNumbers,
  newer: ReleaseNumbers,
  onlyGrows: boolean,
  solve: SolveLinearProgramme,
): Promise<DisclosureAudit> {
  const axes = commonAxes([older, newer]);
  const atoms = shownAtoms([older, newer], axes);
  const bounds = { older: boundsOfRelease(older), newer: boundsOfRelease(newer), onlyGrows };
  return auditChanges(bounds, axes, atoms, solve);
}

/**
 * Levels of the release alone; changes since each older one, cell by cell, in which people may come and go; and changes of
 * those ever reported by place, which are assumed to grow only. Where that assumption is wrong (a record was closed), it is
 * dropped, since who makes it contradicts what is published.
 * @throws RangeError where a release contradicts itself
 */
export async function auditRelease(
  release: ReleaseNumbers,
  published: readonly ReleaseNumbers[],
  solve: SolveLinearProgramme,
): Promise<ReleaseFinding> {
  const axes = commonAxes([release]);
  const atoms = shownAtoms([release], axes);
  const exact = unroundedNumbers(release);
  if (exact.length > 0) return { failed: exact, cells: atoms.length, narrowest: null, programmes: 0 };
  const levels = await auditLevels({ bounds: boundsOfRelease(release), base: release.base }, axes, atoms, solve);
  const audits: DisclosureAudit[] = [levels];
  for (const older of published) {
    audits.push(await changesBetween(older, release, false, solve));
    const reported = [older, release].map(reportedByPlace) as [ReleaseNumbers, ReleaseNumbers];
    audits.push(await unlessContradicted(() => changesBetween(...reported, true, solve)));
  }
  return {
    failed: audits.flatMap(({ failed }) => failed),
    cells: atoms.length,
    narrowest: levels.narrowest,
    programmes: audits.reduce((sum, { programmes }) => sum + programmes, 0),
  };
}

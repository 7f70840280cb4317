// Rounds a planned release so that its attack finds nothing: on the planned base, else on tens, else not at all.
import { DomainError } from '../domain-error.js';
import { roundTable, type ProtectedTable, type RoundingBase, type RoundingTask } from './controlled-rounding.js';
import type { SolveIntegerProgramme, SolveLinearProgramme } from './integer-programme.js';
import { verifyAgainstTruth } from './protected-table.js';
import { auditRelease, type ReleaseAuditNote, type ReleaseFinding } from './release-audit.js';
import { releaseTables, type ReleaseDocument } from './release-document.js';
import type { ReleasePlan } from './release-plan.js';
import { ReleaseRefused } from './release-refusal.js';

export interface ProtectedRelease {
  readonly table: ProtectedTable;
  readonly tables: readonly (readonly string[])[];
  readonly note: ReleaseAuditNote;
}

export interface ProtectionTools {
  readonly uniform: RoundingTask['uniform'];
  readonly round: SolveIntegerProgramme;
  readonly attack: SolveLinearProgramme;
}

const COARSEST_BASE = 10;

/** The check is load-bearing: a table that fails it goes no further. */
async function rounded(plan: ReleasePlan, base: RoundingBase, tools: ProtectionTools): Promise<ProtectedTable> {
  const { axes, cells } = plan;
  const result = await roundTable({ axes, cells, base, uniform: tools.uniform, solve: tools.round });
  // The plan has two dimensions at most, which always have an answer, and one without further steps.
  const sound = result.outcome === 'rounded' && verifyAgainstTruth(result.table, cells, axes).length === 0;
  if (!sound) throw new DomainError('internal', 'The rounded table failed its own check and was not stored.');
  return result.table;
}

/**
 * @param published what is public already, newest first
 * @throws ReleaseRefused where the table tells too much on every base, by itself or beside what is published,
 *   and where what is published contradicts itself, so that it cannot be attacked
 */
export async function protectRelease(
  plan: ReleasePlan,
  published: readonly ReleaseDocument[],
  tools: ProtectionTools,
): Promise<ProtectedRelease> {
  const refusedBases: RoundingBase[] = [];
  for (const base of new Set<RoundingBase>([plan.base, COARSEST_BASE])) {
    const table = await rounded(plan, base, tools);
    const { failed, ...finding } = await attacked(
      { base, tables: releaseTables(table, plan.tables) },
      published,
      tools,
    );
    if (failed.length === 0) {
      const note = { base, refusedBases, ...finding, against: published.map(({ number }) => number) };
      return { table, tables: plan.tables, note };
    }
    refusedBases.push(base);
  }
  throw new ReleaseRefused('tells_too_much');
}

async function attacked(
  release: Parameters<typeof auditRelease>[0],
  published: readonly ReleaseDocument[],
  tools: ProtectionTools,
): Promise<ReleaseFinding> {
  try {
    return await auditRelease(release, published, tools.attack);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ReleaseRefused('published_contradictory');
  }
}

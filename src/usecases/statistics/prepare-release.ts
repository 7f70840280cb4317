// Makes the next public release: counts, rounds, checks, and stores published numbers alone.

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { roundTable } from '../../domain/statistics/controlled-rounding.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { verifyAgainstTruth } from '../../domain/statistics/protected-table.js';
import { planRelease } from '../../domain/statistics/release-plan.js';
import { releaseDocument, verifyRelease, type ReleaseDocument } from '../../domain/statistics/release-document.js';
import { advanceRelease } from '../../domain/statistics/release.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import { highsSolver } from '../../solver/highs-solver.js';
import { KeyRing } from '../../vault/key-ring.js';

const MEASURE = MEASURES['whereabouts-status'];

@Injectable()
export class PrepareRelease {
  private readonly solve = highsSolver();

  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  /** The release in state `audited`, ready for two signatures. True counts leave memory with this call. */
  async execute(actor: Actor): Promise<ReleaseDocument> {
    requireAllowed(actor, 'prepare_release');
    const now = this.entropy.now();
    const counted = await this.database.snapshot(
      actor,
      (room) => room.statistics.countShared(['status', 'state'], now),
      'registry',
    );
    const rounded = await this.round(counted);
    return this.database.transaction(actor, async (room) => {
      await room.releases.lock();
      const number = await room.releases.nextNumber();
      const asOf = new Date(now).toISOString().slice(0, 10);
      const heading = { number, measure: MEASURE.name, version: MEASURE.version, asOf };
      const document = releaseDocument(heading, rounded.table, rounded.tables);
      assertSound(verifyRelease(document).length === 0);
      const drafted = advanceRelease({ state: 'draft', signedBy: [] }, 'protect', actor);
      const { state } = advanceRelease(drafted, 'audit', actor);
      await room.releases.add({ document, state, preparedBy: actor.userId, at: now });
      await room.audit.note({
        action: 'release_prepared',
        subjectKind: 'release',
        subjectId: String(number),
        details: { base: document.base, tables: document.tables.map((table) => table.dimensions.join(' × ')) },
      });
      return document;
    });
  }

  private async round(counted: readonly Cell[]): Promise<{
    table: Parameters<typeof releaseDocument>[1];
    tables: Parameters<typeof releaseDocument>[2];
  }> {
    const plan = planRelease(counted);
    if (plan.cells.length === 0)
      throw new DomainError('nothing_to_publish', 'The registry holds no record to count yet.');
    const result = await roundTable({
      axes: plan.axes,
      cells: plan.cells,
      base: plan.base,
      uniform: (cell, trueValue) => this.uniform(plan.tables.join(';'), cell, trueValue),
      solve: this.solve,
    });
    if (result.outcome === 'infeasible')
      throw new DomainError('internal', 'A two-dimensional table could not be rounded.');
    assertSound(verifyAgainstTruth(result.table, plan.cells, plan.axes).length === 0);
    return { table: result.table, tables: plan.tables };
  }

  /** 52 bits of HMAC(secret, table, cell, true value) as a fraction: stable while nothing changed, and not to be guessed. */
  private uniform(table: string, cell: string, trueValue: number): number {
    const digest = createHmac('sha256', this.keys.statisticsSecret)
      .update(JSON.stringify([MEASURE.name, MEASURE.version, table, cell, trueValue]))
      .digest();
    return Number(digest.readBigUInt64BE() >> 12n) / 2 ** 52;
  }
}

/** The check is load-bearing: a table that fails it is never stored. */
function assertSound(sound: boolean): void {
  if (!sound) throw new DomainError('internal', 'The rounded table failed its own check and was not stored.');
}

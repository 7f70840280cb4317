// Makes the next public release: counts, rounds, attacks what would be published, and stores published numbers alone.

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { protectRelease, type ProtectedRelease } from '../../domain/statistics/protect-release.js';
import { RELEASES_ATTACKED, type ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import { planRelease } from '../../domain/statistics/release-plan.js';
import { releaseDocument, verifyRelease, type ReleaseDocument } from '../../domain/statistics/release-document.js';
import { advanceRelease } from '../../domain/statistics/release.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import { highsLinearSolver, highsSolver } from '../../solver/highs-solver.js';
import { KeyRing } from '../../vault/key-ring.js';

const MEASURE = MEASURES['whereabouts-status'];

export interface PreparedRelease {
  readonly document: ReleaseDocument;
  readonly auditNote: ReleaseAuditNote;
}

@Injectable()
export class PrepareRelease {
  private readonly round = highsSolver();
  private readonly attack = highsLinearSolver();

  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  /** The release in state `audited`, ready for two signatures. True counts leave memory with this call. */
  async execute(actor: Actor): Promise<PreparedRelease> {
    requireAllowed(actor, 'prepare_release');
    const now = this.entropy.now();
    const { counted, published, places } = await this.database.snapshot(
      actor,
      async (room) => ({
        counted: await room.statistics.countShared(['status', 'state'], now),
        places: new Map((await room.places.list()).map(({ code, name }) => [code, name] as const)),
        published: await room.releases.newestPublic(MEASURE, RELEASES_ATTACKED),
      }),
      'registry',
    );
    const { table, tables, note } = await this.protect(counted, published);
    return this.database.transaction(actor, async (room) => {
      await room.releases.lock();
      const number = await room.releases.nextNumber();
      const asOf = new Date(now).toISOString().slice(0, 10);
      const { against } = note;
      const heading = { number, measure: MEASURE.name, version: MEASURE.version, asOf, against, places };
      const document = releaseDocument(heading, table, tables);
      assertSound(verifyRelease(document).length === 0);
      const drafted = advanceRelease({ state: 'draft', signedBy: [] }, 'protect', actor);
      const { state } = advanceRelease(drafted, 'audit', actor);
      await room.releases.add({ document, auditNote: note, state, preparedBy: actor.userId, at: now });
      await room.audit.note({
        action: 'release_prepared',
        subjectKind: 'release',
        subjectId: String(number),
        details: {
          base: document.base,
          tables: document.tables.map(({ dimensions }) => dimensions.join(' × ')),
          attackedBeside: against.map(String),
        },
      });
      return { document, auditNote: note };
    });
  }

  private async protect(counted: readonly Cell[], published: readonly ReleaseDocument[]): Promise<ProtectedRelease> {
    const plan = planRelease(counted);
    if (plan.cells.length === 0)
      throw new DomainError('nothing_to_publish', 'The registry holds no record to count yet.');
    return protectRelease(plan, published, {
      uniform: (cell, trueValue) => this.uniform(plan.tables.join(';'), cell, trueValue),
      round: this.round,
      attack: this.attack,
    });
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

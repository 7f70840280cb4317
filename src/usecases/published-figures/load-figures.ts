// Loads a file of published figures, all of it or nothing; what stands already is added no second time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireFigures } from '../../domain/published-figures/figure-reading.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { recordFigures, type RecordedFigures } from '../../persistence/published-figures/record-figures.js';

export interface LoadFiguresCommand {
  /** Whatever the file holds; it is read here. */
  readonly file: unknown;
  /** Why figures that differ from their record are corrected; without it they are refused. */
  readonly reason?: string | undefined;
}

@Injectable()
export class LoadFigures {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: LoadFiguresCommand, request: RequestKey | null): Promise<RecordedFigures> {
    requireAllowed(actor, 'add_published_figure');
    const at = this.entropy.now();
    const reason = command.reason === undefined ? null : withdrawalReason(command.reason);
    const figures = requireFigures(command.file, at);
    const given = figures.map((figure, position) => ({ figure, pointer: `/figures/${position}` }));
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, at, async () => {
        const recorded = await recordFigures(room, { actor, given, reason, at, entropy: this.entropy });
        const { added, corrected, known } = recorded;
        await room.audit.note({
          action: 'published_figures_loaded',
          subjectKind: 'published_figure',
          details: { added: added.length, corrected: corrected.length, known: known.length },
        });
        return recorded;
      }),
    );
  }
}

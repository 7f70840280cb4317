// Puts a better edition in the place of a published figure that the actor's own organisation recorded; both stay on record.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isFigureId, requireFigure } from '../../domain/published-figures/figure-reading.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { recordFigures } from '../../persistence/published-figures/record-figures.js';

export interface CorrectFigureCommand {
  readonly id: string;
  readonly reason: string;
  /** Whatever a request holds; it is read here. */
  readonly successor: unknown;
}

export interface CorrectedFigure {
  readonly id: string;
  readonly edition: number;
}

@Injectable()
export class CorrectFigure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: CorrectFigureCommand, request: RequestKey | null): Promise<CorrectedFigure> {
    requireAllowed(actor, 'add_published_figure');
    const at = this.entropy.now();
    const asked = withdrawalReason(command.reason);
    const { id } = command;
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, at, async () => {
        const standing = isFigureId(id) ? await room.publishedFigures.find(id, null) : null;
        if (standing === null) throw notFound();
        const read = requireFigure(command.successor, at, '/successor');
        if (read.id !== null && read.id !== id) throw invalidField('/successor/id', 'the id of the figure, or none');
        const { reason, settle } = await lookThroughReason(room, actor, asked);
        const given = [{ figure: { ...read, id }, pointer: '/successor' }];
        const { corrected } = await recordFigures(room, { actor, given, reason, at, entropy: this.entropy });
        if (corrected.length === 0) throw new DomainError('conflict', 'The figure stands already as it is given.');
        const edition = standing.edition + 1;
        await room.audit.note({
          action: 'published_figure_corrected',
          subjectKind: 'published_figure',
          subjectId: id,
          details: { edition },
        });
        await settle();
        return { id, edition };
      }),
    );
  }
}

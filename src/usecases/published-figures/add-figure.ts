// Records one published figure, as its publisher states it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireFigure } from '../../domain/published-figures/figure-reading.js';
import { Database } from '../../persistence/database.js';
import { recordFigures } from '../../persistence/published-figures/record-figures.js';

@Injectable()
export class AddFigure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** `given` is whatever a request holds; it is read here. Throws `conflict` where a figure of that id is recorded. */
  async execute(actor: Actor, given: unknown, request: RequestKey | null): Promise<{ readonly id: string }> {
    requireAllowed(actor, 'add_published_figure');
    const at = this.entropy.now();
    const read = requireFigure(given, at, '');
    const figure = { ...read, id: read.id ?? this.entropy.shownId() };
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, at, async () => {
        if ((await room.publishedFigures.find(figure.id, null)) !== null)
          throw new DomainError('conflict', 'A figure of this id is recorded already.');
        const recording = { actor, given: [{ figure, pointer: '' }], reason: null, at, entropy: this.entropy };
        await recordFigures(room, recording);
        await room.audit.note({
          action: 'published_figure_added',
          subjectKind: 'published_figure',
          subjectId: figure.id,
          details: { defined: figure.definition !== null },
        });
        return { id: figure.id };
      }),
    );
  }
}

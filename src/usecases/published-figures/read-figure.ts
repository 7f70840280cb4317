// Reads one published figure beside what was reported to the registry under the same definition, with its earlier editions.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isFigureId } from '../../domain/published-figures/figure-reading.js';
import { dateOfFigure } from '../../domain/published-figures/published-figure.js';
import { Database } from '../../persistence/database.js';
import { assessFigures, type AssessedFigure } from '../../persistence/published-figures/assess-figures.js';
import type { RecordedFigure } from '../../persistence/published-figures/published-figure.repository.js';

export interface ReadFigureCommand {
  readonly id: string;
  readonly knownAt?: number | undefined;
  readonly validAt?: number | undefined;
}

export interface FigureWithEditions {
  readonly figure: AssessedFigure;
  /** Oldest first; the last is the one that stands. */
  readonly editions: readonly RecordedFigure[];
  readonly knownAt: number;
}

@Injectable()
export class ReadFigure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadFigureCommand): Promise<FigureWithEditions> {
    requireAllowed(actor, 'read_published_figures');
    const now = this.entropy.now();
    const { id, knownAt = null, validAt = null } = command;
    return this.database.transaction(actor, async (room) => {
      const editions = isFigureId(id) ? await room.publishedFigures.editions(id, knownAt) : [];
      const standing = editions.at(-1);
      if (standing === undefined || dateOfFigure(standing.figure).earliest > (validAt ?? Infinity)) throw notFound();
      const [figure] = await assessFigures(room, actor, [standing], { knownAt, validAt, now });
      if (figure === undefined) throw notFound();
      await room.audit.note({
        action: 'published_figure_read',
        subjectKind: 'published_figure',
        subjectId: id,
        details: { edition: figure.edition, counted: figure.reported.state === 'counted' },
      });
      return { figure, editions, knownAt: knownAt ?? now };
    });
  }
}

// Lists published figures, each beside what was reported to the registry under the same definition.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isFigureId } from '../../domain/published-figures/figure-reading.js';
import { Database } from '../../persistence/database.js';
import { assessFigures, type AssessedFigure } from '../../persistence/published-figures/assess-figures.js';

export interface ListFiguresCommand {
  readonly publisher?: string | undefined;
  /** Last millisecond of the day, as `validAt` is. */
  readonly day?: number | undefined;
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
  readonly knownAt?: number | undefined;
  readonly validAt?: number | undefined;
}

export interface ListedFigures {
  /** Latest date first. */
  readonly figures: readonly AssessedFigure[];
  readonly cursor: string | null;
  readonly knownAt: number;
}

const LISTED = 50;
const MOST_LISTED = 200;
const DAY = 86_400_000;

@Injectable()
export class ListFigures {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListFiguresCommand): Promise<ListedFigures> {
    requireAllowed(actor, 'read_published_figures');
    const limit = command.limit ?? LISTED;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    }
    const after = command.cursor ?? null;
    if (after !== null && !isFigureId(after)) throw invalidField('/cursor', 'the cursor of the page before');
    const now = this.entropy.now();
    const times = { knownAt: command.knownAt ?? null, validAt: command.validAt ?? null, now };
    const filter = {
      publisher: command.publisher ?? null,
      day: command.day === undefined ? null : { from: command.day - DAY + 1, to: command.day },
      until: times.validAt,
      knownAt: times.knownAt,
      after,
      limit,
    };
    return this.database.transaction(actor, async (room) => {
      const { figures, more } = await room.publishedFigures.list(filter);
      const assessed = await assessFigures(room, actor, figures, times);
      await room.audit.note({
        action: 'published_figures_listed',
        subjectKind: 'published_figure',
        details: { listed: assessed.length, counted: countedIn(assessed) },
      });
      const last = figures.at(-1)?.figure.id ?? null;
      return { figures: assessed, cursor: more ? last : null, knownAt: times.knownAt ?? now };
    });
  }
}

function countedIn(figures: readonly AssessedFigure[]): number {
  return figures.filter(({ reported }) => reported.state === 'counted').length;
}

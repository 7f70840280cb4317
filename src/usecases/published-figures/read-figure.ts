// Reads one published figure beside the others of the same and what was reported to the registry, with its earlier editions; as values and as a picture.

import { Injectable } from '@nestjs/common';
import { describeClaims, drawClaims, type ClaimChart } from '../../chart/claim-chart.js';
import { drawPng } from '../../chart/picture-png.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isFigureId } from '../../domain/published-figures/figure-reading.js';
import { dateOfFigure } from '../../domain/published-figures/published-figure.js';
import { dateInWords } from '../../domain/records/date-words.js';
import { Database } from '../../persistence/database.js';
import type { AssessedFigure } from '../../persistence/published-figures/assess-figures.js';
import { compareFigures, type ComparedFigures } from '../../persistence/published-figures/compare-figures.js';
import type { RecordedFigure } from '../../persistence/published-figures/published-figure.repository.js';
import type { Room } from '../../persistence/room.js';

export interface ReadFigureCommand {
  readonly id: string;
  readonly knownAt?: number | undefined;
  readonly validAt?: number | undefined;
}

export interface FigureBesideOthers extends ComparedFigures {
  /** What the picture of them shows, in words. */
  readonly words: string;
}

export interface FigureWithEditions {
  readonly figure: AssessedFigure;
  /** Oldest first; the last is the one that stands. */
  readonly editions: readonly RecordedFigure[];
  readonly beside: FigureBesideOthers;
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
    return this.database.transaction(actor, (room) => this.read(room, actor, command, now));
  }

  /** An SVG picture of the figure and those beside it; crossed by a word where the registry is a demonstration. */
  async asPicture(actor: Actor, command: ReadFigureCommand): Promise<string> {
    requireAllowed(actor, 'read_published_figures');
    const now = this.entropy.now();
    const chart = await this.database.transaction(actor, async (room) => {
      const { figure, beside } = await this.read(room, actor, command, now);
      const demonstration = (await room.meta.find('demonstration')) !== null;
      return chartOf(figure, beside.claims, demonstration ? 'Demonstration' : null);
    });
    return drawClaims(chart);
  }

  /** PNG of the same picture. */
  async asPng(actor: Actor, command: ReadFigureCommand): Promise<Uint8Array> {
    requireAllowed(actor, 'read_published_figures');
    return drawPng(await this.asPicture(actor, command));
  }

  private async read(room: Room, actor: Actor, command: ReadFigureCommand, now: number): Promise<FigureWithEditions> {
    const { id, knownAt = null, validAt = null } = command;
    const editions = isFigureId(id) ? await room.publishedFigures.editions(id, knownAt) : [];
    const standing = editions.at(-1);
    if (standing === undefined || dateOfFigure(standing.figure).earliest > (validAt ?? Infinity)) throw notFound();
    const compared = await compareFigures(room, actor, standing, { knownAt, validAt, now });
    const figure = compared.claims.find((claim) => claim.figure.id === id);
    if (figure === undefined) throw notFound();
    const others = compared.claims.filter((claim) => claim !== figure);
    await room.audit.note({
      action: 'published_figure_read',
      subjectKind: 'published_figure',
      subjectId: id,
      details: {
        edition: figure.edition,
        counted: isCounted(figure),
        beside: others.length,
        countedBeside: others.filter(isCounted).length,
      },
    });
    const words = describeClaims(chartOf(figure, compared.claims, null));
    return { figure, editions, beside: { ...compared, words }, knownAt: knownAt ?? now };
  }
}

function isCounted({ reported }: AssessedFigure): boolean {
  return reported.state === 'counted';
}

/** Parties are not named in a picture, unless a publisher's own words name them. */
function chartOf({ figure }: AssessedFigure, claims: readonly AssessedFigure[], mark: string | null): ClaimChart {
  return {
    title: `“${figure.subject}”: who states what`,
    subtitle: `Published figure ${figure.id} and those that count the same on a day that can be the same`,
    valueAxis: 'As stated, and as reported to this registry',
    claims: claims.map(({ figure: { publisher, asOf, publishedOn, value }, reported }) => ({
      publisher,
      date: asOf === null ? `published ${dateInWords(publishedOn ?? '')}` : `as of ${dateInWords(asOf)}`,
      value,
      counts: reported.counts,
    })),
    mark,
  };
}

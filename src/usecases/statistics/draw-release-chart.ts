// Draws the picture of a public release, and says it in words, for anybody.

import { Injectable } from '@nestjs/common';
import { describeStatusChart, drawStatusChart } from '../../chart/status-chart.js';
import { servicePrincipal } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { Database } from '../../persistence/database.js';

/** Pictures kept: a release does not change, and drawing one takes longer than reading it. */
const MOST_KEPT = 32;

@Injectable()
export class DrawReleaseChart {
  private readonly drawn = new Map<number, Promise<string>>();

  constructor(private readonly database: Database) {}

  /** SVG of the published or superseded release of this number. */
  async execute(number: number, requestId: string): Promise<string> {
    const { document, demonstration } = await this.database.snapshot(
      servicePrincipal('console', requestId),
      async (room) => {
        const release = await room.releases.findPublic(number);
        if (release === null) throw notFound();
        return { document: release.document, demonstration: (await room.meta.find('demonstration')) !== null };
      },
    );
    const kept = this.drawn.get(number);
    if (kept !== undefined) return kept;
    if (this.drawn.size >= MOST_KEPT) this.drawn.clear();
    const picture = drawStatusChart(document, { demonstration });
    this.drawn.set(number, picture);
    picture.catch(() => this.drawn.delete(number));
    return picture;
  }

  /** The same picture in words. */
  describe(document: ReleaseDocument, demonstration: boolean): string {
    return describeStatusChart(document, { demonstration });
  }
}

// Draws the picture of a public release, and says it in words, for anybody.

import { Injectable } from '@nestjs/common';
import { drawPng } from '../../chart/picture-png.js';
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
  private readonly drawnAsPng = new Map<number, Promise<Uint8Array>>();

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
    return kept(this.drawn, number, () => drawStatusChart(document, { demonstration }));
  }

  /** PNG of the same picture. */
  async asPng(number: number, requestId: string): Promise<Uint8Array> {
    const svg = await this.execute(number, requestId);
    return kept(this.drawnAsPng, number, () => drawPng(svg));
  }

  /** The same picture in words. */
  describe(document: ReleaseDocument, demonstration: boolean): string {
    return describeStatusChart(document, { demonstration });
  }
}

/** The picture as it was drawn before; whoever asks while it is drawn waits for the same one. */
function kept<Picture>(
  pictures: Map<number, Promise<Picture>>,
  number: number,
  draw: () => Promise<Picture>,
): Promise<Picture> {
  const before = pictures.get(number);
  if (before !== undefined) return before;
  if (pictures.size >= MOST_KEPT) pictures.clear();
  const picture = draw();
  pictures.set(number, picture);
  picture.catch(() => pictures.delete(number));
  return picture;
}

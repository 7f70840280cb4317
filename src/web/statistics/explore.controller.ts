// The page on which anybody chooses a published release and one of its tables.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { notFound } from '../../domain/domain-error.js';
import { REVALIDATED, sendUnlessKnown } from '../../request/sent-once.js';
import { NameStates } from '../../usecases/statistics/name-states.js';
import { ReadRelease, type PublishedRelease } from '../../usecases/statistics/read-release.js';
import { queryText } from '../forms/form-values.js';
import { PublicPages } from '../layout/page-doors.js';
import { Pages, prepare } from '../layout/pages.js';
import { ExplorePage, type ExploreView } from './explore-page.js';
import { tableName } from './release-page.js';

/** Offered in the form; older ones are found in the list of all releases, and shown here by their number. */
const OFFERED = 100;

@PublicPages('explore')
export class ExploreController {
  constructor(
    private readonly pages: Pages,
    private readonly readRelease: ReadRelease,
    private readonly nameStates: NameStates,
  ) {}

  @Get()
  async explore(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.view(request.id, queryText(query, 'release'), queryText(query, 'table'));
    const content = h(ExplorePage, { view });
    const page = await this.pages.draw(request, { title: 'Explore the figures', place: '/explore', content });
    sendUnlessKnown(request, prepare(reply), REVALIDATED, page);
  }

  private async view(
    requestId: string,
    release: string | undefined,
    name: string | undefined,
  ): Promise<ExploreView | null> {
    const { releases } = await this.readRelease.list(requestId, { limit: OFFERED });
    const chosen = release === undefined ? releases[0] : await this.chosen(requestId, release);
    if (chosen === undefined) return null;
    const table = chosen.document.tables.find(({ dimensions }) => tableName(dimensions) === name) ?? null;
    if (table === null && name !== undefined) throw notFound();
    const { places } = chosen.document;
    const states = places === undefined ? await this.nameStates.execute(requestId) : new Map(Object.entries(places));
    return { releases, chosen, table, states };
  }

  private async chosen(requestId: string, release: string): Promise<PublishedRelease> {
    if (!/^[1-9]\d{0,8}$/.test(release)) throw notFound();
    return this.readRelease.execute(Number(release), requestId);
  }
}

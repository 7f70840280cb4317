// The public pages: latest figures, every release under its permanent address, and the picture of each.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { ParseOrdinal } from '../../request/path-parameters.js';
import { framable } from '../../request/security-headers.js';
import { NEVER_CHANGED, openToOtherSites, REVALIDATED, sendUnlessKnown } from '../../request/sent-once.js';
import { DrawReleaseChart } from '../../usecases/statistics/draw-release-chart.js';
import { NameStates } from '../../usecases/statistics/name-states.js';
import { ReadRelease, type PublishedRelease } from '../../usecases/statistics/read-release.js';
import { queryText } from '../forms/form-values.js';
import { PublicPages } from '../layout/page-doors.js';
import { Pages, prepare, type Page } from '../layout/pages.js';
import { EmbedPage } from './embed-page.js';
import { PublicPage } from './public-page.js';
import { ReleaseListPage, ReleasePage, type ReleaseView } from './release-page.js';

const RELEASES_A_PAGE = 25;

@PublicPages()
export class PublicController {
  constructor(
    private readonly pages: Pages,
    private readonly readRelease: ReadRelease,
    private readonly drawReleaseChart: DrawReleaseChart,
    private readonly nameStates: NameStates,
  ) {}

  @Get()
  async start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const latest = await this.readRelease.latest(request.id);
    const view = latest === null ? null : await this.view(request, latest);
    await this.send(request, reply, { title: 'Latest figures', place: '/', content: h(PublicPage, { view }) });
  }

  @Get('releases')
  async list(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const cursor = queryText(query, 'cursor');
    const page = await this.readRelease.list(request.id, { cursor, limit: RELEASES_A_PAGE });
    const content = h(ReleaseListPage, { ...page, later: cursor !== undefined });
    await this.send(request, reply, { title: 'All releases', place: '/releases', content });
  }

  @Get('releases/:number')
  async release(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.view(request, await this.readRelease.execute(number, request.id));
    await this.send(request, reply, { title: `Release ${number}`, content: h(ReleasePage, view) });
  }

  @Get('releases/:number/status.svg')
  async picture(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const picture = await this.drawReleaseChart.execute(number, request.id);
    sendUnlessKnown(request, openToOtherSites(reply.type('image/svg+xml; charset=utf-8')), NEVER_CHANGED, picture);
  }

  @Get('releases/:number/status.png')
  async pictureInPixels(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pixels = Buffer.from(await this.drawReleaseChart.asPng(number, request.id));
    sendUnlessKnown(request, openToOtherSites(reply.type('image/png')), NEVER_CHANGED, pixels);
  }

  /** The one page that other sites may frame: it has no form, and nobody is signed in on it. */
  @Get('releases/:number/embed')
  async embed(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.view(request, await this.readRelease.execute(number, request.id));
    const demonstration = await this.pages.isDemonstration(request.id);
    const html = `<!doctype html>${render(h(EmbedPage, { ...view, demonstration }))}`;
    sendUnlessKnown(request, openToOtherSites(framable(prepare(reply))), REVALIDATED, html);
  }

  private async view(request: FastifyRequest, release: PublishedRelease): Promise<ReleaseView> {
    const demonstration = await this.pages.isDemonstration(request.id);
    const words = this.drawReleaseChart.describe(release.document, demonstration);
    const { places } = release.document;
    // As they were when it was made; only an earlier version kept none.
    const states = places === undefined ? await this.nameStates.execute(request.id) : new Map(Object.entries(places));
    return { release, words, states, changes: await this.readRelease.changes(release.document.number, request.id) };
  }

  private async send(request: FastifyRequest, reply: FastifyReply, page: Page): Promise<void> {
    sendUnlessKnown(request, prepare(reply), REVALIDATED, await this.pages.draw(request, page));
  }
}

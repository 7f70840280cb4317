// Shows the links that await the reader's review.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListLinks } from '../../usecases/links/list-links.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { AwaitingLinksPage, LINKS } from './link-pages.js';

const ON_A_PAGE = 25;

@ConsolePages('console/links')
export class AwaitingLinksController {
  constructor(
    private readonly pages: Pages,
    private readonly listLinks: ListLinks,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cursor = queryText(query, 'cursor');
    const page = await this.listLinks.awaiting(actor, { cursor, limit: ON_A_PAGE });
    const content = h(AwaitingLinksPage, { ...page, later: cursor !== undefined });
    await this.pages.send(request, reply, { title: 'Links that await a review', place: LINKS, content });
  }
}

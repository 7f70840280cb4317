// Shows the links that await the reader's review.

import { Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListLinks } from '../../usecases/links/list-links.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { AwaitingLinksPage, LINKS } from './link-pages.js';

@ConsolePages('console/links')
export class AwaitingLinksController {
  constructor(
    private readonly pages: Pages,
    private readonly listLinks: ListLinks,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const content = h(AwaitingLinksPage, { links: await this.listLinks.awaiting(actor) });
    await this.pages.send(request, reply, { title: 'Links that await a review', place: LINKS, content });
  }
}

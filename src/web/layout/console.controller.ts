// The console's start: the first place that somebody's roles lead to.

import { Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { menuOf } from './menu.js';
import { NoRolePage } from './no-role-page.js';
import { ConsolePages } from './page-doors.js';
import { goTo, Pages } from './pages.js';

@ConsolePages('console')
export class ConsoleController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async start(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const first = menuOf(actor)[0];
    if (first !== undefined) goTo(reply, first.href);
    else await this.pages.send(request, reply, { title: 'Console', content: h(NoRolePage, {}) });
  }
}

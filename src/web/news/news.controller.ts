// Lists what waits to be verified, verifies it, and sets the organisation's rule.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListNews } from '../../usecases/news/list-news.js';
import { SetNewsRule } from '../../usecases/news/set-news-rule.js';
import { VerifyNews } from '../../usecases/news/verify-news.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import { VERIFICATION_GROUPS } from './news-fields.js';
import { NEWS, NewsPage, verificationAddress } from './news-page.js';

@ConsolePages('console/news')
export class NewsController {
  constructor(
    private readonly pages: Pages,
    private readonly listNews: ListNews,
    private readonly setNewsRule: SetNewsRule,
    private readonly verifyNews: VerifyNews,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const listed = await this.listNews.execute(actor, { pseudonym: queryText(query, 'person') });
    const content = h(NewsPage, {
      ...listed,
      mayVerify: allowed(actor, 'verify_news'),
      maySetRule: allowed(actor, 'set_news_rule'),
      seal: this.pages.seal(request),
    });
    await this.pages.send(request, reply, { title: 'News that waits', place: NEWS, content });
  }

  @Post('rule')
  async rule(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    // Whatever is not a plain no keeps the safer rule.
    const verifiedFirst = values['/verifiedFirst'] !== 'no';
    await this.setNewsRule.execute(actor, { verifiedFirst }, formRequestKey(request, values));
    goTo(reply, NEWS);
  }

  @Get(':statementId/verification')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('statementId', ParseId) statementId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'verify_news');
    await this.draw(request, reply, statementId, NOTHING_SENT);
  }

  @Post(':statementId/verification')
  async verify(
    @CurrentActor() actor: Actor,
    @Param('statementId', ParseId) statementId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { statementId, verdict: values['/verdict'] ?? '', reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() => this.verifyNews.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, NEWS);
    else await this.draw(request, reply, statementId, { values, refusal });
  }

  private draw(request: FastifyRequest, reply: FastifyReply, statementId: string, state: FormState): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: NEWS,
      title: 'Verify what waits',
      lead: 'Look at the statement on the page of the case first, and at its source by another way than whoever recorded it.',
      back: NEWS,
      action: verificationAddress(statementId),
      groups: VERIFICATION_GROUPS,
      state,
      button: 'Record the verdict',
    });
  }
}

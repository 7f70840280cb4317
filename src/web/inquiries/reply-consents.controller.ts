// Shows an organisation for which replies its consent is asked, and takes its answers.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { AnswerReplyConsent } from '../../usecases/inquiries/answer-reply-consent.js';
import { ListReplyConsents } from '../../usecases/inquiries/list-reply-consents.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { REPLY_CONSENTS, ReplyConsentsPage } from './reply-consents-page.js';

@ConsolePages('console/tasks/consents')
export class ReplyConsentsController {
  constructor(
    private readonly pages: Pages,
    private readonly listReplyConsents: ListReplyConsents,
    private readonly answerReplyConsent: AnswerReplyConsent,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw({ actor, request, reply }, NOTHING_SENT);
  }

  @Post(':replyId/answers')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('replyId', ParseId) replyId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { replyId, answer: values['/answer'] ?? '' };
    const key = formRequestKey(request, values);
    const { refusal } = await attempt(() => this.answerReplyConsent.execute(actor, command, key));
    if (refusal === null) goTo(reply, REPLY_CONSENTS);
    else await this.draw({ actor, request, reply }, { values, refusal });
  }

  private async draw({ actor, request, reply }: PageCall, state: FormState): Promise<void> {
    const consents = await this.listReplyConsents.execute(actor);
    const content = h(ReplyConsentsPage, { consents, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Consents to replies', place: REPLY_CONSENTS, status, content });
  }
}

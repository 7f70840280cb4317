// Shows the central agency who may be meant by an inquiry, and takes what it prepares and decides to reply.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { DecideReply } from '../../usecases/inquiries/decide-reply.js';
import { PrepareReply } from '../../usecases/inquiries/prepare-reply.js';
import { ReadReplies } from '../../usecases/inquiries/read-replies.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { replyOf } from './reply-fields.js';
import { INQUIRIES, repliesAddress, RepliesPage, type ReplyWork } from './replies-page.js';

@ConsolePages('console/inquiries/:id/replies')
export class InquiryRepliesController {
  constructor(
    private readonly pages: Pages,
    private readonly readReplies: ReadReplies,
    private readonly prepareReply: PrepareReply,
    private readonly decideReply: DecideReply,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply }, id, null);
  }

  @Post()
  async prepare(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { inquiryId: id, ...replyOf(values) };
    const { refusal } = await attempt(() => this.prepareReply.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, repliesAddress(id));
    else await this.draw({ actor, request, reply }, id, { form: 'reply', state: { values, refusal } });
  }

  @Post(':replyId/decision')
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('replyId', ParseId) replyId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { inquiryId: id, replyId, decision: values['/decision'] ?? '' };
    const { refusal } = await attempt(() => this.decideReply.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, repliesAddress(id));
    else await this.draw({ actor, request, reply }, id, { form: 'decision', state: { values, refusal } });
  }

  private async draw({ actor, request, reply }: PageCall, id: string, sent: ReplyWork['sent']): Promise<void> {
    const content = h(RepliesPage, {
      work: await this.readReplies.execute(actor, id),
      mayPrepare: allowed(actor, 'prepare_reply'),
      mayRelease: allowed(actor, 'release_reply'),
      seal: this.pages.seal(request),
      sent,
    });
    const status = statusOfForm(sent?.state.refusal ?? null);
    await this.pages.send(request, reply, { title: 'Reply to an inquiry', place: INQUIRIES, status, content });
  }
}

// Shows an organisation the splits of releases that it was asked about, and takes its answers.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { SPLIT_REFUSAL_REASONS } from '../../domain/statistics/release-split.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { AnswerSplit } from '../../usecases/statistics/answer-split.js';
import { ListAskedSplits } from '../../usecases/statistics/list-asked-splits.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import type { FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ASKED_SPLITS, AskedSplitsPage } from './asked-splits-page.js';

@ConsolePages('console/tasks/splits')
export class AskedSplitsController {
  constructor(
    private readonly pages: Pages,
    private readonly listAskedSplits: ListAskedSplits,
    private readonly answerSplit: AnswerSplit,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw({ actor, request, reply }, null);
  }

  @Post(':splitId/answers')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('splitId', ParseId) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = {
      id,
      answer: values['/answer'] ?? '',
      reason: SPLIT_REFUSAL_REASONS.find((one) => one === values['/reason']),
      ifMatch: seenTag(values[SEEN_FIELD]),
    };
    const { refusal } = await attempt(() => this.answerSplit.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, ASKED_SPLITS);
    else await this.draw({ actor, request, reply }, { id, state: { values, refusal } });
  }

  private async draw(
    { actor, request, reply }: PageCall,
    answered: { readonly id: string; readonly state: FormState } | null,
  ): Promise<void> {
    const splits = await this.listAskedSplits.execute(actor);
    const content = h(AskedSplitsPage, { splits, seal: this.pages.seal(request), answered });
    const status = statusOfForm(answered?.state.refusal ?? null);
    await this.pages.send(request, reply, { title: 'Figures by party', place: ASKED_SPLITS, status, content });
  }
}

// Asks for the erasure of an identity, confirms it as a second person, takes a request back, and shows what became of each.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField, notFound } from '../../domain/domain-error.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { ConfirmErasure } from '../../usecases/erasures/confirm-erasure.js';
import { ListErasures } from '../../usecases/erasures/list-erasures.js';
import { RequestErasure } from '../../usecases/erasures/request-erasure.js';
import { WithdrawErasure } from '../../usecases/erasures/withdraw-erasure.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import type { PersonPageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ConfirmErasurePage, ErasuresPage, erasuresAddress, RequestErasurePage, SURE } from './erasure-pages.js';

const PLACE = '/console/cases';

@ConsolePages('console/persons/:pseudonym/erasures')
export class ErasuresController {
  constructor(
    private readonly pages: Pages,
    private readonly requestErasure: RequestErasure,
    private readonly confirmErasure: ConfirmErasure,
    private readonly withdrawErasure: WithdrawErasure,
    private readonly listErasures: ListErasures,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { erasures } = await this.listErasures.execute(actor, { pseudonym });
    const may = { request: allowed(actor, 'request_erasure'), confirm: allowed(actor, 'confirm_erasure') };
    const content = h(ErasuresPage, { pseudonym, erasures, may, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: 'Erasure of this identity', place: PLACE, content });
  }

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'request_erasure');
    await this.listErasures.execute(actor, { pseudonym });
    await this.drawRequest({ actor, request, reply, pseudonym }, NOTHING_SENT);
  }

  @Post()
  async request(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { pseudonym, ground: values['/ground'] ?? '', reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() =>
      this.requestErasure.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, erasuresAddress(pseudonym));
    else await this.drawRequest({ actor, request, reply, pseudonym }, { values, refusal });
  }

  @Get(':erasureId/confirmation')
  async askToConfirm(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('erasureId', ParseId) erasureId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'confirm_erasure');
    await this.drawConfirmation({ actor, request, reply, pseudonym }, erasureId, NOTHING_SENT);
  }

  @Post(':erasureId/confirmation')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('erasureId', ParseId) erasureId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'confirm_erasure');
    const values = formValues(body);
    const { refusal } = await attempt(async () => {
      if (values[SURE] !== 'yes') throw invalidField(SURE, 'your word that nobody can undo this');
      return this.confirmErasure.execute(actor, { pseudonym, erasureId }, formRequestKey(request, values));
    });
    if (refusal === null) goTo(reply, erasuresAddress(pseudonym));
    else await this.drawConfirmation({ actor, request, reply, pseudonym }, erasureId, { values, refusal });
  }

  @Post(':erasureId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('erasureId', ParseId) erasureId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.withdrawErasure.execute(actor, { pseudonym, erasureId });
    goTo(reply, erasuresAddress(pseudonym));
  }

  private async drawRequest({ request, reply, pseudonym }: PersonPageCall, state: FormState): Promise<void> {
    const content = h(RequestErasurePage, { pseudonym, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Ask for an erasure', place: PLACE, status, content });
  }

  private async drawConfirmation(call: PersonPageCall, erasureId: string, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const { erasures } = await this.listErasures.execute(actor, { pseudonym });
    const erasure = erasures.find(({ id }) => id === erasureId);
    if (erasure === undefined) throw notFound();
    const content = h(ConfirmErasurePage, { pseudonym, erasure, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Erase for good', place: PLACE, status, content });
  }
}

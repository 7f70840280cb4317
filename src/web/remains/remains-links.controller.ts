// Proposes whose remains they are, confirms it as a second person, states a hand-over, and withdraws a link.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type ComponentChildren } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ConfirmRemainsLink } from '../../usecases/remains/confirm-remains-link.js';
import { HandOverRemains } from '../../usecases/remains/hand-over-remains.js';
import { ProposeRemainsLink } from '../../usecases/remains/propose-remains-link.js';
import { ReadRemains } from '../../usecases/remains/read-remains.js';
import { WithdrawRemainsLink } from '../../usecases/remains/withdraw-remains-link.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { FormPage } from '../forms/form-page.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { atHandOver, gradeOf, handOverGroups, LINK_GROUPS, textOf } from './remains-fields.js';
import { ConfirmationPage, HandOverPage, WithdrawalPage, type LinkFormProps } from './remains-link-pages.js';
import { REMAINS, remainsAddress } from './remains-pages.js';

interface Asking {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caseId: string;
}

interface AskingOfLink extends Asking {
  readonly linkId: string;
}

/** Draws one form of a link. */
type Drawing = (props: LinkFormProps) => ComponentChildren;

@ConsolePages('console/remains/:id/links')
export class RemainsLinksController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly readRemains: ReadRemains,
    private readonly proposeLink: ProposeRemainsLink,
    private readonly confirmLink: ConfirmRemainsLink,
    private readonly withdrawLink: WithdrawRemainsLink,
    private readonly handOver: HandOverRemains,
  ) {}

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'link_remains');
    await this.drawProposal({ actor, request, reply, caseId }, NOTHING_SENT);
  }

  @Post()
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'link_remains');
    const values = formValues(body);
    const { value } = readForm(fieldsOf(LINK_GROUPS), values);
    const persons = value['persons'];
    const command = {
      caseId,
      pseudonyms: Array.isArray(persons) ? persons.map(String) : [],
      method: textOf(value['method']) ?? '',
      level: textOf(value['level']) ?? '',
      valid: textOf(value['valid']) ?? '',
      grade: gradeOf(value['grade']),
    };
    const { refusal } = await attempt(
      () => this.proposeLink.execute(actor, command, formRequestKey(request, values)),
      '/persons',
    );
    if (refusal === null) goTo(reply, remainsAddress(caseId));
    else await this.drawProposal({ actor, request, reply, caseId }, { values, refusal });
  }

  @Get(':linkId/confirmation')
  async askConfirmation(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply, caseId, linkId }, drawConfirmation, NOTHING_SENT);
  }

  @Post(':linkId/confirmation')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { refusal } = await attempt(() =>
      this.confirmLink.execute(actor, { caseId, linkId }, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, remainsAddress(caseId));
    else await this.draw({ actor, request, reply, caseId, linkId }, drawConfirmation, { values, refusal });
  }

  @Get(':linkId/withdrawal')
  async askWithdrawal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply, caseId, linkId }, drawWithdrawal, NOTHING_SENT);
  }

  @Post(':linkId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { caseId, linkId, reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() => this.withdrawLink.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, remainsAddress(caseId));
    else await this.draw({ actor, request, reply, caseId, linkId }, drawWithdrawal, { values, refusal });
  }

  @Get(':linkId/hand-over')
  async askHandOver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.drawHandOver({ actor, request, reply, caseId, linkId }, NOTHING_SENT);
  }

  @Post(':linkId/hand-over')
  async stateHandOver(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) caseId: string,
    @Param('linkId', ParseId) linkId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(fieldsOf(handOverGroups([])), values);
    const command = {
      caseId,
      linkId,
      extent: textOf(value['extent']) ?? '',
      valid: textOf(value['valid']) ?? '',
      source: textOf(value['source']) ?? '',
      grade: gradeOf(value['grade']),
      party: textOf(value['party']) ?? undefined,
    };
    const { refusal } = await attempt(() => this.handOver.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, remainsAddress(caseId));
    else {
      const state = { values, refusal, faults: refusal.faults.map(atHandOver) };
      await this.drawHandOver({ actor, request, reply, caseId, linkId }, state);
    }
  }

  private async drawProposal({ actor, request, reply, caseId }: Asking, state: FormState): Promise<void> {
    await this.readRemains.execute(actor, { id: caseId });
    const [title, back] = ['Propose whose remains they are', remainsAddress(caseId)];
    const seal = this.pages.seal(request);
    const lead = 'Nothing changes until another person confirms it and signs.';
    const form = { title, lead, back, action: `${back}/links`, groups: LINK_GROUPS, seal, state, button: 'Propose' };
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title, place: REMAINS, status, content: h(FormPage, form) });
  }

  private async drawHandOver(asking: AskingOfLink, state: FormState): Promise<void> {
    requireAllowed(asking.actor, 'link_remains');
    const parties = await this.listParties.execute(asking.actor);
    await this.draw(asking, (props) => h(HandOverPage, { ...props, parties }), state);
  }

  private async draw(asking: AskingOfLink, drawing: Drawing, state: FormState): Promise<void> {
    const { actor, request, reply, caseId, linkId } = asking;
    requireAllowed(actor, 'link_remains');
    const { links } = await this.readRemains.execute(actor, { id: caseId });
    const shown = links.find(({ link }) => link.id === linkId);
    if (shown === undefined) throw notFound();
    const content = drawing({ caseId, shown, actor, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Remains: a link', place: REMAINS, status, content });
  }
}

const drawConfirmation: Drawing = (props) => h(ConfirmationPage, props);
const drawWithdrawal: Drawing = (props) => h(WithdrawalPage, props);

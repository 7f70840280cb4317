// Proposes that two records are about one person, shows both side by side, and takes reviews and withdrawals.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ProposeLink } from '../../usecases/links/propose-link.js';
import { ReadLink } from '../../usecases/links/read-link.js';
import { ReviewLink } from '../../usecases/links/review-link.js';
import { WithdrawLink } from '../../usecases/links/withdraw-link.js';
import { ListStatements, type ToldEntry } from '../../usecases/records/list-statements.js';
import { ReadRecord } from '../../usecases/records/read-record.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';
import type { PersonPageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ComparisonPage } from './comparison-page.js';
import { linkAddress, ProposalPage, WithdrawalPage } from './link-pages.js';

const PLACE = '/console/cases';

@ConsolePages('console/persons/:pseudonym/links')
export class LinksController {
  constructor(
    private readonly pages: Pages,
    private readonly readRecord: ReadRecord,
    private readonly listStatements: ListStatements,
    private readonly listPlaces: ListPlaces,
    private readonly proposeLink: ProposeLink,
    private readonly readLink: ReadLink,
    private readonly reviewLink: ReviewLink,
    private readonly withdrawLink: WithdrawLink,
  ) {}

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'propose_link');
    await this.readRecord.execute(actor, { pseudonym, why: false });
    await this.drawProposal({ actor, request, reply, pseudonym }, NOTHING_SENT);
  }

  @Post()
  async propose(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'propose_link');
    const values = formValues(body);
    await this.readRecord.execute(actor, { pseudonym, why: false });
    const command = { pseudonym, into: (values['/into'] ?? '').trim(), reason: values['/reason'] ?? '' };
    const { refusal, value } = await attempt(
      () => this.proposeLink.execute(actor, command, formRequestKey(request, values)),
      '/into',
    );
    if (refusal === null) goTo(reply, linkAddress(pseudonym, value.id));
    else await this.drawProposal({ actor, request, reply, pseudonym }, { values, refusal });
  }

  @Get(':linkId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('linkId', ParseId) linkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.drawComparison({ actor, request, reply, pseudonym }, linkId, NOTHING_SENT);
  }

  @Post(':linkId/review')
  async review(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('linkId', ParseId) linkId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const verdict = values['/verdict'] ?? '';
    const command = {
      pseudonym,
      linkId,
      verdict,
      reason: values['/reason'] ?? '',
      ifMatch: seenTag(values[SEEN_FIELD]),
    };
    const { refusal } = await attempt(() => this.reviewLink.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, linkAddress(pseudonym, linkId));
    else await this.drawComparison({ actor, request, reply, pseudonym }, linkId, { values, refusal });
  }

  @Get(':linkId/withdrawal')
  async askWithdrawal(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('linkId', ParseId) linkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'withdraw_link');
    await this.drawWithdrawal({ actor, request, reply, pseudonym }, linkId, NOTHING_SENT);
  }

  @Post(':linkId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('linkId', ParseId) linkId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { pseudonym, linkId, reason: values['/reason'] ?? '', ifMatch: seenTag(values[SEEN_FIELD]) };
    const { refusal } = await attempt(() => this.withdrawLink.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, linkAddress(pseudonym, linkId));
    else await this.drawWithdrawal({ actor, request, reply, pseudonym }, linkId, { values, refusal });
  }

  private async drawProposal(call: PersonPageCall, state: FormState): Promise<void> {
    const { request, reply, pseudonym } = call;
    const content = h(ProposalPage, { pseudonym, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Propose a link', place: PLACE, status, content });
  }

  /** The link with its tag is read first: what is stated after that makes the tag stale, and never the page newer than it. */
  private async drawComparison(call: PersonPageCall, linkId: string, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const answer = await this.readLink.execute(actor, { pseudonym, linkId });
    const { from, into } = answer.link;
    const statements = { from: await this.statementsOf(actor, from), into: await this.statementsOf(actor, into) };
    const places = await this.listPlaces.gazetteer(actor);
    const content = h(ComparisonPage, {
      pseudonym,
      answer,
      labels: { parties: answer.parties, places: new Map(places.map(({ code, name }) => [code, name])) },
      statements,
      may: { review: allowed(actor, 'review_link'), withdraw: allowed(actor, 'withdraw_link') },
      seal: this.pages.seal(request),
      state,
    });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Two records, one person?', place: PLACE, status, content });
  }

  private async drawWithdrawal(call: PersonPageCall, linkId: string, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const { link, tag } = await this.readLink.execute(actor, { pseudonym, linkId });
    const both = [...(await this.statementsOf(actor, link.from)), ...(await this.statementsOf(actor, link.into))];
    // While the link stands, the survivor's record holds what the closed one shows as recorded on itself.
    const statements = [...new Map(both.map((entry) => [entry.statement.id, entry])).values()];
    const content = h(WithdrawalPage, { pseudonym, link, tag, statements, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Take a link back', place: PLACE, status, content });
  }

  private async statementsOf(actor: Actor, pseudonym: string): Promise<readonly ToldEntry[]> {
    return (await this.listStatements.execute(actor, { pseudonym })).statements;
  }
}

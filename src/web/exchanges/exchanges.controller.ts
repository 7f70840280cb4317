// Lists exchanges, shows one, and takes it step by step.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { EXCHANGE_STATES, type ExchangeState } from '../../domain/exchanges/exchange-state.js';
import type { GivenExchange } from '../../domain/exchanges/read-exchange.js';
import type { GivenRoster } from '../../domain/exchanges/read-roster.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { AdvanceExchange } from '../../usecases/exchanges/advance-exchange.js';
import { EnterExchangeRoster } from '../../usecases/exchanges/enter-exchange-roster.js';
import { ListExchanges } from '../../usecases/exchanges/list-exchanges.js';
import { ReadExchange, type ReadExchangeAnswer } from '../../usecases/exchanges/read-exchange.js';
import { RecordExchange } from '../../usecases/exchanges/record-exchange.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf, type FormValues } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm, type DrawnForm } from '../layout/send-form.js';
import { inWords } from '../words/in-words.js';
import {
  placeGiven,
  proposalGroups,
  rosterGroups,
  stepGroups,
  type ExchangeChoices,
  type ListedParty,
} from './exchange-fields.js';
import { atGroups, linesOf } from './roster-fields.js';
import { exchangeAddress, ExchangeListPage, ExchangePage, STEP_WORDS } from './exchange-pages.js';

const PLACE = '/console/exchanges';

@ConsolePages('console/exchanges')
export class ExchangesController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listSharingPartners: ListSharingPartners,
    private readonly listExchanges: ListExchanges,
    private readonly readExchange: ReadExchange,
    private readonly recordExchange: RecordExchange,
    private readonly enterExchangeRoster: EnterExchangeRoster,
    private readonly advanceExchange: AdvanceExchange,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.listExchanges.execute(actor, { cursor: queryText(query, 'cursor'), limit: 25 });
    const content = h(ExchangeListPage, { ...found, mayRecord: allowed(actor, 'record_exchange') });
    await this.pages.send(request, reply, { title: 'Exchanges', place: PLACE, content });
  }

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    await this.drawProposal(request, reply, await this.choices(actor), NOTHING_SENT);
  }

  @Post()
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    const values = formValues(body);
    const choices = await this.choices(actor);
    const { value, atField } = readForm(fieldsOf(proposalGroups(choices)), values);
    const given = { sides: [], sharingLevel: '', legalBasis: '', ...value, place: placeGiven(value['place']) };
    const { refusal, value: recorded } = await attempt(() =>
      // The form has no field but those of a proposal, which is read again by the domain.
      this.recordExchange.execute(actor, given as GivenExchange, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, exchangeAddress(recorded.id));
    else await this.drawProposal(request, reply, choices, { values, refusal, faults: refusal.faults.map(atField) });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.readExchange.execute(actor, { exchangeId });
    const mayRecord = allowed(actor, 'record_exchange');
    const content = h(ExchangePage, { answer, mayRecord, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: 'Exchange', place: PLACE, content });
  }

  @Get(':id/roster')
  async askRoster(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    const answer = await this.readExchange.execute(actor, { exchangeId });
    await this.drawRoster(request, reply, answer, NOTHING_SENT);
  }

  @Post(':id/roster')
  async enter(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    const values = formValues(body);
    const reason = textOf(values, '/reason');
    const { refusal } = await attempt(() => {
      const command = { exchangeId, ...rosterOf(values), ...(reason !== '' && { reason }) };
      return this.enterExchangeRoster.execute(actor, command, formRequestKey(request, values));
    });
    if (refusal === null) goTo(reply, exchangeAddress(exchangeId));
    else {
      const answer = await this.readExchange.execute(actor, { exchangeId });
      await this.drawRoster(request, reply, answer, { values, refusal, faults: atGroups(refusal.faults, values) });
    }
  }

  @Get(':id/steps/:to')
  async askStep(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Param('to') to: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    const answer = await this.readExchange.execute(actor, { exchangeId });
    await this.drawStep(actor, request, reply, { answer, to: stateOf(to), state: NOTHING_SENT });
  }

  @Post(':id/steps/:to')
  async advance(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Param('to') to: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_exchange');
    const values = formValues(body);
    const state = stateOf(to);
    const { value } = readForm(fieldsOf(stepGroups(state, { parties: [], places: [] })), values);
    const step = {
      from: textOf(values, '/from'),
      to: state,
      ...(textOf(values, '/day') !== '' && { day: textOf(values, '/day') }),
      ...(textOf(values, '/attestedBy') !== '' && { attestedBy: textOf(values, '/attestedBy') }),
      place: placeGiven(value['place']),
    };
    const { refusal } = await attempt(() => {
      const command = { exchangeId, step: { ...step, ...(state === 'handed_over' && rosterOf(values)) } };
      return this.advanceExchange.execute(actor, command, formRequestKey(request, values));
    });
    if (refusal === null) goTo(reply, exchangeAddress(exchangeId));
    else {
      const answer = await this.readExchange.execute(actor, { exchangeId });
      const told = { values, refusal, faults: atGroups(refusal.faults, values) };
      await this.drawStep(actor, request, reply, { answer, to: state, state: told });
    }
  }

  private async choices(actor: Actor): Promise<ExchangeChoices> {
    const partners = await this.listSharingPartners.execute(actor);
    const parties = await this.listParties.execute(actor);
    return { partners, parties, places: await this.listPlaces.gazetteer(actor) };
  }

  private drawForm(request: FastifyRequest, reply: FastifyReply, form: Omit<DrawnForm, 'place'>): Promise<void> {
    return sendForm(this.pages, request, reply, { ...form, place: PLACE });
  }

  private drawProposal(
    request: FastifyRequest,
    reply: FastifyReply,
    choices: ExchangeChoices,
    state: FormState,
  ): Promise<void> {
    const groups = proposalGroups(choices);
    const title = 'Record an exchange';
    return this.drawForm(request, reply, { title, back: PLACE, action: PLACE, groups, state, button: 'Record' });
  }

  private drawRoster(
    request: FastifyRequest,
    reply: FastifyReply,
    { view, parties }: ReadExchangeAnswer,
    state: FormState,
  ): Promise<void> {
    const back = exchangeAddress(view.exchange.id);
    const groups = rosterGroups(sidesOf(view.exchange.sides, parties), view.state);
    const title = 'Enter the roster';
    return this.drawForm(request, reply, { title, back, action: `${back}/roster`, groups, state, button: 'Enter' });
  }

  private async drawStep(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    {
      answer,
      to,
      state,
    }: { readonly answer: ReadExchangeAnswer; readonly to: ExchangeState; readonly state: FormState },
  ): Promise<void> {
    const { exchange } = answer.view;
    const back = exchangeAddress(exchange.id);
    const places = await this.listPlaces.gazetteer(actor);
    const groups = stepGroups(to, { parties: sidesOf(exchange.sides, answer.parties), places });
    const lead = STEP_WORDS[to];
    await this.drawForm(request, reply, {
      title: `Exchange: ${inWords(to)}`,
      ...(lead !== undefined && { lead }),
      back,
      action: `${back}/steps/${to}`,
      groups,
      state,
      seen: { '/from': answer.view.state },
      button: 'Record',
    });
  }
}

function textOf(values: FormValues, pointer: string): string {
  return (values[pointer] ?? '').trim();
}

function stateOf(text: string): ExchangeState {
  const state = EXCHANGE_STATES.find((one) => one === text);
  if (state === undefined) throw notFound();
  return state;
}

function sidesOf(sides: readonly string[], labels: ReadonlyMap<string, string>): ListedParty[] {
  return sides.map((partyKey) => ({ partyKey, label: labels.get(partyKey) ?? '' }));
}

/** What is no number stays none, for the domain to refuse. Throws as `linesOf` does. */
function rosterOf(values: FormValues): GivenRoster {
  const side = textOf(values, '/side');
  const count = textOf(values, '/unidentified');
  return {
    lines: linesOf(values),
    ...(count !== '' && { unidentified: [{ side, count: /^\d{1,9}$/.test(count) ? Number(count) : Number.NaN }] }),
  };
}

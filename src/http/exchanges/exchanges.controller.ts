// Exchanges between parties: proposing one, taking it step by step, and its roster.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ReadingPointQuery, readingPointOf } from '../../request/reading-point.js';
import { AdvanceExchange } from '../../usecases/exchanges/advance-exchange.js';
import { EnterExchangeRoster } from '../../usecases/exchanges/enter-exchange-roster.js';
import { ListExchanges } from '../../usecases/exchanges/list-exchanges.js';
import { ReadExchange } from '../../usecases/exchanges/read-exchange.js';
import { RecordExchange } from '../../usecases/exchanges/record-exchange.js';
import { exchangeAnswer, listedAnswer } from './exchange-answer.js';
import { ExchangeAnswer, ExchangeCreated, ExchangeList, RosterCreated, StepCreated } from './exchange-answer.dto.js';
import { ExchangeQuery, ExchangeRequest, RosterRequest, StepRequest } from './exchange-request.dto.js';

@ApiTags('exchanges')
@ApiBearerAuth('accessToken')
@Controller('v1/exchanges')
export class ExchangesController {
  constructor(
    private readonly recordExchange: RecordExchange,
    private readonly listExchanges: ListExchanges,
    private readonly readExchange: ReadExchange,
    private readonly advanceExchange: AdvanceExchange,
    private readonly enterExchangeRoster: EnterExchangeRoster,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record that an exchange is proposed' })
  @ApiCreatedResponse({ type: ExchangeCreated })
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: ExchangeRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ExchangeCreated>> {
    const { id, state } = await this.recordExchange.execute(actor, body, key);
    return { id, state };
  }

  @Get()
  @ApiOperation({ summary: 'List the exchanges that your organisation may see' })
  @ApiOkResponse({ type: ExchangeList })
  async list(@CurrentActor() actor: Actor, @Query() query: ExchangeQuery): Promise<Answer<ExchangeList>> {
    const { knownAt, validAt } = readingPointOf(query);
    const { state, cursor, limit } = query;
    const count = limit === undefined ? undefined : Number(limit);
    const answer = await this.listExchanges.execute(actor, { state, cursor, limit: count, knownAt, validAt });
    const { parties, organisations } = answer;
    const names = { parties, organisations, readerId: actor.organisationId };
    return { exchanges: answer.exchanges.map((view) => listedAnswer(view, names)), cursor: answer.cursor };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'Read an exchange',
    description: 'The roster holds the persons whom you may see; all others are in the totals alone.',
  })
  @ApiOkResponse({ type: ExchangeAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Query() query: ReadingPointQuery,
  ): Promise<Answer<ExchangeAnswer>> {
    const { knownAt, validAt } = readingPointOf(query);
    const answer = await this.readExchange.execute(actor, { exchangeId, knownAt, validAt });
    return exchangeAnswer(answer, actor.organisationId);
  }

  @Post(':id/steps')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Take an exchange one step further',
    description: 'The hand-over and the verification write statements about everybody concerned, in one transaction.',
  })
  @ApiCreatedResponse({ type: StepCreated })
  async advance(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Body() body: StepRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<StepCreated>> {
    const done = await this.advanceExchange.execute(actor, { exchangeId, step: body }, key);
    return { id: done.id, state: done.state, written: done.written, unidentified: done.unidentified };
  }

  @Post(':id/roster')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Enter or correct the roster of an exchange', description: 'All lines or none.' })
  @ApiCreatedResponse({ type: RosterCreated })
  async enter(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Body() body: RosterRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RosterCreated>> {
    const { lines, unidentified, counts, reason } = body;
    const command = { exchangeId, lines, unidentified, counts, reason };
    const done = await this.enterExchangeRoster.execute(actor, command, key);
    const { id, entered, written, retracted } = done;
    return { id, entered, written, retracted, unidentified: done.unidentified };
  }
}

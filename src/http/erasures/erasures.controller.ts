// Erasing an identity: asking for it, confirming it as a second person, taking it back before that, and what became of it.

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { ListedErasure } from '../../domain/identity/listed-erasure.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ConfirmErasure } from '../../usecases/erasures/confirm-erasure.js';
import { ListErasures } from '../../usecases/erasures/list-erasures.js';
import { RequestErasure } from '../../usecases/erasures/request-erasure.js';
import { WithdrawErasure } from '../../usecases/erasures/withdraw-erasure.js';
import {
  ErasureList,
  ErasureMoved,
  ErasureRequestBody,
  ErasureRequested,
  type ErasureAnswer,
  type ErasureStepAnswer,
} from './erasures.dto.js';

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1/persons/:pseudonym/erasures')
export class ErasuresController {
  constructor(
    private readonly requestErasure: RequestErasure,
    private readonly confirmErasure: ConfirmErasure,
    private readonly withdrawErasure: WithdrawErasure,
    private readonly listErasures: ListErasures,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Ask that an identity be erased',
    description: 'For a coordinator of the owner organisation. Nothing happens until a custodian of it confirms.',
  })
  @ApiCreatedResponse({ type: ErasureRequested })
  async request(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: ErasureRequestBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ErasureRequested>> {
    const { ground, reason } = body;
    const { id, state, expiresAt } = await this.requestErasure.execute(actor, { pseudonym, ground, reason }, key);
    return { id, state, expiresAt: instant(expiresAt) };
  }

  @Get()
  @ApiOperation({ summary: 'Who asked for the erasure of this identity, why, and what became of it' })
  @ApiOkResponse({ type: ErasureList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<ErasureList>> {
    const { knownAt } = readingPointOf(query);
    const { pseudonym, erasures } = await this.listErasures.execute(actor, { pseudonym: person, knownAt });
    return { pseudonym, erasures: erasures.map(erasureAnswer) };
  }

  @Post(':erasureId/confirmation')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Confirm an erasure as a second person',
    description: 'For a custodian who did not ask for it. The key is destroyed at once: nothing undoes it.',
  })
  @ApiCreatedResponse({ type: ErasureMoved })
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('erasureId') erasureId: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ErasureMoved>> {
    const { id, state } = await this.confirmErasure.execute(actor, { pseudonym, erasureId }, key);
    return { id, state };
  }

  @Delete(':erasureId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a request for erasure back, before it is confirmed' })
  @ApiNoContentResponse()
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('erasureId') erasureId: string,
  ): Promise<void> {
    await this.withdrawErasure.execute(actor, { pseudonym, erasureId });
  }
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

function stepAnswer(step: ListedErasure['confirmed']): Answer<ErasureStepAnswer> | null {
  return step === null ? null : { username: step.username, at: instant(step.at) };
}

function erasureAnswer(erasure: ListedErasure): Answer<ErasureAnswer> {
  const { id, state, ground, reason, requested, expiresAt, withdrawn, confirmed, doneAt } = erasure;
  return {
    id,
    state,
    ground,
    reason,
    requested: { username: requested.username, at: instant(requested.at) },
    expiresAt: instant(expiresAt),
    withdrawn: stepAnswer(withdrawn),
    confirmed: stepAnswer(confirmed),
    doneAt: doneAt === null ? null : instant(doneAt),
  };
}

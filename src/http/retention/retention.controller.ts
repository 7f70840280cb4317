// How long identities are kept: the date of one, opening it again, those of the organisation, and its rule for new persons.

import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { RetentionStep } from '../../domain/retention/standing-retention.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { entityTag, versionsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ListRetention, type DatedIdentity } from '../../usecases/retention/list-retention.js';
import { ReadRetention } from '../../usecases/retention/read-retention.js';
import { ReopenIdentity } from '../../usecases/retention/reopen-identity.js';
import { SetRetention } from '../../usecases/retention/set-retention.js';
import { SetRetentionRule } from '../../usecases/retention/set-retention-rule.js';
import {
  RetentionAnswer,
  RetentionChanged,
  RetentionList,
  RetentionRequest,
  RetentionRuleAnswer,
  RetentionRuleRequest,
  type DatedIdentityAnswer,
  type RetentionStepAnswer,
} from './retention.dto.js';

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class RetentionController {
  constructor(
    private readonly listRetention: ListRetention,
    private readonly readRetention: ReadRetention,
    private readonly reopenIdentity: ReopenIdentity,
    private readonly setRetention: SetRetention,
    private readonly setRetentionRule: SetRetentionRule,
  ) {}

  @Get('persons/:pseudonym/retention')
  @ApiOperation({
    summary: 'Until when an identity is kept',
    description:
      'For the organisation that registered the person. Its ETag is what If-Match takes; what was in the past has none.',
  })
  @ApiOkResponse({ type: RetentionAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: KnownAtQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<RetentionAnswer>> {
    const { knownAt } = readingPointOf(query);
    const found = await this.readRetention.execute(actor, { pseudonym: person, knownAt });
    if (knownAt === undefined) void reply.header('etag', entityTag(found.version));
    return { ...daysAnswer(found), obstacle: found.obstacle, steps: found.steps.map(stepAnswer) };
  }

  @Put('persons/:pseudonym/retention')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Set, move or take away the date until which an identity is kept',
    description:
      'Ninety days before it your workers are warned by a task. On the day the identity is closed, unless the person is sought. After another ninety days it is erased.',
  })
  @ApiOkResponse({ type: RetentionChanged })
  async set(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Body() body: RetentionRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<RetentionChanged>> {
    const command = { pseudonym: person, until: body.until, reason: body.reason, ifVersion: versionsOf(ifMatch) };
    const { pseudonym, until, version } = await this.setRetention.execute(actor, command, key);
    void reply.header('etag', entityTag(version));
    return { pseudonym, until };
  }

  @Post('persons/:pseudonym/retention/reopening')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Open an identity again that its date has closed',
    description: 'Until the day on which it is erased. Say until when it is kept from now on.',
  })
  @ApiCreatedResponse({ type: RetentionChanged })
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Body() body: RetentionRequest,
    @IdempotencyKey() key: RequestKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<RetentionChanged>> {
    const command = { pseudonym: person, until: body.until, reason: body.reason };
    const { pseudonym, until, version } = await this.reopenIdentity.execute(actor, command, key);
    void reply.header('etag', entityTag(version));
    return { pseudonym, until };
  }

  @Get('retention')
  @ApiOperation({ summary: 'List whose identities your organisation keeps until a date, and its rule for new persons' })
  @ApiOkResponse({ type: RetentionList })
  async list(@CurrentActor() actor: Actor): Promise<Answer<RetentionList>> {
    const { dated, more, months } = await this.listRetention.execute(actor);
    return { dated: dated.map(daysAnswer), more, months };
  }

  @Put('retention/rule')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Say after how many months the identities of new persons are closed',
    description: 'Counted from registration. Dates that stand stay; no person has one where nobody said so.',
  })
  @ApiOkResponse({ type: RetentionRuleAnswer })
  async rule(
    @CurrentActor() actor: Actor,
    @Body() body: RetentionRuleRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RetentionRuleAnswer>> {
    const { months } = await this.setRetentionRule.execute(actor, { months: body.months }, key);
    return { months };
  }
}

function daysAnswer(shown: DatedIdentity): Answer<DatedIdentityAnswer> {
  const { pseudonym, state, until, putOff, warnsOn, closesOn, erasedFrom } = shown;
  return { pseudonym, state, until, putOff, warnsOn, closesOn, erasedFrom };
}

function stepAnswer({ step, until, cause, reason, by, at }: RetentionStep): Answer<RetentionStepAnswer> {
  return { step, until, cause, reason, by, at: new Date(at).toISOString() };
}

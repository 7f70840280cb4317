// What an organisation was asked about splits of releases by party, and what it answers.

import { Body, Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { opaqueTag, tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AnswerSplit } from '../../usecases/statistics/answer-split.js';
import { ListAskedSplits, type AskedSplit } from '../../usecases/statistics/list-asked-splits.js';
import { AskedSplitAnswer, AskedSplitList, SplitAnswerBody } from './release-splits.dto.js';

@ApiTags('tasks')
@ApiBearerAuth()
@Controller('v1/tasks/splits')
export class AskedSplitsController {
  constructor(
    private readonly listAskedSplits: ListAskedSplits,
    private readonly answerSplit: AnswerSplit,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List the splits by party that your organisation was asked about',
    description:
      'It was asked because it registered somebody whom the release counts, or told something openly about one.',
  })
  @ApiOkResponse({ type: AskedSplitList })
  async list(@CurrentActor() actor: Actor): Promise<Answer<AskedSplitList>> {
    return { splits: (await this.listAskedSplits.execute(actor)).map(askedAnswer) };
  }

  @Get(':splitId')
  @ApiOperation({ summary: 'Read one of them', description: 'Its ETag is what If-Match takes.' })
  @ApiOkResponse({ type: AskedSplitAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('splitId') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<AskedSplitAnswer>> {
    return tagged(reply, await this.listAskedSplits.one(actor, id));
  }

  @Post(':splitId/answers')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of what you answer, as you read it; * for any.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Agree that the release is split by party, refuse it, or take the answer back',
    description:
      'Until the release is published. It is split only where every organisation that feeds it agrees: a refusal leaves nobody out, it leaves the split out.',
  })
  @ApiCreatedResponse({ type: AskedSplitAnswer })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('splitId') id: string,
    @Body() body: SplitAnswerBody,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<AskedSplitAnswer>> {
    const command = { id, answer: body.answer, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    return tagged(reply, await this.answerSplit.execute(actor, command, key));
  }
}

function tagged(reply: FastifyReply, split: AskedSplit): Answer<AskedSplitAnswer> {
  void reply.header('etag', opaqueTag(String(split.request.version)));
  return askedAnswer(split);
}

function askedAnswer({ id, by, corrects, request, published, replaced }: AskedSplit): Answer<AskedSplitAnswer> {
  const { answer, reason, askedAt } = request;
  return { id, by, corrects, askedAt: new Date(askedAt).toISOString(), answer, reason, open: !published && !replaced };
}

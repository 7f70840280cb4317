// Matches: which two records may be one person, why, and what those who decide on it say.

import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { opaqueTag, tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { JudgeMatch } from '../../usecases/matches/judge-match.js';
import { ListMatches } from '../../usecases/matches/list-matches.js';
import { ReadMatch } from '../../usecases/matches/read-match.js';
import { recordAnswer } from '../records/record-answer.js';
import {
  MatchComparison,
  MatchesQuery,
  MatchJudged,
  MatchList,
  MatchVerdictRequest,
  type MatchAnswer,
} from './matches.dto.js';

@ApiTags('matches')
@ApiBearerAuth('accessToken')
@Controller('v1/matches')
export class MatchesController {
  constructor(
    private readonly listMatches: ListMatches,
    private readonly readMatch: ReadMatch,
    private readonly judgeMatch: JudgeMatch,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List which two records may be one person',
    description:
      'The service compares new and changed records by itself. Both owners hear of a pair where each may know of the other’s record; of all others the central agency alone.',
  })
  @ApiOkResponse({ type: MatchList })
  async list(@CurrentActor() actor: Actor, @Query() query: MatchesQuery): Promise<Answer<MatchList>> {
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const { matches, cursor } = await this.listMatches.execute(actor, {
      state: query.state,
      cursor: query.cursor,
      limit,
    });
    return { matches: matches.map(matchAnswer), cursor };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'Read a match with both records side by side',
    description: 'Its ETag is what If-Match takes.',
  })
  @ApiOkResponse({ type: MatchComparison })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<MatchComparison>> {
    const { match, records, tag, parties, knownAt } = await this.readMatch.execute(actor, { id });
    void reply.header('etag', opaqueTag(tag));
    return {
      ...matchAnswer(match),
      records: records.map((record) => recordAnswer({ ...record, parties, knownAt }, true)),
    };
  }

  @Post(':id/verdicts')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the match as you read it; * for any.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Say whether two records are one person',
    description:
      'same proposes a link, which another person confirms; not_same is for ever once each owner has said so. The central agency may tell both owners to come to it: each gets a task about its own record, and hears of nothing else.',
  })
  @ApiCreatedResponse({ type: MatchJudged })
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: MatchVerdictRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<MatchJudged>> {
    const { verdict, reason, into } = body;
    const command = { id, verdict, reason, into, ifMatch: tagsOf(ifMatch) };
    const judged = await this.judgeMatch.execute(actor, command, key);
    return { id: judged.id, state: judged.state, linkId: judged.linkId };
  }
}

function matchAnswer(match: ShownMatch): Answer<MatchAnswer> {
  const { id, state, deciders, band, why, persons, foundAt, changedAt, verdicts, awaitsReader, linkId } = match;
  return {
    ...{ id, state, deciders, band },
    why: why.map(({ part, finding, reason }) => ({ part, finding, reason })),
    persons: persons.map(({ pseudonym, own }) => ({ pseudonym, own })),
    foundAt: new Date(foundAt).toISOString(),
    changedAt: new Date(changedAt).toISOString(),
    verdicts: verdicts.map(({ at, ...said }) => ({ ...said, at: new Date(at).toISOString() })),
    awaitsYou: awaitsReader,
    linkId,
  };
}

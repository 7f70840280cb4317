// News that waits to be verified: listing it, verifying it as a second person, and the organisation's rule.

import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ListNews } from '../../usecases/news/list-news.js';
import { SetNewsRule } from '../../usecases/news/set-news-rule.js';
import { VerifyNews } from '../../usecases/news/verify-news.js';
import {
  NewsAnswer,
  NewsQuery,
  NewsRuleAnswer,
  NewsRuleRequest,
  VerificationAnswer,
  VerificationRequest,
} from './news.dto.js';

@ApiTags('news')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class NewsController {
  constructor(
    private readonly listNews: ListNews,
    private readonly setNewsRule: SetNewsRule,
    private readonly verifyNews: VerifyNews,
  ) {}

  @Get('news')
  @ApiOperation({
    summary: 'List what waits at your organisation to be verified',
    description: 'Of persons whom your organisation registered. Until then nobody else is told, save for its giver.',
  })
  @ApiOkResponse({ type: NewsAnswer })
  async list(@CurrentActor() actor: Actor, @Query() query: NewsQuery): Promise<Answer<NewsAnswer>> {
    const { waiting, more, verifiedFirst } = await this.listNews.execute(actor, { pseudonym: query.person });
    return {
      waiting: waiting.map(({ statementId, pseudonym, kind, ground, byReader, recordedAt }) => ({
        statementId,
        pseudonym,
        kind,
        ground,
        byReader,
        recordedAt: new Date(recordedAt).toISOString(),
      })),
      more,
      verifiedFirst,
    };
  }

  @Post('statements/:id/verification')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Verify or reject what waits',
    description:
      'By somebody else than who recorded it. Verified, it counts for others as if it had been recorded now.',
  })
  @ApiCreatedResponse({ type: VerificationAnswer })
  async verify(
    @CurrentActor() actor: Actor,
    @Param('id') statementId: string,
    @Body() body: VerificationRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<VerificationAnswer>> {
    const { verdict, reason } = body;
    const answer = await this.verifyNews.execute(actor, { statementId, verdict, reason }, key);
    return { id: answer.id, verdict: answer.verdict };
  }

  @Put('news/rule')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Say whether your organisation has its news verified first',
    description: 'It does where nobody said otherwise. What waits goes on waiting.',
  })
  @ApiOkResponse({ type: NewsRuleAnswer })
  async rule(
    @CurrentActor() actor: Actor,
    @Body() body: NewsRuleRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<NewsRuleAnswer>> {
    const { verifiedFirst } = await this.setNewsRule.execute(actor, { verifiedFirst: body.verifiedFirst }, key);
    return { verifiedFirst };
  }
}

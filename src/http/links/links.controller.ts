// Links: proposing that two records are about one person, reviewing that, and taking it back.

import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { ShownLink, ShownLinkStep } from '../../domain/links/shown-link.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { opaqueTag, tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ReadingPointQuery, readingPointOf, TimesQuery } from '../../request/reading-point.js';
import { ListLinks } from '../../usecases/links/list-links.js';
import { ProposeLink } from '../../usecases/links/propose-link.js';
import { ReadLink } from '../../usecases/links/read-link.js';
import { ReviewLink } from '../../usecases/links/review-link.js';
import { WithdrawLink } from '../../usecases/links/withdraw-link.js';
import { recordAnswer } from '../records/record-answer.js';
import {
  AwaitingLinks,
  AwaitingLinksQuery,
  LinkComparison,
  LinkCreated,
  LinkList,
  LinkMoved,
  LinkProposal,
  LinkReviewRequest,
  LinkWithdrawalRequest,
  type LinkAnswer,
  type LinkStepAnswer,
} from './links.dto.js';

@ApiTags('links')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class LinksController {
  constructor(
    private readonly proposeLink: ProposeLink,
    private readonly listLinks: ListLinks,
    private readonly readLink: ReadLink,
    private readonly reviewLink: ReviewLink,
    private readonly withdrawLink: WithdrawLink,
  ) {}

  @Post('persons/:pseudonym/links')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Propose that this record and another are about one person',
    description:
      'Nothing changes until it is confirmed: by a verifier of the other owner organisation, or by a second person of yours.',
  })
  @ApiCreatedResponse({ type: LinkCreated })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: LinkProposal,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LinkCreated>> {
    const { into, reason } = body;
    const { id } = await this.proposeLink.execute(actor, { pseudonym, into, reason }, key);
    return { id };
  }

  @Get('persons/:pseudonym/links')
  @ApiOperation({ summary: 'List the links of a person' })
  @ApiOkResponse({ type: LinkList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: ReadingPointQuery,
  ): Promise<Answer<LinkList>> {
    const { knownAt } = readingPointOf(query);
    const { pseudonym, links } = await this.listLinks.execute(actor, { pseudonym: person, knownAt });
    return { pseudonym, links: links.map(linkAnswer) };
  }

  @Get('persons/:pseudonym/links/:linkId')
  @ApiOperation({
    summary: 'Read a link with both records side by side',
    description: 'Its ETag is what If-Match takes; what was in the past has none.',
  })
  @ApiOkResponse({ type: LinkComparison })
  async read(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('linkId') linkId: string,
    @Query() query: TimesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<LinkComparison>> {
    const times = readingPointOf(query);
    const asked = { pseudonym, linkId, knownAt: times.knownAt, validAt: times.validAt };
    const { link, from, into, tag, parties, knownAt } = await this.readLink.execute(actor, asked);
    const isPast = times.knownAt !== undefined || times.validAt !== undefined;
    if (!isPast) void reply.header('etag', opaqueTag(tag));
    return {
      ...linkAnswer(link),
      fromRecord: recordAnswer({ ...from, parties, knownAt }, true),
      intoRecord: recordAnswer({ ...into, parties, knownAt }, true),
    };
  }

  @Post('persons/:pseudonym/links/:linkId/review')
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the link as you read it; * for any.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Confirm or refuse that two records are about one person',
    description: 'The last confirmation that is needed merges them. Both pseudonyms keep answering.',
  })
  @ApiCreatedResponse({ type: LinkMoved })
  async review(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('linkId') linkId: string,
    @Body() body: LinkReviewRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LinkMoved>> {
    const { verdict, reason } = body;
    const command = { pseudonym, linkId, verdict, reason, ifMatch: tagsOf(ifMatch) };
    const { id, state } = await this.reviewLink.execute(actor, command, key);
    return { id, state };
  }

  @Post('persons/:pseudonym/links/:linkId/withdrawal')
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Take a link back',
    description: 'A merged record is split again; each part is what was recorded on its own pseudonym.',
  })
  @ApiCreatedResponse({ type: LinkMoved })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('linkId') linkId: string,
    @Body() body: LinkWithdrawalRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LinkMoved>> {
    const command = { pseudonym, linkId, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    const { id, state } = await this.withdrawLink.execute(actor, command, key);
    return { id, state };
  }

  @Get('links')
  @ApiOperation({ summary: 'List the proposals that await your review, or awaited it at an instant' })
  @ApiOkResponse({ type: AwaitingLinks })
  async awaiting(@CurrentActor() actor: Actor, @Query() query: AwaitingLinksQuery): Promise<Answer<AwaitingLinks>> {
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const { knownAt } = readingPointOf(query);
    const { links, cursor } = await this.listLinks.awaiting(actor, { cursor: query.cursor, limit, knownAt });
    return { links: links.map(linkAnswer), cursor };
  }
}

function stepAnswer({ organisation, username, reason, at }: ShownLinkStep): Answer<LinkStepAnswer> {
  return { organisation, username, reason, at: new Date(at).toISOString() };
}

function linkAnswer(link: ShownLink): Answer<LinkAnswer> {
  const { id, state, from, into, proposal, reviews, withdrawal, awaits, awaitsReader } = link;
  return {
    id,
    state,
    from,
    into,
    proposal: stepAnswer(proposal),
    reviews: reviews.map((review) => ({ ...stepAnswer(review), verdict: review.verdict })),
    withdrawal: withdrawal === null ? null : stepAnswer(withdrawal),
    awaits,
    awaitsYou: awaitsReader,
  };
}

// Inquiries: asking after a person, and reading what one has asked.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { CONSTANT_ANSWER } from '../../domain/matching/inquiry-policy.js';
import { replyInWords } from '../../domain/matching/inquiry-reply.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ListInquiries, type ListInquiriesAnswer } from '../../usecases/inquiries/list-inquiries.js';
import { MakeInquiry } from '../../usecases/inquiries/make-inquiry.js';
import { ReadInquiry } from '../../usecases/inquiries/read-inquiry.js';
import {
  InquiryAnswered,
  InquiryPage,
  InquiryQuery,
  InquiryRequest,
  ReadInquiryAnswer,
  type ListedInquiryAnswer,
} from './inquiries.dto.js';

@ApiTags('inquiries')
@ApiBearerAuth('accessToken')
@Controller('v1/inquiries')
export class InquiriesController {
  constructor(
    private readonly makeInquiry: MakeInquiry,
    private readonly listInquiries: ListInquiries,
    private readonly readInquiry: ReadInquiry,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Ask after a person',
    description:
      'An organisation that depends on a party always gets the same answer; the central agency replies if something may be told. Each inquiry counts against the quota of the day (`GET /v1/search/quota`); when that is used up, the answer is 429 `quota_exhausted` with `Retry-After`.',
  })
  @ApiCreatedResponse({ type: InquiryAnswered })
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: InquiryRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<InquiryAnswered>> {
    const { id, state, message, band, status } = await this.makeInquiry.execute(actor, body, key);
    return {
      id,
      state,
      ...(message !== null && { message }),
      ...(band !== null && { band }),
      ...(status !== null && { status }),
    };
  }

  @Get()
  @ApiOperation({ summary: 'Your organisation’s inquiries; for the central agency also all that wait for it' })
  @ApiOkResponse({ type: InquiryPage })
  async list(@CurrentActor() actor: Actor, @Query() query: InquiryQuery): Promise<Answer<InquiryPage>> {
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const { inquiries, cursor } = await this.listInquiries.execute(actor, { cursor: query.cursor, limit });
    return { inquiries: inquiries.map(listedAnswer), cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One inquiry, with what was replied; what was asked for is not shown' })
  @ApiOkResponse({ type: ReadInquiryAnswer })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer<ReadInquiryAnswer>> {
    const inquiry = await this.readInquiry.execute(actor, id);
    const replies = inquiry.replies.map(({ tells, status, contactOrganisation, toldAt }) => ({
      ...{ tells: [...tells], message: replyInWords({ tells }), status, contactOrganisation },
      toldAt: new Date(toldAt).toISOString(),
    }));
    const constant = inquiry.state === 'received' ? CONSTANT_ANSWER : null;
    return { ...listedAnswer(inquiry), message: replies[0]?.message ?? constant, replies };
  }
}

function listedAnswer(inquiry: ListInquiriesAnswer['inquiries'][number]): Answer<ListedInquiryAnswer> {
  const { id, organisationName, purpose, state, band, status, createdAt, repliedAt } = inquiry;
  return {
    id,
    organisation: organisationName,
    purpose,
    state,
    band,
    status,
    createdAt: new Date(createdAt).toISOString(),
    repliedAt: repliedAt === null ? null : new Date(repliedAt).toISOString(),
  };
}

// The will of a person who was found: recording it, and reading all that was wanted so far.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { PersonWill } from '../../domain/news/person-will.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ListWills } from '../../usecases/news/list-wills.js';
import { RecordWill } from '../../usecases/news/record-will.js';
import { WillRecorded, WillRequest, WillsAnswer, type WillAnswer } from './news.dto.js';

@ApiTags('news')
@ApiBearerAuth('accessToken')
@Controller('v1/persons/:pseudonym/wills')
export class WillsController {
  constructor(
    private readonly listWills: ListWills,
    private readonly recordWill: RecordWill,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record what a person who was found wants',
    description:
      'It replaces the one before. With `nobody`, what your organisation records from now on is told to no other.',
  })
  @ApiCreatedResponse({ type: WillRecorded })
  async record(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: WillRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<WillRecorded>> {
    const recorded = await this.recordWill.execute(actor, { pseudonym, will: body }, key);
    return { pseudonym: recorded.pseudonym, number: recorded.number };
  }

  @Get()
  @ApiOperation({
    summary: 'Read what a person who was found wants',
    description: 'For the organisation that registered the person.',
  })
  @ApiOkResponse({ type: WillsAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<WillsAnswer>> {
    const { knownAt } = readingPointOf(query);
    const answer = await this.listWills.execute(actor, { pseudonym, knownAt });
    return { pseudonym: answer.pseudonym, wills: answer.wills.map(willAnswer) };
  }
}

function willAnswer(will: PersonWill): Answer<WillAnswer> {
  const { number, reachedOn, contact, contactWith, sharedWith, namedOrganisations, purposes, said, recordedBy } = will;
  return {
    number,
    reachedOn,
    contact,
    contactWith: [...contactWith],
    sharedWith,
    namedOrganisations: [...namedOrganisations],
    purposes: [...purposes],
    said,
    recordedBy,
    recordedAt: new Date(will.recordedAt).toISOString(),
  };
}

// Cases of remains: what is estimated of them, and to whom they are linked.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { ListRemains } from '../../usecases/remains/list-remains.js';
import { ReadRemains } from '../../usecases/remains/read-remains.js';
import { RecordRemains } from '../../usecases/remains/record-remains.js';
import { RecordedAnswer, RemainsPage, RemainsReadAnswer } from './remains-answer.dto.js';
import { linkAnswer, remainsAnswer } from './remains-answer.js';
import { RemainsListQuery, RemainsRequest } from './remains.dto.js';

@ApiTags('remains')
@ApiBearerAuth('accessToken')
@Controller('v1/remains')
export class RemainsController {
  constructor(
    private readonly recordRemains: RecordRemains,
    private readonly listRemains: ListRemains,
    private readonly readRemains: ReadRemains,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record a case of remains with what is estimated of it' })
  @ApiCreatedResponse({ type: RecordedAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: RemainsRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { siteId, extent, minimumIndividuals, sex, age, died, sharingLevel } = body;
    const command = {
      siteId: siteId ?? null,
      extent,
      minimumIndividuals: minimumIndividuals ?? 1,
      sex: sex ?? ('unknown' as const),
      age: age === undefined ? null : { from: age.from, to: age.to },
      died: died ?? null,
      sharingLevel,
    };
    const { id } = await this.recordRemains.execute(actor, command, key);
    return { id };
  }

  @Get()
  @ApiOperation({ summary: 'Cases of remains that you may see, newest record first' })
  @ApiOkResponse({ type: RemainsPage })
  async list(@CurrentActor() actor: Actor, @Query() query: RemainsListQuery): Promise<Answer<RemainsPage>> {
    const { cases, cursor } = await this.listRemains.execute(actor, {
      siteId: query.site,
      knownAt: readingPointOf(query).knownAt,
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
    });
    return { remains: cases.map((one) => remainsAnswer(actor, one)), cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One case with its links to persons whom you may know of' })
  @ApiOkResponse({ type: RemainsReadAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<RemainsReadAnswer>> {
    const { knownAt } = readingPointOf(query);
    const { remains, links } = await this.readRemains.execute(actor, { id, knownAt });
    return { ...remainsAnswer(actor, remains), links: links.map((link) => linkAnswer(actor, link)) };
  }
}

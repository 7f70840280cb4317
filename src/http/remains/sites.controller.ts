// Sites from which remains come, with counts without persons.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { SiteCount } from '../../domain/remains/remains-case.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { CountSite } from '../../usecases/remains/count-site.js';
import { ListSites } from '../../usecases/remains/list-sites.js';
import { ReadSite } from '../../usecases/remains/read-site.js';
import { RecordSite } from '../../usecases/remains/record-site.js';
import { RecordedAnswer, SiteAnswer, SitePage } from './remains-answer.dto.js';
import { siteAnswer } from './remains-answer.js';
import { PageQuery, SiteCountRequest, SiteRequest } from './remains.dto.js';

@ApiTags('remains')
@ApiBearerAuth('accessToken')
@Controller('v1/sites')
export class SitesController {
  constructor(
    private readonly recordSite: RecordSite,
    private readonly countSite: CountSite,
    private readonly listSites: ListSites,
    private readonly readSite: ReadSite,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record a site, with what is counted there so far' })
  @ApiCreatedResponse({ type: RecordedAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Body() { place, sharingLevel, count }: SiteRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { code, precision } = place;
    const command = { place: { code, precision }, sharingLevel, count: count === undefined ? null : countOf(count) };
    const { id } = await this.recordSite.execute(actor, command, key);
    return { id };
  }

  @Get()
  @ApiOperation({ summary: 'Sites that you may see, newest record first' })
  @ApiOkResponse({ type: SitePage })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Answer<SitePage>> {
    const { sites, cursor } = await this.listSites.execute(actor, {
      knownAt: readingPointOf(query).knownAt,
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
    });
    return { sites: sites.map((site) => siteAnswer(actor, site)), cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One site with its counts' })
  @ApiOkResponse({ type: SiteAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<SiteAnswer>> {
    const { knownAt } = readingPointOf(query);
    return siteAnswer(actor, await this.readSite.execute(actor, { id, knownAt }));
  }

  @Post(':id/counts')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Add a newer count; those before it stay on record' })
  @ApiCreatedResponse({ type: RecordedAnswer })
  async count(
    @CurrentActor() actor: Actor,
    @Param('id') siteId: string,
    @Body() body: SiteCountRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { id } = await this.countSite.execute(actor, { siteId, count: countOf(body) }, key);
    return { id };
  }
}

/** What is left out is unknown, and not none. */
function countOf({ asOf, recovered, identified, handedOver }: SiteCountRequest): SiteCount {
  return { asOf, recovered: recovered ?? null, identified: identified ?? null, handedOver: handedOver ?? null };
}

// Disputes of releases: recording one, that the identity of whoever disputes was checked, and settling it.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ParseOrdinal } from '../../request/path-parameters.js';
import { DisputeRelease } from '../../usecases/statistics/dispute-release.js';
import { FollowDispute } from '../../usecases/statistics/follow-dispute.js';
import { DisputeAnswer, DisputeBody } from './releases.dto.js';

@ApiTags('releases')
@ApiBearerAuth()
@Controller('v1/releases/:number/disputes')
export class ReleaseDisputesController {
  constructor(
    private readonly disputeRelease: DisputeRelease,
    private readonly followDispute: FollowDispute,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record that somebody disputes a release',
    description:
      'For 14 days nothing but its correction is published; longer only once the identity of whoever disputes was checked. What is public stays.',
  })
  @ApiCreatedResponse({ type: DisputeAnswer })
  async dispute(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Body() body: DisputeBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<DisputeAnswer> {
    const { id } = await this.disputeRelease.execute(actor, { release: number, ground: body.ground }, key);
    return { id };
  }

  @Post(':disputeId/identity-check')
  @HttpCode(204)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Note that the identity of whoever disputes was checked',
    description: 'Publication is frozen until the dispute is settled. Who it is, is not asked and not kept.',
  })
  @ApiNoContentResponse()
  async check(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) release: number,
    @Param('disputeId') id: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<void> {
    await this.followDispute.checkIdentity(actor, { release, id }, key);
  }

  @Post(':disputeId/settlement')
  @HttpCode(204)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Settle a dispute, by somebody else than whoever recorded it',
    description: 'It ends the freeze. What was wrong is mended by a correction.',
  })
  @ApiNoContentResponse()
  async settle(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) release: number,
    @Param('disputeId') id: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<void> {
    await this.followDispute.settle(actor, { release, id }, key);
  }
}

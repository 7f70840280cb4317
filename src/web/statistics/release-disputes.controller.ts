// Records, follows and settles disputes of releases, by forms on the page of a release.

import { Body, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { CORRECTION_REASONS } from '../../domain/statistics/release-correction.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParseOrdinal } from '../../request/path-parameters.js';
import { DisputeRelease } from '../../usecases/statistics/dispute-release.js';
import { FollowDispute } from '../../usecases/statistics/follow-dispute.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo } from '../layout/pages.js';

const PLACE = '/console/releases';

@ConsolePages('console/releases/:number/disputes')
export class ReleaseDisputesController {
  constructor(
    private readonly disputeRelease: DisputeRelease,
    private readonly followDispute: FollowDispute,
  ) {}

  @Post()
  async dispute(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const ground = CORRECTION_REASONS.find((one) => one === values['/ground']);
    if (ground === undefined) throw invalidField('/ground', `one of ${CORRECTION_REASONS.join(', ')}`);
    await this.disputeRelease.execute(actor, { release: number, ground }, formRequestKey(request, values));
    goTo(reply, `${PLACE}/${number}`);
  }

  @Post(':disputeId/identity-check')
  async check(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) release: number,
    @Param('disputeId', ParseId) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.followDispute.checkIdentity(actor, { release, id }, formRequestKey(request, formValues(body)));
    goTo(reply, `${PLACE}/${release}`);
  }

  @Post(':disputeId/settlement')
  async settle(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) release: number,
    @Param('disputeId', ParseId) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.followDispute.settle(actor, { release, id }, formRequestKey(request, formValues(body)));
    goTo(reply, `${PLACE}/${release}`);
  }
}

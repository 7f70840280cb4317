// Prepares, signs and publishes releases.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { CORRECTION_REASONS } from '../../domain/statistics/release-correction.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseOrdinal } from '../../request/path-parameters.js';
import { ListSplits, type ListedSplit } from '../../usecases/statistics/list-splits.js';
import { ListReleases } from '../../usecases/statistics/list-releases.js';
import { NameStates } from '../../usecases/statistics/name-states.js';
import { PrepareRelease } from '../../usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../usecases/statistics/publish-release.js';
import { ReviewRelease, type ReviewedRelease } from '../../usecases/statistics/review-release.js';
import { SignRelease } from '../../usecases/statistics/sign-release.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ReleaseReviewPage, ReleaseWorkPage, type ReleaseRights } from './release-work-page.js';

const PLACE = '/console/releases';
const RELEASES_A_PAGE = 25;

@ConsolePages('console/releases')
export class ReleaseWorkController {
  constructor(
    private readonly pages: Pages,
    private readonly listReleases: ListReleases,
    private readonly listSplits: ListSplits,
    private readonly reviewRelease: ReviewRelease,
    private readonly nameStates: NameStates,
    private readonly prepareRelease: PrepareRelease,
    private readonly signRelease: SignRelease,
    private readonly publishRelease: PublishRelease,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cursor = queryText(query, 'cursor');
    const page = await this.listReleases.execute(actor, { cursor, limit: RELEASES_A_PAGE });
    const later = cursor !== undefined;
    const splits = later ? [] : await this.listSplits.execute(actor);
    const [may, seal] = [rightsOf(actor), this.pages.seal(request)];
    const content = h(ReleaseWorkPage, { ...page, splits, later, may, seal });
    await this.pages.send(request, reply, { title: 'Releases', place: PLACE, content });
  }

  @Get(':number')
  async review(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reviewed = await this.reviewRelease.execute(actor, number);
    const states = await this.nameStates.execute(request.id);
    const correction = await this.correctionByParty(actor, reviewed);
    const [may, seal] = [rightsOf(actor), this.pages.seal(request)];
    const content = h(ReleaseReviewPage, { reviewed, correction, states, may, seal });
    await this.pages.send(request, reply, { title: `Review release ${number}`, place: PLACE, content });
  }

  @Post()
  async prepare(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { split: values['/split'] ?? null };
    const { document } = await this.prepareRelease.execute(actor, command, formRequestKey(request, values));
    goTo(reply, `${PLACE}/${document.number}`);
  }

  @Post(':number/correction')
  async correct(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { '/reason': given, '/split': split = '' } = values;
    const reason = CORRECTION_REASONS.find((one) => one === given);
    if (reason === undefined) throw invalidField('/reason', `one of ${CORRECTION_REASONS.join(', ')}`);
    const command = { corrects: { release: number, reason }, split: split === '' ? null : split };
    const { document } = await this.prepareRelease.execute(actor, command, formRequestKey(request, values));
    goTo(reply, `${PLACE}/${document.number}`);
  }

  @Post(':number/signature')
  async sign(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.signRelease.execute(actor, number, formRequestKey(request, formValues(body)));
    goTo(reply, `${PLACE}/${number}`);
  }

  @Post(':number/publication')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.publishRelease.execute(actor, number, formRequestKey(request, formValues(body)));
    goTo(reply, `${PLACE}/${number}`);
  }

  /** Of the newest splits alone: an older one is replaced. */
  private async correctionByParty(actor: Actor, { document }: ReviewedRelease): Promise<ListedSplit | null> {
    if (document.split === undefined) return null;
    const splits = await this.listSplits.execute(actor);
    const open = splits.find(({ corrects, release, replaced }) => {
      return corrects === document.number && release === null && !replaced;
    });
    return open ?? null;
  }
}

function rightsOf(actor: Actor): ReleaseRights {
  return {
    prepare: allowed(actor, 'prepare_release'),
    sign: allowed(actor, 'sign_release'),
    publish: allowed(actor, 'publish_release'),
    dispute: allowed(actor, 'dispute_release'),
    settle: allowed(actor, 'settle_dispute'),
  };
}

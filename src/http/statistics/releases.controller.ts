// Protected releases: anybody reads the published ones; making one takes an analyst and two signatures.

import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { notFound } from '../../domain/domain-error.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor, OpenToAll, RequestId } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ParseOrdinal } from '../../request/path-parameters.js';
import { openToOtherSites, REVALIDATED, sendUnlessKnown } from '../../request/sent-once.js';
import { ListReleaseKeys } from '../../usecases/statistics/list-release-keys.js';
import { ListReleases } from '../../usecases/statistics/list-releases.js';
import { PrepareRelease } from '../../usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../usecases/statistics/publish-release.js';
import { ReadRelease } from '../../usecases/statistics/read-release.js';
import { ReviewRelease } from '../../usecases/statistics/review-release.js';
import { SignRelease } from '../../usecases/statistics/sign-release.js';
import { answerOf, reviewAnswer, standingAnswer } from './release-answers.js';
import {
  ChangesOfReleaseAnswer,
  CorrectionBody,
  PreparationQuery,
  ReleaseAnswer,
  ReleaseKeysAnswer,
  ReleaseList,
  ReleaseReviewAnswer,
  ReleasesQuery,
  ReleaseStep,
  ReleaseStepList,
} from './releases.dto.js';

const IF_NONE_MATCH = { name: 'If-None-Match', required: false, description: 'The ETag of a copy that you have.' };
const KEY = { name: 'Idempotency-Key', required: false };
const UNCHANGED = { status: 304, description: 'Your copy is what would be answered.' };

@ApiTags('releases')
@Controller('v1/releases')
export class ReleasesController {
  constructor(
    private readonly readRelease: ReadRelease,
    private readonly listReleaseKeys: ListReleaseKeys,
    private readonly listReleases: ListReleases,
    private readonly prepareRelease: PrepareRelease,
    private readonly reviewRelease: ReviewRelease,
    private readonly signRelease: SignRelease,
    private readonly publishRelease: PublishRelease,
  ) {}

  @Get()
  @OpenToAll()
  @ApiOperation({ summary: 'The public releases, newest first' })
  @ApiOkResponse({ type: ReleaseList })
  async list(
    @RequestId() requestId: string,
    @Query() query: ReleasesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<ReleaseList>> {
    void openToOtherSites(reply);
    const { releases, cursor } = await this.readRelease.list(requestId, pageOf(query));
    return { releases: releases.map(answerOf), cursor };
  }

  @Get('latest')
  @OpenToAll()
  @ApiHeader(IF_NONE_MATCH)
  @ApiResponse(UNCHANGED)
  @ApiOperation({ summary: 'The release that is published now' })
  @ApiOkResponse({ type: ReleaseAnswer })
  async latest(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const release = await this.readRelease.latest(request.id);
    if (release === null) throw notFound();
    sendAnswer(request, reply, answerOf(release));
  }

  @Get('keys')
  @OpenToAll()
  @ApiOperation({
    summary: 'Public keys that notes of releases and checkpoints of the log are signed with',
    description:
      'Note one down where nobody of the registry can change it: a key that comes with what it signs proves little.',
  })
  @ApiOkResponse({ type: ReleaseKeysAnswer })
  async keys(
    @RequestId() requestId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReleaseKeysAnswer> {
    void openToOtherSites(reply);
    const keys = await this.listReleaseKeys.execute(requestId);
    return { keys: keys.map(({ verifier, succession }) => ({ verifier, succession })) };
  }

  @Get('in-preparation')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Releases in every state, for those who make them' })
  @ApiOkResponse({ type: ReleaseStepList })
  async inPreparation(@CurrentActor() actor: Actor, @Query() query: ReleasesQuery): Promise<ReleaseStepList> {
    const { releases, cursor, refused } = await this.listReleases.execute(actor, pageOf(query));
    return {
      releases: releases.map(({ number, state, signatures, waitsForActor }) => ({
        number,
        state,
        signatures,
        waitsForYou: waitsForActor,
      })),
      cursor,
      refused: standingAnswer(refused),
    };
  }

  @Get('in-preparation/:number')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'A release in any state as its signers read it',
    description: 'Its published numbers and what was found when it was attacked before it could be signed.',
  })
  @ApiOkResponse({ type: ReleaseReviewAnswer })
  async review(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
  ): Promise<Answer<ReleaseReviewAnswer>> {
    return reviewAnswer(await this.reviewRelease.execute(actor, number));
  }

  @Get(':number')
  @OpenToAll()
  @ApiHeader(IF_NONE_MATCH)
  @ApiResponse(UNCHANGED)
  @ApiOperation({ summary: 'A published or superseded release' })
  @ApiOkResponse({ type: ReleaseAnswer })
  async read(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendAnswer(request, reply, answerOf(await this.readRelease.execute(number, request.id)));
  }

  @Get(':number/changes')
  @OpenToAll()
  @ApiHeader(IF_NONE_MATCH)
  @ApiResponse(UNCHANGED)
  @ApiOperation({
    summary: 'What changed since the public release before it, in published numbers',
    description: 'Null of the first. A small difference may be rounding alone, and is called so.',
  })
  @ApiOkResponse({ type: ChangesOfReleaseAnswer })
  async changes(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const changes = await this.readRelease.changes(number, request.id);
    void openToOtherSites(reply.type('application/json; charset=utf-8'));
    sendUnlessKnown(request, reply, REVALIDATED, JSON.stringify({ changes }));
  }

  @Post()
  @ApiBearerAuth()
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Count, round and check the next release',
    description:
      'With a `split` it is by party, and `release_not_agreed` is answered until every organisation that feeds it agrees; whoever began to feed it after ' +
      'the asking is asked now. It is signed and published only while all still agree.',
  })
  @ApiCreatedResponse({ type: ReleaseStep })
  async prepare(
    @CurrentActor() actor: Actor,
    @Query() query: PreparationQuery,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<ReleaseStep> {
    const { document } = await this.prepareRelease.execute(actor, { split: query.split ?? null }, key);
    return { number: document.number, state: 'audited', signatures: 0 };
  }

  @Post(':number/corrections')
  @ApiBearerAuth()
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Prepare a release that corrects a published one',
    description:
      'It says which one and why, and is checked, signed and published like any other; the corrected one stays readable, unchanged, and says so. With a ' +
      '`split` it is by party, as the corrected one is: one that was asked for this correction and that all agree to.',
  })
  @ApiCreatedResponse({ type: ReleaseStep })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @Query() query: PreparationQuery,
    @Body() body: CorrectionBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<ReleaseStep> {
    const command = { corrects: { release: number, reason: body.reason }, split: query.split ?? null };
    const { document } = await this.prepareRelease.execute(actor, command, key);
    return { number: document.number, state: 'audited', signatures: 0 };
  }

  @Post(':number/signatures')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiHeader(KEY)
  @ApiOperation({ summary: 'Sign a release; two different people must' })
  @ApiOkResponse({ type: ReleaseStep })
  async sign(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<ReleaseStep> {
    return this.signRelease.execute(actor, number, key);
  }

  @Post(':number/publication')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiHeader(KEY)
  @ApiOperation({ summary: 'Publish a signed release in place of the one before' })
  @ApiOkResponse({ type: ReleaseStep })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('number', ParseOrdinal) number: number,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<ReleaseStep> {
    const { state } = await this.publishRelease.execute(actor, number, key);
    return { number, state, signatures: 2 };
  }
}

/** It holds the state, which changes when a newer release is published. */
function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer<ReleaseAnswer>): void {
  void openToOtherSites(reply.type('application/json; charset=utf-8'));
  sendUnlessKnown(request, reply, REVALIDATED, JSON.stringify(answer));
}

function pageOf({ cursor, limit }: ReleasesQuery): { cursor: string | undefined; limit: number | undefined } {
  return { cursor, limit: limit === undefined ? undefined : Number(limit) };
}

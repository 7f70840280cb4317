// Items of evidence: recording and reading them, their chains of custody, and what organisations find of them.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { AssessEvidence } from '../../usecases/evidence/assess-evidence.js';
import { HandOverEvidence } from '../../usecases/evidence/hand-over-evidence.js';
import { ListEvidence } from '../../usecases/evidence/list-evidence.js';
import { ReadEvidence } from '../../usecases/evidence/read-evidence.js';
import { RecordEvidence } from '../../usecases/evidence/record-evidence.js';
import { WithdrawAssessment } from '../../usecases/evidence/withdraw-assessment.js';
import { AssessmentIdAnswer, EvidenceCodeAnswer, EvidencePage, EvidenceReadAnswer } from './evidence-answer.dto.js';
import { evidenceAnswer, listedAnswer } from './evidence-answer.js';
import {
  AssessmentRequest,
  AssessmentWithdrawalRequest,
  EvidenceListQuery,
  EvidenceRequest,
  HandOverEvidenceRequest,
} from './evidence.dto.js';

@ApiTags('evidence')
@ApiBearerAuth('accessToken')
@Controller('v1/evidence')
export class EvidenceController {
  constructor(
    private readonly recordEvidence: RecordEvidence,
    private readonly listEvidence: ListEvidence,
    private readonly readEvidence: ReadEvidence,
    private readonly handOverEvidence: HandOverEvidence,
    private readonly assessEvidence: AssessEvidence,
    private readonly withdrawAssessment: WithdrawAssessment,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record an item of evidence by the digest of its original',
    description: 'Another item of the same original by your organisation is a conflict that names the first.',
  })
  @ApiCreatedResponse({ type: EvidenceCodeAnswer })
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: EvidenceRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<EvidenceCodeAnswer>> {
    const { code } = await this.recordEvidence.execute(actor, body, key);
    return { code };
  }

  @Get()
  @ApiOperation({
    summary: 'Items of evidence that you may see, newest record first',
    description: 'Of one person: those that a standing statement names, where you are told which.',
  })
  @ApiOkResponse({ type: EvidencePage })
  async list(@CurrentActor() actor: Actor, @Query() query: EvidenceListQuery): Promise<Answer<EvidencePage>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const { person: pseudonym, cursor: after } = query;
    const { items, cursor } = await this.listEvidence.execute(actor, { knownAt, pseudonym, cursor: after, limit });
    return { evidence: items.map((item) => listedAnswer(actor, item)), cursor };
  }

  @Get(':code')
  @ApiOperation({
    summary: 'One item with its chain of custody, whom it depicts, and every organisation’s assessments',
  })
  @ApiOkResponse({ type: EvidenceReadAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<EvidenceReadAnswer>> {
    const { knownAt } = readingPointOf(query);
    return evidenceAnswer(actor, await this.readEvidence.execute(actor, { code, knownAt }));
  }

  @Post(':code/custody')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Add a link to the chain of custody of your organisation’s item' })
  @ApiCreatedResponse({ type: EvidenceCodeAnswer })
  async handOver(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { from, to, handedOver }: HandOverEvidenceRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<EvidenceCodeAnswer>> {
    const answer = await this.handOverEvidence.execute(actor, { code, from, to, handedOver }, key);
    return { code: answer.code };
  }

  @Post(':code/assessments')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Say what your organisation finds of an item',
    description: 'The newest stands; those before it stay on record. Two that depend on no party can refute an item.',
  })
  @ApiCreatedResponse({ type: AssessmentIdAnswer })
  async assess(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { verdict, method, ground, reason }: AssessmentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<AssessmentIdAnswer>> {
    const { id } = await this.assessEvidence.execute(actor, { code, verdict, method, ground, reason }, key);
    return { id };
  }

  @Post(':code/assessments/:assessmentId/withdrawal')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Withdraw your organisation’s standing assessment',
    description: 'Those that it had replaced do not come back.',
  })
  @ApiCreatedResponse({ type: AssessmentIdAnswer })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('assessmentId') assessmentId: string,
    @Body() { reason }: AssessmentWithdrawalRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<AssessmentIdAnswer>> {
    const { id } = await this.withdrawAssessment.execute(actor, { code, assessmentId, reason }, key);
    return { id };
  }
}

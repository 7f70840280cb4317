// Debriefs of those who came back: invitation, answer, consent per use, and whom they saw.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import {
  agreedSince,
  DEBRIEF_USES,
  standingAnswer,
  type Debrief,
  type Sighting,
} from '../../domain/exchanges/debrief.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { AnswerInvitation } from '../../usecases/exchanges/answer-invitation.js';
import { InviteToDebrief } from '../../usecases/exchanges/invite-to-debrief.js';
import { ListDebriefs, type ListDebriefsAnswer } from '../../usecases/exchanges/list-debriefs.js';
import { RecordDebriefConsent } from '../../usecases/exchanges/record-debrief-consent.js';
import { RecordSightings } from '../../usecases/exchanges/record-sightings.js';
import {
  ConsentRecorded,
  DebriefConsentRequest,
  DebriefCreated,
  DebriefList,
  InvitationAnswerRequest,
  InvitationRequest,
  SightingsRecorded,
  SightingsRequest,
  type DebriefAnswerBody,
  type SightingAnswer,
} from './debrief.dto.js';
import { partyOrNull, placeAnswer } from './exchange-answer.js';

@ApiTags('exchanges')
@ApiBearerAuth('accessToken')
@Controller('v1/exchanges/:id/debriefs')
export class DebriefsController {
  constructor(
    private readonly inviteToDebrief: InviteToDebrief,
    private readonly listDebriefs: ListDebriefs,
    private readonly answerInvitation: AnswerInvitation,
    private readonly recordDebriefConsent: RecordDebriefConsent,
    private readonly recordSightings: RecordSightings,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Invite somebody who came back to a debrief' })
  @ApiCreatedResponse({ type: DebriefCreated })
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Body() body: InvitationRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DebriefCreated>> {
    const { id } = await this.inviteToDebrief.execute(actor, { exchangeId, person: body.person }, key);
    return { id };
  }

  @Get()
  @ApiOperation({ summary: 'The debriefs that your organisation holds', description: 'Nobody else sees them.' })
  @ApiOkResponse({ type: DebriefList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<DebriefList>> {
    const { knownAt } = readingPointOf(query);
    const answer = await this.listDebriefs.execute(actor, { exchangeId, knownAt });
    return { debriefs: answer.debriefs.map((debrief) => debriefAnswer(debrief, answer)) };
  }

  @Post(':debriefId/answers')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record the answer to an invitation' })
  @ApiCreatedResponse({ type: DebriefCreated })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Param('debriefId') debriefId: string,
    @Body() body: InvitationAnswerRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DebriefCreated>> {
    const { answer, medicallyCleared } = body;
    const command = { exchangeId, debriefId, answer, medicallyCleared };
    const { id } = await this.answerInvitation.execute(actor, command, key);
    return { id };
  }

  @Post(':debriefId/consents')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record consent to a use, or its withdrawal',
    description: 'With consent to tracing, sightings become proofs of life; without it they are retracted.',
  })
  @ApiCreatedResponse({ type: ConsentRecorded })
  async consent(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Param('debriefId') debriefId: string,
    @Body() body: DebriefConsentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ConsentRecorded>> {
    const { use, given } = body;
    const done = await this.recordDebriefConsent.execute(actor, { exchangeId, debriefId, use, given }, key);
    return { id: done.id, written: done.written, retracted: done.retracted };
  }

  @Post(':debriefId/sightings')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record whom somebody saw, where and when' })
  @ApiCreatedResponse({ type: SightingsRecorded })
  async sightings(
    @CurrentActor() actor: Actor,
    @Param('id') exchangeId: string,
    @Param('debriefId') debriefId: string,
    @Body() body: SightingsRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<SightingsRecorded>> {
    const command = { exchangeId, debriefId, sightings: body.sightings };
    const { id, recorded, written } = await this.recordSightings.execute(actor, command, key);
    return { id, recorded, written };
  }
}

function debriefAnswer(debrief: Debrief, answer: ListDebriefsAnswer): Answer<DebriefAnswerBody> {
  const said = standingAnswer(debrief);
  return {
    id: debrief.id,
    person: answer.pseudonyms.get(debrief.personId) ?? '',
    invitedAt: new Date(debrief.invitedAt).toISOString(),
    answer: said?.answer ?? null,
    medicallyCleared: said?.medicallyCleared ?? false,
    consents: DEBRIEF_USES.map((use) => ({ use, given: agreedSince(debrief, use) !== null })),
    sightings: debrief.sightings.map((sighting) => sightingAnswer(sighting, answer)),
  };
}

function sightingAnswer(sighting: Sighting, answer: ListDebriefsAnswer): Answer<SightingAnswer> {
  const { seen, contactStrength, inCustody, grade } = sighting;
  return {
    person: answer.pseudonyms.get(sighting.personId) ?? null,
    seen,
    place: placeAnswer(sighting.place),
    contactStrength,
    inCustody,
    holder: partyOrNull(sighting.holder, answer),
    grade,
    statementId: answer.statementIds.get(sighting.id) ?? null,
  };
}

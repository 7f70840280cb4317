// Links between remains and persons: proposed by one person, confirmed by another, withdrawn with a reason.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ConfirmRemainsLink } from '../../usecases/remains/confirm-remains-link.js';
import { HandOverRemains } from '../../usecases/remains/hand-over-remains.js';
import { ProposeRemainsLink } from '../../usecases/remains/propose-remains-link.js';
import { WithdrawRemainsLink } from '../../usecases/remains/withdraw-remains-link.js';
import { RecordedAnswer } from './remains-answer.dto.js';
import { HandOverRequest, RemainsLinkWithdrawalRequest, RemainsLinkRequest } from './remains.dto.js';

@ApiTags('remains')
@ApiBearerAuth('accessToken')
@Controller('v1/remains/:id/links')
export class RemainsLinksController {
  constructor(
    private readonly propose: ProposeRemainsLink,
    private readonly confirm: ConfirmRemainsLink,
    private readonly withdraw: WithdrawRemainsLink,
    private readonly handOver: HandOverRemains,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Propose whose remains they are' })
  @ApiCreatedResponse({ type: RecordedAnswer })
  async proposeLink(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Body() { persons, method, level, valid, grade }: RemainsLinkRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { id } = await this.propose.execute(actor, { caseId, pseudonyms: persons, method, level, valid, grade }, key);
    return { id };
  }

  @Post(':linkId/confirmation')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Confirm and sign a link that somebody else proposed' })
  @ApiOkResponse({ type: RecordedAnswer })
  async confirmLink(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Param('linkId') linkId: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { id } = await this.confirm.execute(actor, { caseId, linkId }, key);
    return { id };
  }

  @Post(':linkId/withdrawal')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Withdraw a link: what it stated is retracted, and everybody concerned is folded anew' })
  @ApiOkResponse({ type: RecordedAnswer })
  async withdrawLink(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Param('linkId') linkId: string,
    @Body() { reason }: RemainsLinkWithdrawalRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const { id } = await this.withdraw.execute(actor, { caseId, linkId, reason }, key);
    return { id };
  }

  @Post(':linkId/hand-over')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'State that the remains were handed over, whole or in part' })
  @ApiOkResponse({ type: RecordedAnswer })
  async handOverRemains(
    @CurrentActor() actor: Actor,
    @Param('id') caseId: string,
    @Param('linkId') linkId: string,
    @Body() { extent, valid, source, grade, party }: HandOverRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RecordedAnswer>> {
    const command = { caseId, linkId, extent, valid, source, grade, party };
    const { id } = await this.handOver.execute(actor, command, key);
    return { id };
  }
}

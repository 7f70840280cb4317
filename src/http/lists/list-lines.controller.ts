// The lines of a list: whom they are about, and what was submitted.

import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { DiscloseLine } from '../../usecases/lists/disclose-line.js';
import { MatchLine } from '../../usecases/lists/match-line.js';
import { UnmatchLine } from '../../usecases/lists/unmatch-line.js';
import { LineDisclosed, LineMatched, LineUnmatched } from './list-answers.dto.js';
import { LineDisclosureRequest, LineMatchRequest, ListWithdrawalRequest } from './lists.dto.js';

@ApiTags('lists')
@ApiBearerAuth('accessToken')
@Controller('v1/lists/:id/lines/:line')
export class ListLinesController {
  constructor(
    private readonly discloseLine: DiscloseLine,
    private readonly matchLine: MatchLine,
    private readonly unmatchLine: UnmatchLine,
  ) {}

  @Post('match')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Say which person a line is about' })
  @ApiCreatedResponse({ type: LineMatched })
  async match(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Param('line') line: string,
    @Body() body: LineMatchRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LineMatched>> {
    const command = { listId, line: Number(line), pseudonym: body.pseudonym };
    const matched = await this.matchLine.execute(actor, command, key);
    return { line: matched.line, statements: matched.statements };
  }

  @Post('match/withdrawal')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Take back whom a line is about, and what its answers wrote about them' })
  @ApiCreatedResponse({ type: LineUnmatched })
  async unmatch(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Param('line') line: string,
    @Body() body: ListWithdrawalRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LineUnmatched>> {
    const command = { listId, line: Number(line), reason: body.reason };
    return { line: (await this.unmatchLine.execute(actor, command, key)).line };
  }

  @Post('disclosures')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Disclose a line as it was submitted' })
  @ApiCreatedResponse({ type: LineDisclosed })
  async disclose(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Param('line') line: string,
    @Body() body: LineDisclosureRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<LineDisclosed>> {
    const command = { listId, line: Number(line), purpose: body.purpose, reason: body.reason };
    const { disclosureId, expiresAt, text } = await this.discloseLine.execute(actor, command, key);
    return { disclosureId, expiresAt: new Date(expiresAt).toISOString(), text };
  }
}

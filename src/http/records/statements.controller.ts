// Statements: adding one, listing them, and withdrawing one's own with a reason.

import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { TimelineEntry } from '../../domain/records/timeline.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ReadingPointQuery, readingPointOf } from '../../request/reading-point.js';
import { AddStatement } from '../../usecases/records/add-statement.js';
import { ListStatements, type ToldEntry } from '../../usecases/records/list-statements.js';
import { RetractStatement } from '../../usecases/records/retract-statement.js';
import { SupersedeStatement } from '../../usecases/records/supersede-statement.js';
import {
  StatementCreated,
  StatementList,
  SupersessionAnswer,
  type StatementAnswer,
  type WithdrawalAnswer,
} from './list.dto.js';
import { partyAnswer, placeAnswer } from './record-answer.js';
import { AddedStatementRequest, RetractionRequest, SupersessionRequest } from './statement-request.dto.js';

/** Where it is sent, nothing is replaced on the ground of a record that has changed. */
const IF_MATCH = { name: 'If-Match', required: false, description: 'ETag of the person’s record.' };

@ApiTags('records')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class StatementsController {
  constructor(
    private readonly addStatement: AddStatement,
    private readonly listStatements: ListStatements,
    private readonly retractStatement: RetractStatement,
    private readonly supersedeStatement: SupersedeStatement,
  ) {}

  @Post('persons/:pseudonym/statements')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Add a statement about a person' })
  @ApiCreatedResponse({ type: StatementCreated })
  async add(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: AddedStatementRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<StatementCreated>> {
    const { untilVerified, ...statement } = body;
    const { id } = await this.addStatement.execute(actor, { pseudonym, statement, untilVerified }, key);
    return { id };
  }

  @Get('persons/:pseudonym/statements')
  @ApiOperation({
    summary: 'List the statements about a person',
    description: 'Withdrawn ones are shown as such. What another organisation gave in confidence is not there.',
  })
  @ApiOkResponse({ type: StatementList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Query() query: ReadingPointQuery,
  ): Promise<Answer<StatementList>> {
    const { knownAt, validAt } = readingPointOf(query);
    const answer = await this.listStatements.execute(actor, { pseudonym, knownAt, validAt });
    const named = new Set(
      answer.statements.flatMap(({ statement }) => Object.values<unknown>({ ...statement.details })),
    );
    return {
      pseudonym: answer.pseudonym,
      statements: answer.statements.map((entry) => statementAnswer(entry, answer.organisations)),
      parties: [...answer.parties.keys()]
        .filter((partyKey) => named.has(partyKey))
        .map((partyKey) => partyAnswer(partyKey, answer.parties)),
      knownAt: new Date(answer.knownAt).toISOString(),
    };
  }

  @Post('statements/:id/retraction')
  @ApiHeader(IF_MATCH)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Retract a statement of your organisation' })
  @ApiCreatedResponse({ type: StatementCreated })
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id') statementId: string,
    @Body() body: RetractionRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<StatementCreated>> {
    const command = { statementId, reason: body.reason, ifMatch: tagsOf(ifMatch) };
    const { id } = await this.retractStatement.execute(actor, command, key);
    return { id };
  }

  @Post('statements/:id/supersession')
  @ApiHeader(IF_MATCH)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Put a better statement in the place of one of your organisation' })
  @ApiCreatedResponse({ type: SupersessionAnswer })
  async supersede(
    @CurrentActor() actor: Actor,
    @Param('id') statementId: string,
    @Body() body: SupersessionRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<SupersessionAnswer>> {
    const { reason, successor } = body;
    const command = { statementId, reason, successor, ifMatch: tagsOf(ifMatch) };
    const { id, successorId } = await this.supersedeStatement.execute(actor, command, key);
    return { id, successorId };
  }
}

function withdrawalAnswer(withdrawn: TimelineEntry['withdrawn']): Answer<WithdrawalAnswer> | null {
  if (withdrawn === null) return null;
  const { how, at, reason, successorId } = withdrawn;
  return { how, at: new Date(at).toISOString(), reason, successorId };
}

function statementAnswer(entry: ToldEntry, organisations: ReadonlyMap<string, string>): Answer<StatementAnswer> {
  const { id, kind, valid, recordedAt, author, basis, source, grade, place, confidential, details } = entry.statement;
  return {
    id,
    kind,
    valid: valid.edtf,
    recordedAt: new Date(recordedAt).toISOString(),
    organisation: organisations.get(author.organisationId) ?? '',
    own: entry.own,
    recordedOn: entry.recordedOn,
    basis,
    source,
    grade: `${grade.reliability}${grade.information}`,
    place: placeAnswer(place),
    confidential,
    details: { ...details },
    withdrawn: withdrawalAnswer(entry.withdrawn),
  };
}

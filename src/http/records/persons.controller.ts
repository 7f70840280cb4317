// People by their pseudonyms: registering one, listing them, and reading a record.

import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { AsksRights, CurrentActor } from '../../request/doors.js';
import { opaqueTag } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ReadingPointQuery, readingPointOf } from '../../request/reading-point.js';
import { ListRecords, type ListedRecord } from '../../usecases/records/list-records.js';
import { ReadRecord } from '../../usecases/records/read-record.js';
import { ReadStatus } from '../../usecases/records/read-status.js';
import { RegisterPerson } from '../../usecases/records/register-person.js';
import { ListQuery, RecordPage, type ListedRecordAnswer } from './list.dto.js';
import { recordAnswer, statusAnswer } from './record-answer.js';
import { RecordAnswer, StatusAnswer } from './record.dto.js';
import { RegistrationAnswer, RegistrationRequest } from './registration.dto.js';

@ApiTags('records')
@ApiBearerAuth('accessToken')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly registerPerson: RegisterPerson,
    private readonly listRecords: ListRecords,
    private readonly readRecord: ReadRecord,
    private readonly readStatus: ReadStatus,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Register a person',
    description: 'The identity goes to the vault; the answer carries the pseudonym alone.',
  })
  @ApiCreatedResponse({ type: RegistrationAnswer })
  async register(
    @CurrentActor() actor: Actor,
    @Body() body: RegistrationRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<RegistrationAnswer>> {
    const { pseudonym, statements } = await this.registerPerson.execute(actor, body, key);
    return { pseudonym, statements };
  }

  @Get()
  @AsksRights()
  @ApiOperation({ summary: 'List the records that your organisation may see' })
  @ApiOkResponse({ type: RecordPage })
  async list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Answer<RecordPage>> {
    const { knownAt, validAt } = readingPointOf(query);
    const { records, cursor } = await this.listRecords.execute(actor, {
      status: query.status,
      flag: query.flag,
      assignedToMe: query.assigned === 'me',
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
      knownAt,
      validAt,
    });
    return { records: records.map(listedAnswer), cursor };
  }

  @Get(':pseudonym')
  @AsksRights()
  @ApiOperation({
    summary: 'Read the folded record of a person',
    description: 'Its ETag is what If-Match takes where something about the person is replaced.',
  })
  @ApiOkResponse({ type: RecordAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Query() query: ReadingPointQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<RecordAnswer>> {
    const at = readingPointOf(query);
    const answer = await this.readRecord.execute(actor, { pseudonym, ...at });
    void reply.header('etag', opaqueTag(answer.tag));
    return recordAnswer(answer, at.why);
  }

  @Get(':pseudonym/status')
  @AsksRights()
  @ApiOperation({ summary: 'Read the whereabouts status of a person, with why' })
  @ApiOkResponse({ type: StatusAnswer })
  async status(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Query() query: ReadingPointQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<StatusAnswer>> {
    const at = readingPointOf(query);
    const answer = await this.readStatus.execute(actor, { pseudonym, ...at });
    void reply.header('etag', opaqueTag(answer.tag));
    return statusAnswer(answer, at.why);
  }
}

function listedAnswer(listed: ListedRecord): Answer<ListedRecordAnswer> {
  const { pseudonym, own, reference, status, flags, month, state, ageBand, signOfLifeDays } = listed;
  return { pseudonym, own, reference, status, flags, month, state, ageBand, signOfLifeDays };
}

// Lists: recording one, what was answered to its lines, matching lines to people, and export.

import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { readingPointOf, TimesQuery } from '../../request/reading-point.js';
import { AddList } from '../../usecases/lists/add-list.js';
import { ExportList } from '../../usecases/lists/export-list.js';
import { ListLists } from '../../usecases/lists/list-lists.js';
import { ReadList } from '../../usecases/lists/read-list.js';
import { RecordListAnswer } from '../../usecases/lists/record-list-answer.js';
import { WithdrawListAnswer } from '../../usecases/lists/withdraw-list-answer.js';
import { headAnswer, lineAnswer, listedAnswer } from './list-answer.js';
import { ListAdded, ListAnswerRecorded, ListAnswerWithdrawn, ListDetailAnswer, ListPage } from './list-answers.dto.js';
import { LinesQuery, ListAnswerRequest, ListRequest, ListsQuery, ListWithdrawalRequest } from './lists.dto.js';

@ApiTags('lists')
@ApiBearerAuth('accessToken')
@Controller('v1/lists')
export class ListsController {
  constructor(
    private readonly addList: AddList,
    private readonly exportList: ExportList,
    private readonly listLists: ListLists,
    private readonly readList: ReadList,
    private readonly recordListAnswer: RecordListAnswer,
    private readonly withdrawListAnswer: WithdrawListAnswer,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record a list that somebody submitted to somebody',
    description: 'A line is a pseudonym, a text that goes to the vault, or a count of people.',
  })
  @ApiCreatedResponse({ type: ListAdded })
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: ListRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ListAdded>> {
    const { id, lines } = await this.addList.execute(actor, body, key);
    return { id, lines };
  }

  @Get()
  @ApiOperation({ summary: 'List the lists that your organisation has recorded' })
  @ApiOkResponse({ type: ListPage })
  async list(@CurrentActor() actor: Actor, @Query() query: ListsQuery): Promise<Answer<ListPage>> {
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const { knownAt, validAt } = readingPointOf(query);
    const asked = { pseudonym: query.person, cursor: query.cursor, limit, knownAt, validAt };
    const found = await this.listLists.execute(actor, asked);
    return { lists: found.lists.map((list) => headAnswer(list, found.sides)), cursor: found.cursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a list with a page of its lines' })
  @ApiOkResponse({ type: ListDetailAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Query() query: LinesQuery,
  ): Promise<Answer<ListDetailAnswer>> {
    const [after, limit] = [query.after, query.limit].map((text) => (text === undefined ? undefined : Number(text)));
    const { knownAt, validAt } = readingPointOf(query);
    const found = await this.readList.execute(actor, { listId, after, limit, knownAt, validAt });
    return {
      list: headAnswer(found.list, found.sides),
      general: found.general.map(listedAnswer),
      lines: found.lines.map(lineAnswer),
      next: found.next,
    };
  }

  @Get(':id/export')
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'A list with its answers as CSV, by pseudonyms and counts' })
  @ApiOkResponse({ description: 'A table that a spreadsheet shows and never runs.', schema: { type: 'string' } })
  async csv(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Query() query: TimesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { knownAt, validAt } = readingPointOf(query);
    const csv = await this.exportList.execute(actor, listId, { knownAt, validAt });
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="list.csv"');
    return csv;
  }

  @Post(':id/answers')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Record what was answered to a line, or to the whole list',
    description:
      'A party’s position about a matched person becomes a statement. An answer to the whole list touches no record.',
  })
  @ApiCreatedResponse({ type: ListAnswerRecorded })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Body() body: ListAnswerRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ListAnswerRecorded>> {
    const { line, answer, answeredOn, answeredBy, grade } = body;
    const command = { listId, line, answer, answeredOn, answeredBy, grade };
    const { id, statements } = await this.recordListAnswer.execute(actor, command, key);
    return { id, statements };
  }

  @Post(':id/answers/:answerId/withdrawal')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Withdraw an answer, and the statement that it wrote' })
  @ApiCreatedResponse({ type: ListAnswerWithdrawn })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Param('answerId') answerId: string,
    @Body() body: ListWithdrawalRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<ListAnswerWithdrawn>> {
    const { id } = await this.withdrawListAnswer.execute(actor, { listId, answerId, reason: body.reason }, key);
    return { id };
  }
}

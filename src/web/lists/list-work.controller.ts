// Matches the lines of a list to people and takes that back, records what was answered, and withdraws answers.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParseOrdinal } from '../../request/path-parameters.js';
import { MatchLine } from '../../usecases/lists/match-line.js';
import { ReadList } from '../../usecases/lists/read-list.js';
import { RecordListAnswer } from '../../usecases/lists/record-list-answer.js';
import { UnmatchLine } from '../../usecases/lists/unmatch-line.js';
import { WithdrawListAnswer } from '../../usecases/lists/withdraw-list-answer.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { namingPersonAt } from '../forms/person-field.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm, type DrawnForm } from '../layout/send-form.js';
import { answerGiven, answerGroups, MATCH_GROUPS, REASON_GROUPS } from './list-fields.js';
import { LISTS } from './list-pages.js';
import { ListSides } from './list-sides.js';

/** The line that is answered; empty for an answer to the whole list. */
const LINE = '/line';

type ListForm = Pick<DrawnForm, 'title' | 'groups' | 'state' | 'button'> &
  Partial<Pick<DrawnForm, 'lead' | 'seen'>> & { readonly at: string };

@ConsolePages('console/lists/:id')
export class ListWorkController {
  constructor(
    private readonly pages: Pages,
    private readonly sides: ListSides,
    private readonly matchLine: MatchLine,
    private readonly readList: ReadList,
    private readonly recordListAnswer: RecordListAnswer,
    private readonly unmatchLine: UnmatchLine,
    private readonly withdrawListAnswer: WithdrawListAnswer,
  ) {}

  @Get('lines/:line/match')
  async askMatch(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('line', ParseOrdinal) line: number,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    const suggested = queryText(query, 'pseudonym') ?? '';
    const form = matchForm(line, { ...NOTHING_SENT, values: { '/pseudonym': suggested } });
    await this.drawLine(actor, request, reply, { listId, line, form });
  }

  @Post('lines/:line/match')
  async match(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('line', ParseOrdinal) line: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { listId, line, pseudonym: values['/pseudonym'] ?? '' };
    const { refusal } = await attempt(() =>
      namingPersonAt('/pseudonym', () => this.matchLine.execute(actor, command, formRequestKey(request, values))),
    );
    if (refusal === null) goTo(reply, pageOf(listId, line));
    else await this.drawLine(actor, request, reply, { listId, line, form: matchForm(line, { values, refusal }) });
  }

  @Get('lines/:line/match/withdrawal')
  async askUnmatch(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('line', ParseOrdinal) line: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    await this.drawLine(actor, request, reply, { listId, line, form: unmatchForm(line, NOTHING_SENT) });
  }

  @Post('lines/:line/match/withdrawal')
  async unmatch(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('line', ParseOrdinal) line: number,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { listId, line, reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() => this.unmatchLine.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, pageOf(listId, line));
    else await this.drawLine(actor, request, reply, { listId, line, form: unmatchForm(line, { values, refusal }) });
  }

  @Get('answers/new')
  async askAnswer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    await this.drawAnswer(actor, request, reply, {
      listId,
      given: queryText(query, 'line') ?? '',
      state: NOTHING_SENT,
    });
  }

  @Post('answers')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    const values = formValues(body);
    const given = values[LINE] ?? '';
    const line = lineOf(given);
    const command = { listId, ...answerGiven(values), ...(line !== null && { line }) };
    const { refusal } = await attempt(() =>
      this.recordListAnswer.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, line === null ? `${LISTS}/${listId}` : pageOf(listId, line));
    else await this.drawAnswer(actor, request, reply, { listId, given, state: { values, refusal } });
  }

  @Get('answers/:answerId/withdrawal')
  async askWithdrawal(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('answerId', ParseId) answerId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    await this.drawWithdrawal(actor, request, reply, { listId, answerId, state: NOTHING_SENT });
  }

  @Post('answers/:answerId/withdrawal')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Param('answerId', ParseId) answerId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { listId, answerId, reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() =>
      this.withdrawListAnswer.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${LISTS}/${listId}`);
    else await this.drawWithdrawal(actor, request, reply, { listId, answerId, state: { values, refusal } });
  }

  /** A line that is not there has no form either. */
  private async drawLine(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { listId, line, form }: { readonly listId: string; readonly line: number; readonly form: ListForm },
  ): Promise<void> {
    const { lines } = await this.readList.execute(actor, { listId, after: line - 1, limit: 1 });
    if (lines[0]?.number !== line) throw notFound();
    await this.draw(request, reply, listId, form);
  }

  private async drawAnswer(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { listId, given, state }: { readonly listId: string; readonly given: string; readonly state: FormState },
  ): Promise<void> {
    const line = lineOf(given);
    const form = {
      at: 'answers',
      title: line === null ? 'Answer to the whole list' : `Answer to line ${line}`,
      lead:
        line === null
          ? 'It is shown with the list and touches no record.'
          : 'What a party answers about a matched person is stated about them.',
      groups: answerGroups(await this.sides.choices(actor)),
      state,
      seen: { [LINE]: line === null ? '' : String(line) },
      button: 'Record',
    };
    if (line !== null) return this.drawLine(actor, request, reply, { listId, line, form });
    await this.readList.execute(actor, { listId, limit: 1 });
    await this.draw(request, reply, listId, form);
  }

  private async drawWithdrawal(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { listId, answerId, state }: { readonly listId: string; readonly answerId: string; readonly state: FormState },
  ): Promise<void> {
    await this.readList.execute(actor, { listId, limit: 1 });
    await this.draw(request, reply, listId, {
      at: `answers/${answerId}/withdrawal`,
      title: 'Withdraw an answer',
      lead: 'What it stated about anybody is retracted with it.',
      groups: REASON_GROUPS,
      state,
      button: 'Withdraw',
    });
  }

  private draw(request: FastifyRequest, reply: FastifyReply, listId: string, form: ListForm): Promise<void> {
    const { at, ...drawn } = form;
    const back = `${LISTS}/${listId}`;
    return sendForm(this.pages, request, reply, { ...drawn, place: LISTS, back, action: `${back}/${at}` });
  }
}

/** The page of the list that begins with this line. */
function pageOf(listId: string, line: number): string {
  return line === 1 ? `${LISTS}/${listId}` : `${LISTS}/${listId}?after=${line - 1}`;
}

function lineOf(text: string): number | null {
  return text === '' ? null : new ParseOrdinal().transform(text);
}

function matchForm(line: number, state: FormState): ListForm {
  const title = `Whom line ${line} is about`;
  return { at: `lines/${line}/match`, title, groups: MATCH_GROUPS, state, button: 'Match' };
}

function unmatchForm(line: number, state: FormState): ListForm {
  return {
    at: `lines/${line}/match/withdrawal`,
    title: `Line ${line} is about somebody else`,
    lead: 'The answers stay; what they stated about the person is retracted.',
    groups: REASON_GROUPS,
    state,
    button: 'Take the match back',
  };
}

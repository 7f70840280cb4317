// Suggests whom the lines of a list are about; the answer is the page itself, and no address says who was found.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParseOrdinal } from '../../request/path-parameters.js';
import { ReadNameQuota } from '../../usecases/inquiries/read-name-quota.js';
import { ReadList } from '../../usecases/lists/read-list.js';
import { SuggestPeople, type SuggestPeopleAnswer } from '../../usecases/lists/suggest-people.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { LISTS } from './list-pages.js';
import { AFTER, ListSuggestionsPage } from './list-suggestions-page.js';

interface Drawn {
  readonly listId: string;
  readonly after: string;
  readonly state: FormState;
  readonly answer: SuggestPeopleAnswer | null;
}

@ConsolePages('console/lists/:id/suggestions')
export class ListSuggestionsController {
  constructor(
    private readonly pages: Pages,
    private readonly readList: ReadList,
    private readonly readNameQuota: ReadNameQuota,
    private readonly suggestPeople: SuggestPeople,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    const after = queryText(query, 'after') ?? '';
    await this.draw(actor, request, reply, { listId, after, state: NOTHING_SENT, answer: null });
  }

  @Post()
  async suggest(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'answer_list');
    const values = formValues(body);
    const after = values[AFTER] ?? '';
    const command = {
      listId,
      purpose: values['/purpose'] ?? '',
      ...(after !== '' && { after: new ParseOrdinal().transform(after) }),
    };
    const { refusal, value: answer } = await attempt(() => this.suggestPeople.execute(actor, command));
    await this.draw(actor, request, reply, { listId, after, state: { values, refusal }, answer });
  }

  /** A list that is not there has no form either. */
  private async draw(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { listId, after, state, answer }: Drawn,
  ): Promise<void> {
    const { list } = await this.readList.execute(actor, { listId, limit: 1 });
    const seal = this.pages.seal(request);
    const quota = await this.readNameQuota.execute(actor);
    await this.pages.send(request, reply, {
      title: 'Whom the lines are about',
      place: LISTS,
      status: statusOfForm(state.refusal),
      retryAfter: state.refusal?.retryAfter ?? null,
      content: h(ListSuggestionsPage, { list, after, seal, state, answer, quota }),
    });
  }
}

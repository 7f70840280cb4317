// Searches among the organisation's own people. Names go up in the body of a form, and the answer is the page itself.

import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import {
  SearchPersons,
  type SearchPersonsAnswer,
  type SearchPersonsCommand,
} from '../../usecases/identity/search-persons.js';
import { ReadNameQuota } from '../../usecases/inquiries/read-name-quota.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { SEARCH_FIELDS, SearchPage } from './search-page.js';

@ConsolePages('console/search')
export class SearchController {
  constructor(
    private readonly pages: Pages,
    private readonly searchPersons: SearchPersons,
    private readonly readNameQuota: ReadNameQuota,
  ) {}

  @Get()
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'search_persons');
    await this.draw(actor, request, reply, { state: NOTHING_SENT, answer: null });
  }

  @Post()
  async search(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(fieldsOf(SEARCH_FIELDS), values);
    const { refusal, value: answer } = await attempt(() => this.searchPersons.execute(actor, commandOf(value)));
    await this.draw(actor, request, reply, { state: { values, refusal }, answer });
  }

  private async draw(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { state, answer }: { readonly state: FormState; readonly answer: SearchPersonsAnswer | null },
  ): Promise<void> {
    const seal = this.pages.seal(request);
    const quota = await this.readNameQuota.execute(actor);
    await this.pages.send(request, reply, {
      title: 'Search',
      place: '/console/search',
      status: statusOfForm(state.refusal),
      retryAfter: state.refusal?.retryAfter ?? null,
      content: h(SearchPage, { seal, state, answer, quota }),
    });
  }
}

function commandOf(value: Readonly<Record<string, unknown>>): SearchPersonsCommand {
  const { name = '', purpose = '', birthYear } = value as Partial<SearchPersonsCommand>;
  return { name, purpose, ...(birthYear !== undefined && { birthYear }) };
}

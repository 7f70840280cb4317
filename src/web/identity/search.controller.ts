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
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { attempt } from '../forms/attempt.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { SEARCH_FIELDS, SearchPage } from './search-page.js';

@ConsolePages('console/search')
export class SearchController {
  constructor(
    private readonly pages: Pages,
    private readonly searchPersons: SearchPersons,
  ) {}

  @Get()
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'search_persons');
    await this.draw(request, reply, NOTHING_SENT, null);
  }

  @Post()
  async search(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(
      SEARCH_FIELDS.flatMap(({ fields }) => fields),
      values,
    );
    const { refusal, value: answer } = await attempt(() => this.searchPersons.execute(actor, commandOf(value)));
    await this.draw(request, reply, { values, refusal }, answer);
  }

  private async draw(
    request: FastifyRequest,
    reply: FastifyReply,
    state: FormState,
    answer: SearchPersonsAnswer | null,
  ): Promise<void> {
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: 'Search',
      place: '/console/search',
      status: state.refusal === null ? 200 : 422,
      content: h(SearchPage, { seal, state, answer }),
    });
  }
}

function commandOf(value: Readonly<Record<string, unknown>>): SearchPersonsCommand {
  const { name = '', purpose = '', birthYear } = value as Partial<SearchPersonsCommand>;
  return { name, purpose, ...(birthYear !== undefined && { birthYear }) };
}

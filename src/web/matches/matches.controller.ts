// Shows which records may be one person to those who decide, two of them side by side, and takes their verdict.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { JudgeMatch } from '../../usecases/matches/judge-match.js';
import { ListMatches } from '../../usecases/matches/list-matches.js';
import { ReadMatch } from '../../usecases/matches/read-match.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { MATCHES, MatchListPage } from './match-list-page.js';
import { MatchPage } from './match-page.js';

const ON_A_PAGE = 25;

@ConsolePages('console/matches')
export class MatchesController {
  constructor(
    private readonly pages: Pages,
    private readonly listMatches: ListMatches,
    private readonly readMatch: ReadMatch,
    private readonly judgeMatch: JudgeMatch,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [cursor, state] = [queryText(query, 'cursor'), queryText(query, 'state')];
    const page = await this.listMatches.execute(actor, { state, cursor, limit: ON_A_PAGE });
    const content = h(MatchListPage, { ...page, state, later: cursor !== undefined });
    await this.pages.send(request, reply, { title: 'Records that may be one person', place: MATCHES, content });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draw({ actor, request, reply }, id, NOTHING_SENT);
  }

  @Post(':id/verdicts')
  async judge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const into = (values['/into'] ?? '').trim();
    const command = {
      id,
      verdict: values['/verdict'] ?? '',
      reason: values['/reason'] ?? '',
      ...(into !== '' && { into }),
      ifMatch: seenTag(values[SEEN_FIELD]),
    };
    const { refusal } = await attempt(() => this.judgeMatch.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, `${MATCHES}/${id}`);
    else await this.draw({ actor, request, reply }, id, { values, refusal });
  }

  private async draw({ actor, request, reply }: PageCall, id: string, state: FormState): Promise<void> {
    const answer = await this.readMatch.execute(actor, { id });
    const places = await this.listPlaces.gazetteer(actor);
    const content = h(MatchPage, {
      answer,
      labels: { parties: answer.parties, places: new Map(places.map(({ code, name }) => [code, name])) },
      mayJudge: allowed(actor, 'judge_match'),
      seal: this.pages.seal(request),
      state,
    });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'Two records, one person?', place: MATCHES, status, content });
  }
}

// Exact counts for analysts, over what their organisation may see: on a day, between two, and of a cohort.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { CountCohort } from '../../usecases/statistics/count-cohort.js';
import { CountFlow } from '../../usecases/statistics/count-flow.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { CohortPage } from './cohort-page.js';
import { cohortAsked, dayAsked, daysAsked, measureAsked } from './figures-query.js';
import { FiguresPage } from './figures-page.js';
import { FlowPage } from './flow-page.js';

const PLACE = '/console/figures';

@ConsolePages('console/figures')
export class FiguresController {
  constructor(
    private readonly pages: Pages,
    private readonly countMeasure: CountMeasure,
    private readonly countFlow: CountFlow,
    private readonly countCohort: CountCohort,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { measure, by } = measureAsked(query);
    const validAt = queryText(query, 'validAt');
    const times = dayAsked(query);
    const answer = await this.countMeasure.execute(actor, { measure: measure.name, by, ...times });
    const content = h(FiguresPage, { answer, measure, validAt: validAt ?? '', places: await this.places(actor) });
    await this.pages.send(request, reply, { title: 'Figures', place: PLACE, content });
  }

  /** Without both days it is the form alone. */
  @Get('flow')
  async flow(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure, by } = measureAsked(query);
    const [from, to] = [queryText(query, 'from'), queryText(query, 'to')];
    const days = daysAsked(query);
    const answer =
      days === undefined ? null : await this.countFlow.execute(actor, { measure: measure.name, by, ...days });
    const asked = { from: from ?? '', to: to ?? '', by };
    const content = h(FlowPage, { answer, measure, asked, places: await this.places(actor) });
    await this.pages.send(request, reply, { title: 'Figures between two days', place: PLACE, content });
  }

  /** Without a period it is the form alone. */
  @Get('cohort')
  async cohort(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure } = measureAsked(query);
    const { lost, months } = cohortAsked(query);
    const answer =
      lost === undefined
        ? null
        : await this.countCohort.execute(actor, { measure: measure.name, by: [], lost, months: Number(months) });
    const asked = { lost: lost ?? '', months };
    const content = h(CohortPage, { answer, measure, asked, places: await this.places(actor) });
    await this.pages.send(request, reply, { title: 'Figures of a cohort', place: PLACE, content });
  }

  private async places(actor: Actor): Promise<ReadonlyMap<string, string>> {
    const places = await this.listPlaces.gazetteer(actor);
    return new Map(places.map(({ code, name }) => [code, name]));
  }
}

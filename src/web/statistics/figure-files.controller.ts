// Exact counts as files at the console: CSV of what a page shows, and a picture of it by the measure's own values.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Measure } from '../../domain/statistics/measure.js';
import { CurrentActor } from '../../request/doors.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { CountCohort } from '../../usecases/statistics/count-cohort.js';
import { CountFlow } from '../../usecases/statistics/count-flow.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { cohortAsked, dayAsked, daysAsked, measureAsked } from './figures-query.js';
import { labelOf, VALUE_ORDER } from './measure-values.js';

const NO_DAYS = { from: undefined, to: undefined } as const;

@ConsolePages('console/figures')
export class FigureFilesController {
  constructor(
    private readonly pages: Pages,
    private readonly countMeasure: CountMeasure,
    private readonly countFlow: CountFlow,
    private readonly countCohort: CountCohort,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Get('cells.csv')
  async counts(@CurrentActor() actor: Actor, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure, by } = measureAsked(query);
    const csv = await this.countMeasure.asCsv(actor, { measure: measure.name, by, ...dayAsked(query) });
    sendCsv(reply, 'exact-counts', csv);
  }

  @Get('flow/cells.csv')
  async flow(@CurrentActor() actor: Actor, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure, by } = measureAsked(query);
    const days = daysAsked(query) ?? NO_DAYS;
    sendCsv(reply, 'exact-flow', await this.countFlow.asCsv(actor, { measure: measure.name, by, ...days }));
  }

  @Get('cohort/cells.csv')
  async cohort(@CurrentActor() actor: Actor, @Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure } = measureAsked(query);
    const { lost, months } = cohortAsked(query);
    const command = { measure: measure.name, by: [], lost, months: Number(months) };
    sendCsv(reply, 'exact-cohort', await this.countCohort.asCsv(actor, command));
  }

  @Get('picture.svg')
  async countsDrawn(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure } = measureAsked(query);
    const words = {
      ...(await this.words(actor, measure, request)),
      title: (asOf: number) => `Exact counts by ${inWords(measure.ownDimension).toLowerCase()}, ${dayInWords(asOf)}`,
    };
    sendSvg(reply, await this.countMeasure.asPicture(actor, { measure: measure.name, ...dayAsked(query) }, words));
  }

  @Get('flow/picture.svg')
  async flowDrawn(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'count_statistics');
    const { measure } = measureAsked(query);
    const words = {
      ...(await this.words(actor, measure, request)),
      title: (from: number, to: number) => `Exact counts, ${dayInWords(from)} to ${dayInWords(to)}`,
      entered: 'entered',
      left: 'left',
    };
    const days = daysAsked(query) ?? NO_DAYS;
    sendSvg(reply, await this.countFlow.asPicture(actor, { measure: measure.name, ...days }, words));
  }

  private async words(actor: Actor, measure: Measure, request: FastifyRequest) {
    const places = await this.listPlaces.gazetteer(actor);
    const label = labelOf(new Map(places.map(({ code, name }) => [code, name])));
    return {
      categoryAxis: inWords(measure.ownDimension),
      valueAxis: 'Persons (exact, not for publication)',
      order: VALUE_ORDER[measure.ownDimension] ?? [],
      labelOf: (value: string) => label(measure.ownDimension, value),
      mark: (await this.pages.isDemonstration(request.id)) ? 'Demonstration' : null,
    };
  }
}

function sendCsv(reply: FastifyReply, name: string, csv: string): void {
  void reply
    .type('text/csv; charset=utf-8')
    .header('referrer-policy', 'same-origin')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(csv);
}

function sendSvg(reply: FastifyReply, picture: string): void {
  void reply.type('image/svg+xml; charset=utf-8').header('referrer-policy', 'same-origin').send(picture);
}

// Exact counts for analysts, over what their organisation may see.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { DIMENSIONS, isMeasureName, MEASURES } from '../../domain/statistics/measure.js';
import { CurrentActor } from '../../request/doors.js';
import { readingPointOf } from '../../request/reading-point.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { FiguresPage } from './figures-page.js';

@ConsolePages('console/figures')
export class FiguresController {
  constructor(
    private readonly pages: Pages,
    private readonly countMeasure: CountMeasure,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = queryText(query, 'measure') ?? '';
    const measure = isMeasureName(asked) ? MEASURES[asked] : MEASURES['whereabouts-status'];
    const by = DIMENSIONS.filter((name) => name !== measure.ownDimension && queryText(query, name) === 'yes');
    const validAt = queryText(query, 'validAt');
    const { why: _why, ...times } = readingPointOf({ ...(validAt !== undefined && { validAt }) });
    const answer = await this.countMeasure.execute(actor, { measure: measure.name, by, ...times });
    const places = await this.listPlaces.gazetteer(actor);
    const content = h(FiguresPage, {
      answer,
      measure,
      validAt: validAt ?? '',
      places: new Map(places.map(({ code, name }) => [code, name])),
    });
    await this.pages.send(request, reply, { title: 'Figures', place: '/console/figures', content });
  }
}

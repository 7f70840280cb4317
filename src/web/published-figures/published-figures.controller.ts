// Shows published figures beside one another and beside what was reported to the registry, as pages and as a picture.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { endOfDay } from '../../request/reading-point.js';
import { ListFigures } from '../../usecases/published-figures/list-figures.js';
import { ReadFigure } from '../../usecases/published-figures/read-figure.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { FigureListPage } from './figure-list-page.js';
import { FigurePage } from './figure-page.js';

const PLACE = '/console/published-figures';
const FIGURES_A_PAGE = 25;

@ConsolePages('console/published-figures')
export class PublishedFiguresController {
  constructor(
    private readonly pages: Pages,
    private readonly listFigures: ListFigures,
    private readonly readFigure: ReadFigure,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [publisher, day, cursor] = ['publisher', 'day', 'cursor'].map((name) => queryText(query, name));
    const page = await this.listFigures.execute(actor, {
      publisher,
      day: day === undefined ? undefined : endOfDay('/day', day),
      cursor,
      limit: FIGURES_A_PAGE,
    });
    const content = h(FigureListPage, { page, publisher: publisher ?? '', day: day ?? '' });
    await this.pages.send(request, reply, { title: 'Published figures', place: PLACE, content });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = h(FigurePage, await this.readFigure.execute(actor, { id }));
    await this.pages.send(request, reply, { title: 'Published figure', place: PLACE, content });
  }

  @Get(':id/beside.svg')
  async picture(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const picture = await this.readFigure.asPicture(actor, { id });
    void reply.type('image/svg+xml; charset=utf-8').header('referrer-policy', 'same-origin').send(picture);
  }

  @Get(':id/beside.png')
  async pixels(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const pixels = Buffer.from(await this.readFigure.asPng(actor, { id }));
    void reply.type('image/png').header('referrer-policy', 'same-origin').send(pixels);
  }
}

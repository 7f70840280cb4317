// The picture of a published figure beside the others of the same, for those who read figures: for work and never for publication.

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { readingPointOf, TimesQuery } from '../../request/reading-point.js';
import { ReadFigure } from '../../usecases/published-figures/read-figure.js';

const COUNTS =
  'The registry’s own counts stand in it for those who may count. Its words are `beside.words` of the figure.';

@ApiTags('published figures')
@ApiBearerAuth('accessToken')
@Controller('v1/published-figures/:id')
export class FigurePicturesController {
  constructor(private readonly readFigure: ReadFigure) {}

  @Get('beside.svg')
  @ApiProduces('image/svg+xml')
  @ApiOperation({ summary: 'A picture of the figure beside the others of the same', description: COUNTS })
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  async picture(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: TimesQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { knownAt, validAt } = readingPointOf(query);
    const picture = await this.readFigure.asPicture(actor, { id, knownAt, validAt });
    void reply.type('image/svg+xml; charset=utf-8').send(picture);
  }

  @Get('beside.png')
  @ApiProduces('image/png')
  @ApiOperation({ summary: 'The same picture as pixels', description: COUNTS })
  @ApiOkResponse({ content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } })
  async pixels(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: TimesQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { knownAt, validAt } = readingPointOf(query);
    const pixels = await this.readFigure.asPng(actor, { id, knownAt, validAt });
    void reply.type('image/png').send(Buffer.from(pixels));
  }
}

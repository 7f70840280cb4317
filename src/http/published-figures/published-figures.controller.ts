// Published figures: totals as their publishers state them, beside what was reported to the registry.

import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ReadingPointQuery, readingPointOf } from '../../request/reading-point.js';
import { AddFigure } from '../../usecases/published-figures/add-figure.js';
import { CorrectFigure } from '../../usecases/published-figures/correct-figure.js';
import { ListFigures } from '../../usecases/published-figures/list-figures.js';
import { LoadFigures } from '../../usecases/published-figures/load-figures.js';
import { ReadFigure } from '../../usecases/published-figures/read-figure.js';
import { comparisonAnswer, figureAnswer } from './figure-answer.js';
import { FigureAdded, FigureCorrected, FigurePage, FigureReadAnswer, FiguresLoaded } from './figure-answer.dto.js';
import { FigureCorrectionRequest, FigureFileRequest, FigureListQuery, FigureRequest } from './published-figures.dto.js';

@ApiTags('published figures')
@ApiBearerAuth('accessToken')
@Controller('v1/published-figures')
export class PublishedFiguresController {
  constructor(
    private readonly addFigure: AddFigure,
    private readonly loadFigures: LoadFigures,
    private readonly correctFigure: CorrectFigure,
    private readonly listFigures: ListFigures,
    private readonly readFigure: ReadFigure,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Record a figure as its publisher states it' })
  @ApiCreatedResponse({ type: FigureAdded })
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: FigureRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FigureAdded>> {
    const { id } = await this.addFigure.execute(actor, body, key);
    return { id };
  }

  @Post('file')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Load a file of figures, all or none',
    description: 'What stands already is added no second time; a figure that differs from its record is refused.',
  })
  @ApiOkResponse({ type: FiguresLoaded })
  async load(
    @CurrentActor() actor: Actor,
    @Body() body: FigureFileRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FiguresLoaded>> {
    const { added, corrected, known } = await this.loadFigures.execute(actor, { file: body }, key);
    return { added, corrected, known };
  }

  @Get()
  @ApiOperation({
    summary: 'Published figures, each beside the registry’s own count',
    description:
      'The count says what was reported to this registry under the same definition on the same day, and is shown to those who may count.',
  })
  @ApiOkResponse({ type: FigurePage })
  async list(@CurrentActor() actor: Actor, @Query() query: FigureListQuery): Promise<Answer<FigurePage>> {
    const { why, ...times } = readingPointOf(query);
    const { figures, cursor, knownAt } = await this.listFigures.execute(actor, {
      ...times,
      publisher: query.publisher,
      ...(query.day !== undefined && { day: readingPointOf({ validAt: query.day }).validAt }),
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
    });
    return {
      figures: figures.map((figure) => figureAnswer(figure, why)),
      cursor,
      knownAt: new Date(knownAt).toISOString(),
    };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One figure beside others of the same and the registry’s own count, with its earlier editions',
  })
  @ApiOkResponse({ type: FigureReadAnswer })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() query: ReadingPointQuery,
  ): Promise<Answer<FigureReadAnswer>> {
    const { why, ...times } = readingPointOf(query);
    const { figure, editions, beside, knownAt } = await this.readFigure.execute(actor, { id, ...times });
    return {
      ...figureAnswer(figure, why),
      beside: comparisonAnswer(beside, why),
      editions: editions.map(({ edition, recordedAt, reason }) => ({
        edition,
        recordedAt: new Date(recordedAt).toISOString(),
        reason,
      })),
      knownAt: new Date(knownAt).toISOString(),
    };
  }

  @Post(':id/supersession')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Put a corrected figure in the place of one that your organisation recorded' })
  @ApiCreatedResponse({ type: FigureCorrected })
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { reason, successor }: FigureCorrectionRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FigureCorrected>> {
    const corrected = await this.correctFigure.execute(actor, { id, reason, successor }, key);
    return { id: corrected.id, edition: corrected.edition };
  }
}

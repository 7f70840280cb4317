// Exact counts for analysts, over what their organisation may see.

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { readingPointOf } from '../../request/reading-point.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { CountQuery, MeasureTable } from './statistics.dto.js';

@ApiTags('statistics')
@ApiBearerAuth()
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly countMeasure: CountMeasure) {}

  @Get(':measure')
  @ApiOperation({ summary: 'Count a measure of the catalogue, exactly, with all margins' })
  @ApiParam({ name: 'measure', example: 'whereabouts-status' })
  @ApiOkResponse({ type: MeasureTable })
  async count(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: CountQuery,
  ): Promise<MeasureTable> {
    const { why: _why, ...at } = readingPointOf(query);
    const by = (query.by ?? '').split(',').filter((name) => name !== '');
    const answer = await this.countMeasure.execute(actor, { measure, by, ...at });
    return {
      measure: answer.measure,
      version: answer.version,
      asOf: new Date(answer.asOf).toISOString(),
      knownAt: new Date(answer.knownAt).toISOString(),
      dimensions: [...answer.dimensions],
      cells: answer.cells.map(({ key, count }) => ({ key: { ...key }, count })),
      margins: answer.margins.map(({ key, count }) => ({ key: { ...key }, count })),
    };
  }
}

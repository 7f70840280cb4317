// Exact counts for analysts, over what their organisation may see: stock on a day, flow between two, and cohorts.

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import type { FlowCell } from '../../domain/statistics/flow.js';
import { CountCohort } from '../../usecases/statistics/count-cohort.js';
import { CountFlow } from '../../usecases/statistics/count-flow.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { cohortQuestion, countQuestion, flowQuestion } from './count-questions.js';
import {
  CohortOfMeasure,
  CohortQuery,
  CountQuery,
  FlowCellAnswer,
  FlowOfMeasure,
  FlowQuery,
  MeasureTable,
} from './statistics.dto.js';

@ApiTags('statistics')
@ApiBearerAuth()
@Controller('v1/statistics')
export class StatisticsController {
  constructor(
    private readonly countMeasure: CountMeasure,
    private readonly countFlow: CountFlow,
    private readonly countCohort: CountCohort,
  ) {}

  @Get(':measure')
  @ApiOperation({ summary: 'Count a measure of the catalogue, exactly, with all margins' })
  @ApiParam({ name: 'measure', example: 'whereabouts-status' })
  @ApiOkResponse({ type: MeasureTable })
  async count(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: CountQuery,
  ): Promise<MeasureTable> {
    const answer = await this.countMeasure.execute(actor, countQuestion(measure, query));
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

  @Get(':measure/flow')
  @ApiOperation({
    summary: 'Count who entered and left each cell of a measure between two days',
    description: 'Who entered and left again between the two days did neither. opening + entered - left = closing.',
  })
  @ApiParam({ name: 'measure', example: 'whereabouts-status' })
  @ApiOkResponse({ type: FlowOfMeasure })
  async flow(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: FlowQuery,
  ): Promise<FlowOfMeasure> {
    const answer = await this.countFlow.execute(actor, flowQuestion(measure, query));
    return {
      measure: answer.measure,
      version: answer.version,
      from: new Date(answer.from).toISOString(),
      to: new Date(answer.to).toISOString(),
      knownAt: new Date(answer.knownAt).toISOString(),
      dimensions: [...answer.dimensions],
      cells: answer.cells.map(flowCellAnswer),
      margins: answer.margins.map(flowCellAnswer),
    };
  }

  @Get(':measure/cohort')
  @ApiOperation({
    summary: 'Follow those lost in a month, quarter or year: where they stood after each month',
    description: 'Months that have not come by `asOf` are null. Whoever is lost anew later stays in the cohort.',
  })
  @ApiParam({ name: 'measure', example: 'whereabouts-status' })
  @ApiOkResponse({ type: CohortOfMeasure })
  async cohort(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: CohortQuery,
  ): Promise<CohortOfMeasure> {
    const answer = await this.countCohort.execute(actor, cohortQuestion(measure, query));
    return {
      measure: answer.measure,
      version: answer.version,
      lost: answer.lost,
      people: answer.people,
      asOf: new Date(answer.asOf).toISOString(),
      knownAt: new Date(answer.knownAt).toISOString(),
      dimensions: [...answer.dimensions],
      months: answer.months.map(({ month, day, cells }) => ({
        month,
        day: new Date(day).toISOString(),
        cells: cells?.map(({ key, count }) => ({ key: { ...key }, count })) ?? null,
      })),
    };
  }
}

function flowCellAnswer({ key, opening, entered, left, closing }: FlowCell): FlowCellAnswer {
  return { key: { ...key }, opening, entered, left, closing };
}

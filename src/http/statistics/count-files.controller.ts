// Exact counts as long CSV files, for analysts: for work and never for publication.

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { CountCohort } from '../../usecases/statistics/count-cohort.js';
import { CountFlow } from '../../usecases/statistics/count-flow.js';
import { CountMeasure } from '../../usecases/statistics/count-measure.js';
import { cohortQuestion, countQuestion, flowQuestion } from './count-questions.js';
import { CohortQuery, CountQuery, FlowQuery } from './statistics.dto.js';

const CSV = { content: { 'text/csv': { schema: { type: 'string' } } } } as const;
const TABLE =
  '`table` names the dimensions of a row: rows of one add up, but for flags; rows of two count the same people again.';

@ApiTags('statistics')
@ApiBearerAuth()
@ApiParam({ name: 'measure', example: 'whereabouts-status' })
@ApiProduces('text/csv')
@Controller('v1/statistics/:measure')
export class CountFilesController {
  constructor(
    private readonly countMeasure: CountMeasure,
    private readonly countFlow: CountFlow,
    private readonly countCohort: CountCohort,
  ) {}

  @Get('cells.csv')
  @ApiOperation({ summary: 'Count a measure as CSV, with all margins', description: TABLE })
  @ApiOkResponse(CSV)
  async counts(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: CountQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, 'exact-counts', await this.countMeasure.asCsv(actor, countQuestion(measure, query)));
  }

  @Get('flow/cells.csv')
  @ApiOperation({ summary: 'Who entered and left each cell, as CSV', description: TABLE })
  @ApiOkResponse(CSV)
  async flow(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: FlowQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, 'exact-flow', await this.countFlow.asCsv(actor, flowQuestion(measure, query)));
  }

  @Get('cohort/cells.csv')
  @ApiOperation({
    summary: 'Where those lost in one period stood after each month, as CSV',
    description: 'A month that has not come has one row with an empty count.',
  })
  @ApiOkResponse(CSV)
  async cohort(
    @CurrentActor() actor: Actor,
    @Param('measure') measure: string,
    @Query() query: CohortQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    send(reply, 'exact-cohort', await this.countCohort.asCsv(actor, cohortQuestion(measure, query)));
  }
}

function send(reply: FastifyReply, name: string, csv: string): void {
  void reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(csv);
}

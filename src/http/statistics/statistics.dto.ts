// What the routes of exact counts take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MOST_MONTHS } from '../../domain/statistics/cohort.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery, ReadingPointQuery, TimesQuery } from '../../request/reading-point.js';

const BY = /^[a-z_]+(,[a-z_]+)*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class CountQuery extends ReadingPointQuery {
  @ApiPropertyOptional({
    description: 'Dimensions besides the measure’s own, with commas between them.',
    example: 'sex,state',
  })
  @MayBeAbsent()
  @Matches(BY, { message: 'names of dimensions with commas between them' })
  by?: string;
}

export class CellAnswer {
  @ApiProperty({
    description: 'One value per dimension; a margin lists only the dimensions it is split by, and the total none.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { status: 'missing', state: 'demo:10' },
  })
  key!: Record<string, string>;

  @ApiProperty({ example: 35 })
  count!: number;
}

export class MeasureTable {
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ example: '2021-03-01T00:00:00.000Z' }) asOf!: string;
  @ApiProperty({ example: '2021-03-01T00:00:00.000Z' }) knownAt!: string;
  @ApiProperty({ example: ['status', 'state'] }) dimensions!: string[];
  @ApiProperty({ type: [CellAnswer] }) cells!: CellAnswer[];
  @ApiProperty({ type: [CellAnswer] }) margins!: CellAnswer[];
}

export class FlowQuery extends KnownAtQuery {
  @ApiPropertyOptional({
    description: 'The first of the two days. Nothing is counted without both.',
    example: '2021-01-31',
  })
  @MayBeAbsent()
  @Matches(DAY, { message: 'a day in the form YYYY-MM-DD' })
  from?: string;

  @ApiPropertyOptional({ description: 'The second of the two days.', example: '2021-02-28' })
  @MayBeAbsent()
  @Matches(DAY, { message: 'a day in the form YYYY-MM-DD' })
  to?: string;

  @ApiPropertyOptional({
    description: 'Dimensions besides the measure’s own, with commas between them.',
    example: 'sex,state',
  })
  @MayBeAbsent()
  @Matches(BY, { message: 'names of dimensions with commas between them' })
  by?: string;
}

export class FlowCellAnswer {
  @ApiProperty({
    description: 'One value per dimension; a margin lists only the dimensions it is split by, and the total none.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { status: 'returned_exchanged' },
  })
  key!: Record<string, string>;

  @ApiProperty({ description: 'People on the first day.', example: 30 }) opening!: number;
  @ApiProperty({ description: 'Of those on the second day, who did not stand here on the first.', example: 7 })
  entered!: number;
  @ApiProperty({ description: 'Of those on the first day, who do not stand here on the second.', example: 2 })
  left!: number;
  @ApiProperty({ description: 'People on the second day.', example: 35 }) closing!: number;
}

export class FlowOfMeasure {
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ example: '2021-01-31T23:59:59.999Z' }) from!: string;
  @ApiProperty({ example: '2021-02-28T23:59:59.999Z' }) to!: string;
  @ApiProperty({ example: '2021-03-01T00:00:00.000Z' }) knownAt!: string;
  @ApiProperty({ example: ['status'] }) dimensions!: string[];
  @ApiProperty({ type: [FlowCellAnswer] }) cells!: FlowCellAnswer[];
  @ApiProperty({ type: [FlowCellAnswer] }) margins!: FlowCellAnswer[];
}

export class CohortQuery extends TimesQuery {
  @ApiPropertyOptional({
    description: 'When the people were lost: a month, a quarter or a year. Nothing is counted without it.',
    example: '2020-11',
    pattern: '^\\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$',
  })
  @MayBeAbsent()
  @Matches(/^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/, { message: 'a month 2020-11, a quarter 2020-Q4 or a year 2020' })
  lost?: string;

  @ApiPropertyOptional({
    description: `How many months after the period are counted: 0 to ${MOST_MONTHS}, and 12 where nothing is asked for.`,
    example: '12',
    pattern: '^(\\d|[1-9]\\d|1[01]\\d|120)$',
  })
  @MayBeAbsent()
  @Matches(/^(\d|[1-9]\d|1[01]\d|120)$/, { message: `a whole number from 0 to ${MOST_MONTHS}` })
  months?: string;

  @ApiPropertyOptional({
    description: 'Dimensions besides the measure’s own, with commas between them.',
    example: 'sex',
  })
  @MayBeAbsent()
  @Matches(BY, { message: 'names of dimensions with commas between them' })
  by?: string;
}

export class CohortMonthAnswer {
  @ApiProperty({ description: 'Months after the end of the period.', example: 6 }) month!: number;
  @ApiProperty({ description: 'The last instant of that month.', example: '2021-05-31T23:59:59.999Z' }) day!: string;
  @ApiProperty({
    description: 'Null where that day has not come by `asOf`: nothing is known of it, which is not 0.',
    type: [CellAnswer],
    nullable: true,
  })
  cells!: CellAnswer[] | null;
}

export class CohortOfMeasure {
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ example: '2020-11' }) lost!: string;
  @ApiProperty({
    description: 'People of the cohort; null while the period is not over.',
    type: 'integer',
    nullable: true,
  })
  people!: number | null;
  @ApiProperty({ example: '2021-03-01T00:00:00.000Z' }) asOf!: string;
  @ApiProperty({ example: '2021-03-01T00:00:00.000Z' }) knownAt!: string;
  @ApiProperty({ example: ['status'] }) dimensions!: string[];
  @ApiProperty({ type: [CohortMonthAnswer] }) months!: CohortMonthAnswer[];
}

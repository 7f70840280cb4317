// What the routes of exact counts take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';

export class CountQuery extends ReadingPointQuery {
  @ApiPropertyOptional({
    description: 'Dimensions besides the measure’s own, with commas between them.',
    example: 'sex,state',
  })
  @MayBeAbsent()
  @Matches(/^[a-z_]+(,[a-z_]+)*$/, { message: 'names of dimensions with commas between them' })
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

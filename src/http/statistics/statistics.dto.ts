// What the statistics and release routes take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';
import { PageCursor, PageLimit } from '../body-fields.js';

const nullable = { nullable: true, type: String } as const;

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

export class ReleaseTableAnswer {
  @ApiProperty({ example: ['status', 'state'] }) dimensions!: string[];
  @ApiProperty({ type: [CellAnswer] }) cells!: CellAnswer[];
  @ApiProperty({ type: [CellAnswer] }) margins!: CellAnswer[];
}

export class ReleaseAnswer {
  @ApiProperty({ example: 1 }) number!: number;
  @ApiProperty({ example: 'published' }) state!: string;
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ description: 'Every number is a multiple of it.', example: 5 }) base!: number;
  @ApiProperty({ example: '2021-03-01' }) asOf!: string;
  @ApiProperty({ example: '2021-03-02T09:00:00.000Z', nullable: true, type: String }) publishedAt!: string | null;
  @ApiProperty({ type: [ReleaseTableAnswer] }) tables!: ReleaseTableAnswer[];
  @ApiProperty({ example: ['All sums hold.'] }) notes!: string[];
}

export class ReleasesQuery {
  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class ReleaseList {
  @ApiProperty({ type: [ReleaseAnswer], description: 'Newest first.' }) releases!: ReleaseAnswer[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

export class ReleaseStep {
  @ApiProperty({ example: 1 }) number!: number;
  @ApiProperty({ example: 'audited' }) state!: string;
  @ApiProperty({ example: 1 }) signatures!: number;
}

export class ReleaseStepList {
  @ApiProperty({ type: [ReleaseStep], description: 'Newest first.' }) releases!: ReleaseStep[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

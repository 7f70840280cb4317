// What the release routes take and give.

import { ApiProperty } from '@nestjs/swagger';
import { PageCursor, PageLimit } from '../body-fields.js';
import { CellAnswer } from './statistics.dto.js';

const nullable = { nullable: true, type: String } as const;

export class ReleaseTableAnswer {
  @ApiProperty({ example: ['status', 'state'] }) dimensions!: string[];
  @ApiProperty({ type: [CellAnswer] }) cells!: CellAnswer[];
  @ApiProperty({ type: [CellAnswer] }) margins!: CellAnswer[];
}

export class ReleaseContents {
  @ApiProperty({ example: 1 }) number!: number;
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ description: 'Every number is a multiple of it.', example: 5 }) base!: number;
  @ApiProperty({ example: '2021-03-01' }) asOf!: string;
  @ApiProperty({ type: [ReleaseTableAnswer] }) tables!: ReleaseTableAnswer[];
  @ApiProperty({ example: ['All sums hold.'] }) notes!: string[];

  @ApiProperty({
    description: 'Names of the places that the tables show, by code, when the release was made.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'demo:10': 'North Vale' },
  })
  places!: Record<string, string>;
}

export class ReleaseAnswer extends ReleaseContents {
  @ApiProperty({ example: 'published' }) state!: string;
  @ApiProperty({ example: '2021-03-02T09:00:00.000Z', nullable: true, type: String }) publishedAt!: string | null;
}

export class ReleaseAuditAnswer {
  @ApiProperty({ description: 'Multiples that the release was rounded to.', example: 5 }) base!: number;
  @ApiProperty({ description: 'Bases that were tried before and told too much.', example: [], type: [Number] })
  refusedBases!: number[];
  @ApiProperty({ description: 'Published cells that were attacked.', example: 96 }) cells!: number;
  @ApiProperty({
    description: 'How far apart, at least, the ends lie between which each cell can be; null of no cells.',
    example: 8,
    nullable: true,
    type: Number,
  })
  narrowest!: number | null;
  @ApiProperty({
    description: 'Published releases that it was attacked beside, newest first.',
    example: [1],
    type: [Number],
  })
  against!: number[];
  @ApiProperty({ description: 'Linear programmes that were solved.', example: 12 }) programmes!: number;
}

export class ReleaseReviewAnswer extends ReleaseContents {
  @ApiProperty({ example: 'audited' }) state!: string;
  @ApiProperty({ example: 1 }) signatures!: number;
  @ApiProperty({ description: 'Whether your own signature is among them.', example: false }) signedByActor!: boolean;
  @ApiProperty({
    description: 'What was found when it was attacked; null of a version that did not.',
    nullable: true,
    type: ReleaseAuditAnswer,
  })
  audit!: ReleaseAuditAnswer | null;
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

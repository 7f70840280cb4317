// What the routes of splits by party take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import {
  SPLIT_ANSWERS,
  SPLIT_DIMENSIONS,
  SPLIT_REFUSAL_REASONS,
  type SplitAnswer,
  type SplitDimension,
  type SplitRefusalReason,
} from '../../domain/statistics/release-split.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReleaseRefusalAnswer } from './releases.dto.js';

const ID = '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69';
const AT = '2021-07-01T06:00:00.000Z';
const MOST_NUMBER = 999_999_999;
const CORRECTS = {
  type: Number,
  nullable: true,
  description: 'The release that is to be corrected; null of none.',
  example: null,
};

export class SplitBody {
  @ApiProperty({ enum: SPLIT_DIMENSIONS, description: 'Party of origin, or party that holds.', example: 'side' })
  @IsIn(SPLIT_DIMENSIONS, { message: `one of ${SPLIT_DIMENSIONS.join(', ')}` })
  by!: SplitDimension;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Number of a public release that is split so, where its correction is asked about.',
    example: 7,
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MOST_NUMBER)
  corrects?: number;
}

export class SplitCreated {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: SPLIT_DIMENSIONS, example: 'side' }) by!: string;
  @ApiProperty(CORRECTS) corrects!: number | null;
  @ApiProperty({ description: 'Organisations that feed the registry and were asked.', example: 4 }) asked!: number;
}

export class SplitAnswerBody {
  @ApiProperty({ enum: SPLIT_ANSWERS, example: 'agreed' })
  @IsIn(SPLIT_ANSWERS, { message: `one of ${SPLIT_ANSWERS.join(', ')}` })
  answer!: SplitAnswer;

  @ApiPropertyOptional({ enum: SPLIT_REFUSAL_REASONS, description: 'Of a refusal alone.', example: 'would_mislead' })
  @MayBeAbsent()
  @IsIn(SPLIT_REFUSAL_REASONS, { message: `one of ${SPLIT_REFUSAL_REASONS.join(', ')}` })
  reason?: SplitRefusalReason;
}

export class AskedSplitAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: SPLIT_DIMENSIONS, example: 'side' }) by!: string;
  @ApiProperty(CORRECTS) corrects!: number | null;
  @ApiProperty({ description: 'When your organisation was asked.', example: AT }) askedAt!: string;
  @ApiProperty({
    description: 'Of your organisation; null of none, or one that was taken back.',
    enum: ['agreed', 'refused'],
    nullable: true,
    type: String,
  })
  answer!: string | null;
  @ApiProperty({ description: 'Of a refusal.', enum: SPLIT_REFUSAL_REASONS, nullable: true, type: String })
  reason!: string | null;
  @ApiProperty({ description: 'Whether an answer can still be given.', example: true }) open!: boolean;
}

export class AskedSplitList {
  @ApiProperty({ type: [AskedSplitAnswer], description: 'Newest first, 50 at most.' }) splits!: AskedSplitAnswer[];
}

export class SplitProgressAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: SPLIT_DIMENSIONS, example: 'side' }) by!: string;
  @ApiProperty(CORRECTS) corrects!: number | null;
  @ApiProperty({ example: AT }) askedAt!: string;
  @ApiProperty({ description: 'Organisations that were asked.', example: 4 }) asked!: number;
  @ApiProperty({ description: 'Of them that agree now.', example: 3 }) agreed!: number;
  @ApiProperty({ enum: SPLIT_REFUSAL_REASONS, isArray: true, description: 'Why some refuse, without a name.' })
  reasons!: string[];
  @ApiProperty({ description: 'The release that it was used for.', example: null, nullable: true, type: Number })
  release!: number | null;
  @ApiProperty({ description: 'Whether another was asked for in its place.', example: false }) replaced!: boolean;
  @ApiProperty({
    description: 'Why its release was refused when it was tried last; null where it was not, or was prepared since.',
    nullable: true,
    type: ReleaseRefusalAnswer,
  })
  refused!: ReleaseRefusalAnswer | null;
}

export class SplitList {
  @ApiProperty({ type: [SplitProgressAnswer], description: 'Newest first, 20 at most.' })
  splits!: SplitProgressAnswer[];
}

// What the release routes take and give.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { RELEASE_REFUSAL_REASONS } from '../../domain/statistics/release-refusal.js';
import { CORRECTION_REASONS, type CorrectionReason } from '../../domain/statistics/release-correction.js';
import { SPLIT_DIMENSIONS } from '../../domain/statistics/release-split.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { PageCursor, PageLimit } from '../body-fields.js';
import { CellAnswer } from './statistics.dto.js';

const SHORT = 200;
const nullable = { nullable: true, type: String } as const;

export class ReleaseTableAnswer {
  @ApiProperty({ example: ['status', 'state'] }) dimensions!: string[];
  @ApiProperty({ type: [CellAnswer] }) cells!: CellAnswer[];
  @ApiProperty({ type: [CellAnswer] }) margins!: CellAnswer[];
}

export class CorrectionAnswer {
  @ApiProperty({ description: 'Number of the release that is corrected.', example: 3 }) release!: number;
  @ApiProperty({ enum: CORRECTION_REASONS, example: 'counted_wrongly' }) reason!: string;
}

export class PreparationQuery {
  @ApiPropertyOptional({
    description:
      'Id of a split by party that all were asked about and agreed to, of a correction one that was asked for it; left out, it is by places.',
    example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  split?: string;
}

export class CorrectionBody {
  @ApiProperty({ enum: CORRECTION_REASONS, example: 'counted_wrongly' })
  @IsIn(CORRECTION_REASONS, { message: `one of ${CORRECTION_REASONS.join(', ')}` })
  reason!: CorrectionReason;
}

export class ReleaseSplitAnswer {
  @ApiProperty({ enum: SPLIT_DIMENSIONS, example: 'side' }) by!: string;
  @ApiProperty({
    description: 'Labels of the parties that the tables show, by key, when the release was made.',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'pk-1': 'North' },
  })
  parties!: Record<string, string>;
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

  @ApiPropertyOptional({ description: 'Absent of a release that corrects none.', type: CorrectionAnswer })
  corrects?: CorrectionAnswer;

  @ApiPropertyOptional({
    description: 'Absent of a release that is not split by party. Every organisation that feeds one has agreed to it.',
    type: ReleaseSplitAnswer,
  })
  split?: ReleaseSplitAnswer;
}

export class SignedDocumentAnswer extends ReleaseContents {}

export class ReleaseAnswer extends ReleaseContents {
  @ApiProperty({ example: 'published' }) state!: string;
  @ApiProperty({ example: '2021-03-02T09:00:00.000Z', nullable: true, type: String }) publishedAt!: string | null;
  @ApiProperty({ description: 'The release that corrects this one.', example: null, nullable: true, type: Number })
  correctedBy!: number | null;
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

export class DisputeBody {
  @ApiProperty({ enum: CORRECTION_REASONS, example: 'counted_wrongly' })
  @IsIn(CORRECTION_REASONS, { message: `one of ${CORRECTION_REASONS.join(', ')}` })
  ground!: CorrectionReason;
}

export class DisputeAnswer {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) id!: string;
}

export class ReleaseDisputeAnswer extends DisputeAnswer {
  @ApiProperty({ enum: CORRECTION_REASONS, example: 'counted_wrongly' }) ground!: string;
  @ApiProperty({ example: '2021-07-01T09:00:00.000Z' }) recordedAt!: string;
  @ApiProperty({ ...nullable, description: 'When the identity of whoever disputes was checked.' }) checkedAt!:
    string | null;
  @ApiProperty({ ...nullable, description: 'When it was settled.' }) settledAt!: string | null;
}

export class FreezeAnswer {
  @ApiProperty({ description: 'The release that is disputed.', example: 3 }) release!: number;
  @ApiProperty({ ...nullable, description: 'Null: until the dispute is settled.', example: '2021-07-15T09:00:00.000Z' })
  until!: string | null;
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
  @ApiProperty({ type: [ReleaseDisputeAnswer], description: 'Oldest first.' }) disputes!: ReleaseDisputeAnswer[];
  @ApiProperty({
    description: 'What keeps it from being published now; null where nothing does.',
    nullable: true,
    type: FreezeAnswer,
  })
  freeze!: FreezeAnswer | null;
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

export class ListedReleaseStep extends ReleaseStep {
  @ApiProperty({ description: 'Whether it waits for your signature.', example: true }) waitsForYou!: boolean;
}

export class ReleaseRefusalAnswer {
  @ApiProperty({ enum: RELEASE_REFUSAL_REASONS, example: 'tells_too_much' }) reason!: string;
  @ApiProperty({ example: '2021-07-01T06:00:00.000Z' }) at!: string;
  @ApiProperty({ description: 'The reason in words.' }) why!: string;
  @ApiProperty({ description: 'What whoever makes releases may do.' }) next!: string;
}

export class MonthTriesAnswer {
  @ApiProperty({ description: 'When it was refused first.', example: '2021-07-01T06:00:00.000Z' }) since!: string;
  @ApiProperty({ description: 'How often it was refused since.', example: 2 }) times!: number;
  @ApiProperty({
    description: 'Not before, unless other releases are public by then; and only where other numbers would be counted.',
    example: '2021-07-04T06:00:00.000Z',
  })
  next!: string;
}

export class StandingRefusalAnswer extends ReleaseRefusalAnswer {
  @ApiProperty({
    description: 'How often the service tried the release of the month; null where it did not.',
    nullable: true,
    type: MonthTriesAnswer,
  })
  month!: MonthTriesAnswer | null;
}

export class ReleaseStepList {
  @ApiProperty({ type: [ListedReleaseStep], description: 'Newest first.' }) releases!: ListedReleaseStep[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
  @ApiProperty({
    description:
      'The newest refusal of a release without parties, asked for by somebody or by the service at the beginning of a month; null where a release was ' +
      'prepared since.',
    nullable: true,
    type: StandingRefusalAnswer,
  })
  refused!: StandingRefusalAnswer | null;
}

export class ReleaseChangeAnswer {
  @ApiProperty({ ...nullable, description: 'Null of all groups together.', example: 'held' }) statusGroup!:
    string | null;
  @ApiProperty({ description: 'As the release before published it.', example: 110 }) before!: number;
  @ApiProperty({ example: 130 }) after!: number;
  @ApiProperty({
    description: '`unsure`: so small a difference may be rounding alone, in either direction.',
    enum: ['none', 'unsure', 'more', 'fewer'],
  })
  kind!: string;
}

export class ReleaseChangesAnswer {
  @ApiProperty({ example: 4 }) release!: number;
  @ApiProperty({ description: 'The public release before it.', example: 3 }) since!: number;
  @ApiProperty({ description: 'Differences of published numbers up to this one tell nothing.', example: 8 })
  unsureUpTo!: number;
  @ApiProperty({ type: [ReleaseChangeAnswer], description: 'Groups in order; all together last.' })
  changes!: ReleaseChangeAnswer[];
}

export class ChangesOfReleaseAnswer {
  @ApiProperty({ description: 'Null of the first release of its kind.', nullable: true, type: ReleaseChangesAnswer })
  changes!: ReleaseChangesAnswer | null;
}

export class ReleaseKeyAnswer {
  @ApiProperty({ example: 'whereabouts/log/0123456789abcdef+4a5b6c7d+AaBb' }) verifier!: string;
  @ApiProperty({
    ...nullable,
    description: 'Signed by the key before and by this one; null for the first.',
    example: null,
  })
  succession!: string | null;
}

export class ReleaseKeysAnswer {
  @ApiProperty({ type: [ReleaseKeyAnswer], description: 'In the order in which they signed.' })
  keys!: ReleaseKeyAnswer[];
}

// What the routes of published figures take.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsDefined, IsInt, IsObject, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { HOLDER_POSITIONS } from '../../domain/published-figures/published-figure.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';

/** Symbols of a text; the domain says how many a field may have. */
const LONG = 2000;

/** A figure is given as it is shown, where `null` stands for what its publisher does not say. */
function MayBeNull(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== undefined && value !== null);
}

/** Said in words, since a type with `null` in it is an object to the decorator. */
const NULLABLE_TEXT = { type: String, nullable: true } as const;
const PARTY = 'The key or the label of a party, or a name that is no party of this registry.';
const VALUE = {
  type: 'object',
  description: 'One of {exact}, {min}, {max}, {min, max}, {approx}.',
  additionalProperties: { type: 'number' },
  example: { min: 55, max: 60 },
} as const;

export class FigureRequest {
  @ApiPropertyOptional({
    ...NULLABLE_TEXT,
    description: 'Small letters, digits, hyphens; drawn when left out.',
    example: 'held-2021',
  })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  id?: string | null;

  @ApiProperty({ example: 'Vale Monitoring Group' })
  @IsString()
  @MaxLength(LONG)
  publisher!: string;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: 'EDTF level 1; this or asOf is needed.', example: '2021-03~' })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  publishedOn?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_TEXT,
    description: 'The day the number is said to be true of.',
    example: '2021-02-28',
  })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  asOf?: string | null;

  @ApiProperty({ example: 'people held after the fighting' })
  @IsString()
  @MaxLength(LONG)
  subject!: string;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: `Whose people are counted. ${PARTY}` })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  affectedParty?: string | null;

  @ApiProperty(VALUE)
  @IsDefined()
  @IsObject()
  value!: Record<string, number>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'What the registry would count: a measure and, per dimension, the values that fall under it. Without one the figure is not comparable.',
    example: { measure: 'whereabouts-status', filter: { status: ['held_denied', 'held_acknowledged'] } },
  })
  @MayBeNull()
  @IsObject()
  definition?: Record<string, unknown> | null;

  @ApiPropertyOptional({
    nullable: true,
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'complete: whether the publisher calls the parts complete and disjoint, or only "including".',
    example: [{ complete: false, parts: { women: 12, children: { min: 3 }, civilian: { approxShare: 0.1 } } }],
  })
  @MayBeNull()
  @IsArray()
  breakdowns?: Record<string, unknown>[] | null;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: `An allegation, never a finding. ${PARTY}` })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  allegedHolder?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: 'Who alleges it.' })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  allegedBy?: string | null;

  @ApiPropertyOptional({
    ...NULLABLE_TEXT,
    enum: HOLDER_POSITIONS,
    description: 'What the alleged holder says, as the publisher tells it.',
  })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  holderPosition?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: 'What the number rests on.' })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  basis?: string | null;

  @ApiPropertyOptional({ ...NULLABLE_TEXT, description: 'Where it was published.' })
  @MayBeNull()
  @IsString()
  @MaxLength(LONG)
  source?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'From how many sites.', example: 18 })
  @MayBeNull()
  @IsInt()
  sites?: number | null;

  @ApiPropertyOptional({
    nullable: true,
    type: 'object',
    additionalProperties: true,
    description: 'The first figure less all others, as the publisher reckons.',
    example: { minus: ['registered-2020', 'released-2020'] },
  })
  @MayBeNull()
  @IsObject()
  derivedFrom?: Record<string, unknown> | null;

  @ApiPropertyOptional({
    type: [String],
    nullable: true,
    description: 'Figures with which this one clashes, as you say.',
    example: ['held-2021-b'],
  })
  @MayBeNull()
  @IsArray()
  conflictsWith?: string[] | null;
}

export class FigureFileRequest {
  @ApiPropertyOptional({ description: 'Read by nobody here, and not kept.' })
  @MayBeAbsent()
  @IsString()
  _note?: string;

  @ApiProperty({ type: [FigureRequest], description: 'Each with an id.' })
  @IsArray()
  figures!: unknown[];
}

export class FigureCorrectionRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The publisher corrected a misprint.', minLength: 3 })
  @IsString()
  @MaxLength(LONG)
  reason!: string;

  @ApiProperty({ type: FigureRequest })
  @IsDefined()
  @IsObject()
  successor!: Record<string, unknown>;
}

export class FigureListQuery extends ReadingPointQuery {
  @ApiPropertyOptional({ description: 'Exactly as it is written in the figure.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(LONG)
  publisher?: string;

  @ApiPropertyOptional({ description: 'Figures whose date allows this day.', example: '2021-02-28' })
  @MayBeAbsent()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'a day in the form YYYY-MM-DD' })
  day?: string;

  @ApiPropertyOptional({ description: 'As the page before answered it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

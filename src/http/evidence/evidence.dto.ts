// What the routes of evidence take; no field is for words about who is in it.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { GROUNDS, METHODS, VERDICTS } from '../../domain/evidence/assessment.js';
import { EVIDENCE_KINDS, SENSITIVITIES } from '../../domain/evidence/evidence-item.js';
import { LONGEST_LINK, MOST_UNIDENTIFIED } from '../../domain/evidence/read-evidence.js';
import { REPORT_SOURCES } from '../../domain/evidence/statement-source.js';
import { OptionalShortText } from '../body-fields.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';

const SHORT = 200;
const MOST_NAMED = 100;
const COUNT = { message: `a whole number from 0 to ${MOST_UNIDENTIFIED}` };
const KEEPER = `Id of an organisation, or one of ${REPORT_SOURCES.join(', ')}.`;
const oneOf = (values: readonly string[]): { message: string } => ({ message: `one of ${values.join(', ')}` });

export class UnidentifiedPeopleRequest {
  @ApiProperty({ example: 4 })
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(MOST_UNIDENTIFIED, COUNT)
  min!: number;

  @ApiProperty({ example: 5 })
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(MOST_UNIDENTIFIED, COUNT)
  max!: number;
}

export class EvidenceRequest {
  @ApiProperty({
    description: 'SHA-256 of the original, 64 hexadecimal digits.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  @IsString()
  @MaxLength(SHORT)
  sha256!: string;

  @ApiProperty({ enum: EVIDENCE_KINDS, example: 'video' })
  @IsIn(EVIDENCE_KINDS, oneOf(EVIDENCE_KINDS))
  kind!: string;

  @ApiProperty({ description: 'Where it comes from, in words of the vocabulary.', example: 'open_source_media' })
  @IsString()
  @MaxLength(SHORT)
  source!: string;

  @ApiPropertyOptional({
    description: 'http or https; kept as text and never fetched. It must name nobody.',
    example: 'https://media.example/watch?v=1',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(LONGEST_LINK)
  link?: string;

  @ApiPropertyOptional({ description: 'EDTF level 1.', example: '2020-12-29' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  firstPublished?: string;

  @ApiPropertyOptional({
    description: 'EDTF level 1; left out where nobody knows, and then never guessed.',
    example: '2020-12',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  made?: string;

  @ApiPropertyOptional({ isArray: true, enum: SENSITIVITIES })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(SENSITIVITIES.length)
  @IsIn(SENSITIVITIES, { each: true, ...oneOf(SENSITIVITIES) })
  sensitivities?: string[];

  @ApiPropertyOptional({ type: UnidentifiedPeopleRequest, description: 'How many people in it nobody has identified.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => UnidentifiedPeopleRequest)
  unidentified?: UnidentifiedPeopleRequest;

  @ApiProperty({ enum: SHARING_LEVELS })
  @IsIn(SHARING_LEVELS, oneOf(SHARING_LEVELS))
  sharingLevel!: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'Ids of organisations, for the level named_organisations alone.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_NAMED)
  @IsString({ each: true })
  @MaxLength(SHORT, { each: true })
  namedOrganisations?: string[];
}

export class HandOverEvidenceRequest {
  @ApiProperty({ description: KEEPER, example: 'witness' })
  @IsString()
  @MaxLength(SHORT)
  from!: string;

  @ApiProperty({ description: KEEPER, example: 'organisation' })
  @IsString()
  @MaxLength(SHORT)
  to!: string;

  @ApiProperty({ description: 'When; EDTF level 1.', example: '2021-01-04' })
  @IsString()
  @MaxLength(SHORT)
  handedOver!: string;
}

export class AssessmentRequest {
  @ApiProperty({ enum: VERDICTS })
  @IsIn(VERDICTS, oneOf(VERDICTS))
  verdict!: string;

  @ApiProperty({ enum: METHODS, description: 'How the item was looked at.' })
  @IsIn(METHODS, oneOf(METHODS))
  method!: string;

  @ApiProperty({ enum: GROUNDS, description: 'What speaks for the verdict.' })
  @IsIn(GROUNDS, oneOf(GROUNDS))
  ground!: string;

  @ApiProperty({
    description: 'Why, for your own organisation; name nobody.',
    example: 'Buildings and shadows fit the place and the hour.',
    minLength: 3,
  })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class AssessmentWithdrawalRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The copy that was looked at was another.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class EvidenceListQuery extends KnownAtQuery {
  @OptionalShortText({ description: 'Only those that statements about this person name.' })
  person?: string;

  @ApiPropertyOptional({ description: 'As the page before answered it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  cursor?: string;

  @ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

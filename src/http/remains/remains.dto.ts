// What the routes of remains and sites take.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
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
import { IDENTIFICATION_LEVELS, IDENTIFICATION_METHODS } from '../../domain/records/kinds/kind-values.js';
import { PLACE_PRECISIONS, SEXES, type PlacePrecision, type Sex } from '../../domain/records/statement.js';
import {
  REMAINS_EXTENTS,
  REMAINS_SHARING_LEVELS,
  type RemainsExtent,
  type RemainsSharingLevel,
} from '../../domain/remains/remains-case.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';

const SHORT = 200;
const MOST_COUNTED = 1_000_000;
const oneOf = (values: readonly string[]): { message: string } => ({ message: `one of ${values.join(', ')}` });
const COUNT = { message: `a whole number from 0 to ${MOST_COUNTED}` };

export class SiteCountRequest {
  @ApiProperty({ description: 'EDTF level 1.', example: '2024-02-23' })
  @IsString()
  @MaxLength(SHORT)
  asOf!: string;

  @ApiPropertyOptional({ description: 'Left out where nobody knows.', example: 28 })
  @MayBeAbsent()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(MOST_COUNTED, COUNT)
  recovered?: number;

  @ApiPropertyOptional({ example: 11 })
  @MayBeAbsent()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(MOST_COUNTED, COUNT)
  identified?: number;

  @ApiPropertyOptional({ example: 9 })
  @MayBeAbsent()
  @IsInt(COUNT)
  @Min(0, COUNT)
  @Max(MOST_COUNTED, COUNT)
  handedOver?: number;
}

export class SitePlaceRequest {
  @ApiProperty({ description: 'A code of the gazetteer.', example: 'demo:1004' })
  @IsString()
  @MaxLength(SHORT)
  code!: string;

  @ApiProperty({ enum: PLACE_PRECISIONS, example: 'locality_1km' })
  @IsIn(PLACE_PRECISIONS, oneOf(PLACE_PRECISIONS))
  precision!: PlacePrecision;
}

export class SiteRequest {
  @ApiProperty({ type: SitePlaceRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SitePlaceRequest)
  place!: SitePlaceRequest;

  @ApiProperty({ enum: REMAINS_SHARING_LEVELS })
  @IsIn(REMAINS_SHARING_LEVELS, oneOf(REMAINS_SHARING_LEVELS))
  sharingLevel!: RemainsSharingLevel;

  @ApiPropertyOptional({ type: SiteCountRequest, description: 'Counts without persons; what is unknown is left out.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => SiteCountRequest)
  count?: SiteCountRequest;
}

export class AgeRequest {
  @ApiProperty({ example: 18 })
  @IsInt()
  @Min(0)
  @Max(120)
  from!: number;

  @ApiProperty({ example: 30 })
  @IsInt()
  @Min(0)
  @Max(120)
  to!: number;
}

export class RemainsRequest {
  @ApiPropertyOptional({ description: 'Of the site they come from.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  siteId?: string;

  @ApiProperty({ enum: REMAINS_EXTENTS })
  @IsIn(REMAINS_EXTENTS, oneOf(REMAINS_EXTENTS))
  extent!: RemainsExtent;

  @ApiPropertyOptional({ description: 'More than 1 only where remains are commingled.', default: 1 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(10_000)
  minimumIndividuals?: number;

  @ApiPropertyOptional({ enum: SEXES, default: 'unknown', description: 'As estimated.' })
  @MayBeAbsent()
  @IsIn(SEXES, oneOf(SEXES))
  sex?: Sex;

  @ApiPropertyOptional({ type: AgeRequest, description: 'Years at death, as estimated.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => AgeRequest)
  age?: AgeRequest;

  @ApiPropertyOptional({
    description: 'When they died, as far as the time since death is estimated; EDTF level 1.',
    example: '1992/1994',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  died?: string;

  @ApiProperty({ enum: REMAINS_SHARING_LEVELS })
  @IsIn(REMAINS_SHARING_LEVELS, oneOf(REMAINS_SHARING_LEVELS))
  sharingLevel!: RemainsSharingLevel;
}

export class RemainsLinkRequest {
  @ApiProperty({ description: 'Pseudonyms of those whose remains they are.', type: [String] })
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  persons!: string[];

  @ApiProperty({
    enum: IDENTIFICATION_METHODS,
    description: 'fingerprints, dental, dna and implant_serial can confirm; the others only support.',
  })
  @IsIn(IDENTIFICATION_METHODS, oneOf(IDENTIFICATION_METHODS))
  method!: (typeof IDENTIFICATION_METHODS)[number];

  @ApiProperty({ enum: IDENTIFICATION_LEVELS })
  @IsIn(IDENTIFICATION_LEVELS, oneOf(IDENTIFICATION_LEVELS))
  level!: (typeof IDENTIFICATION_LEVELS)[number];

  @ApiProperty({ description: 'When the identification was made; EDTF level 1.', example: '2024-03-01' })
  @IsString()
  @MaxLength(SHORT)
  valid!: string;

  @ApiProperty({ example: 'A1' })
  @IsString()
  @MaxLength(SHORT)
  grade!: string;
}

export class RemainsLinkWithdrawalRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The samples were exchanged.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class HandOverRequest {
  @ApiProperty({ enum: ['whole', 'part'], description: 'A part leaves the record open.' })
  @IsIn(['whole', 'part'], oneOf(['whole', 'part']))
  extent!: 'whole' | 'part';

  @ApiProperty({ example: '2024-04-02' })
  @IsString()
  @MaxLength(SHORT)
  valid!: string;

  @ApiProperty({ example: 'forensic_report' })
  @IsString()
  @MaxLength(SHORT)
  source!: string;

  @ApiProperty({ example: 'A1' })
  @IsString()
  @MaxLength(SHORT)
  grade!: string;

  @ApiPropertyOptional({ description: 'partyKey of the party that handed them over.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  party?: string;
}

export class PageQuery extends KnownAtQuery {
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

export class RemainsListQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Id of a site.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  site?: string;
}

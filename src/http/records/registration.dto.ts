// The body of a registration, and its answer.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsNumber, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { MOST_STATEMENTS } from '../../domain/records/registration.js';
import { CATEGORIES, SEXES } from '../../domain/records/statement.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { IdentityFields } from './identity.dto.js';
import { StatementRequest } from './statement-request.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const SHORT = 200;

export class BirthRequest {
  @ApiPropertyOptional({ description: 'EDTF level 1; only its years are kept outside of the vault.', example: '2001' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  date?: string;

  @ApiPropertyOptional({ description: 'Instead of a date: an age in whole years.', example: 19 })
  @MayBeAbsent()
  @IsNumber()
  age?: number;

  @ApiPropertyOptional({ description: 'When the age was so.', example: '2020-12' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  asOf?: string;
}

export class ParticularsRequest {
  @ApiPropertyOptional({ enum: SEXES, example: 'male' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  sex?: string;

  @ApiPropertyOptional({ type: BirthRequest, description: 'Where left out, the years of the identity’s birth date.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => BirthRequest)
  birth?: BirthRequest;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2. A nationality is no side.', example: ['XA'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  nationalities?: string[];
}

export class CategoryRequest {
  @ApiProperty({ enum: CATEGORIES, example: 'missing_armed_forces_member' })
  @IsString()
  @MaxLength(SHORT)
  category!: string;

  @ApiPropertyOptional({ description: 'A code, never a sentence.', example: 'conscript' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  ground?: string;

  @ApiPropertyOptional({ description: 'partyKey of the party that asserts it.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  assertedBy?: string;
}

export class RegistrationRequest {
  @ApiPropertyOptional({ type: IdentityFields, description: 'Goes to the vault. Left out for a nameless record.' })
  @MayBeAbsent()
  @IsObject()
  identity?: object;

  @ApiPropertyOptional({ type: ParticularsRequest })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ParticularsRequest)
  particulars?: ParticularsRequest;

  @ApiPropertyOptional({ type: [CategoryRequest] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CategoryRequest)
  categories?: CategoryRequest[];

  @ApiPropertyOptional({ description: 'partyKey of the side of origin.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  side?: string;

  @ApiPropertyOptional({ description: 'Your own case number.', example: '2020/0117' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reference?: string;

  @ApiProperty({ enum: SHARING_LEVELS, example: 'partners_pseudonymous' })
  @IsString()
  @MaxLength(SHORT)
  sharingLevel!: string;

  @ApiPropertyOptional({ description: 'Ids of organisations, for the level `named_organisations`.', example: [] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  namedOrganisations?: string[];

  @ApiProperty({ enum: LEGAL_BASES, example: 'vital_interests' })
  @IsString()
  @MaxLength(SHORT)
  legalBasis!: string;

  @ApiPropertyOptional({ description: 'Source of particulars, categories and side.', default: 'organisation' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  source?: string;

  @ApiPropertyOptional({ description: 'Grade of the same.', default: 'B2' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  grade?: string;

  @ApiPropertyOptional({ type: [StatementRequest] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_STATEMENTS)
  @ValidateNested({ each: true })
  @Type(() => StatementRequest)
  statements?: StatementRequest[];
}

export class RegistrationAnswer {
  @ApiProperty({
    description: 'Your organisation’s pseudonym for this person.',
    example: PSEUDONYM_EXAMPLE,
  })
  pseudonym!: string;

  @ApiProperty({ description: 'Ids of particulars, categories and side, then of the statements in the order given.' })
  statements!: string[];
}

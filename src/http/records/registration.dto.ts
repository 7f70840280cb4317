// The body of a registration, and its answer.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsNumber, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { MOST_STATEMENTS } from '../../domain/records/registration.js';
import { CATEGORIES, SEXES } from '../../domain/records/statement.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { IdentityFields } from './identity.dto.js';
import { StatementRequest } from './statement-request.dto.js';
import { SharingRequest } from './sharing.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalPart, OptionalShortText, ShortText } from '../body-fields.js';

export class BirthRequest {
  @OptionalShortText({ description: 'EDTF level 1; only its years are kept outside of the vault.', example: '2001' })
  date?: string;

  @ApiPropertyOptional({ description: 'Instead of a date: an age in whole years.', example: 19 })
  @MayBeAbsent()
  @IsNumber()
  age?: number;

  @OptionalShortText({ description: 'When the age was so.', example: '2020-12' })
  asOf?: string;
}

export class ParticularsRequest {
  @OptionalShortText({ enum: SEXES, example: 'male' })
  sex?: string;

  @OptionalPart(BirthRequest, { description: 'Where left out, the years of the identity’s birth date.' })
  birth?: BirthRequest;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2. A nationality is no side.', example: ['XA'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  nationalities?: string[];
}

export class CategoryRequest {
  @ShortText({ enum: CATEGORIES, example: 'missing_armed_forces_member' })
  category!: string;

  @OptionalShortText({ description: 'A code, never a sentence.', example: 'conscript' })
  ground?: string;

  @OptionalShortText({ description: 'partyKey of the party that asserts it.' })
  assertedBy?: string;
}

export class RegistrationRequest extends SharingRequest {
  @ApiPropertyOptional({ type: IdentityFields, description: 'Goes to the vault. Left out for a nameless record.' })
  @MayBeAbsent()
  @IsObject()
  identity?: object;

  @OptionalPart(ParticularsRequest)
  particulars?: ParticularsRequest;

  @ApiPropertyOptional({ type: [CategoryRequest] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => CategoryRequest)
  categories?: CategoryRequest[];

  @OptionalShortText({ description: 'partyKey of the side of origin.' })
  side?: string;

  @ApiPropertyOptional({ description: 'Your own case number.', example: '2020/0117' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reference?: string;

  @OptionalShortText({ description: 'Source of particulars, categories and side.', default: 'organisation' })
  source?: string;

  @OptionalShortText({ description: 'Grade of the same.', default: 'B2' })
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

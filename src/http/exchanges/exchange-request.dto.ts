// The bodies of an exchange: the proposal, a step, and what is entered on its roster.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { COUNTED, VERIFIERS } from '../../domain/exchanges/exchange.js';
import { EXCHANGE_STATES } from '../../domain/exchanges/exchange-state.js';
import { MOST_COUNTS, MOST_LINES, MOST_UNIDENTIFIED } from '../../domain/exchanges/read-roster.js';
import { ABSENCE_REASONS, STANDINGS } from '../../domain/exchanges/roster.js';
import { BASES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { PLACE_PRECISIONS } from '../../domain/records/statement.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

/** Symbols of a value of a closed list or a short code; the domain says which values there are. */
const SHORT = 200;

export class ExchangeQuery extends ReadingPointQuery {
  @ApiPropertyOptional({ enum: EXCHANGE_STATES })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  state?: string;

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

export class ExchangePlaceRequest {
  @ApiProperty({ description: 'A code of the gazetteer.', example: 'demo:1004' })
  @IsString()
  @MaxLength(SHORT)
  code!: string;

  @ApiProperty({ enum: PLACE_PRECISIONS, example: 'locality_1km' })
  @IsString()
  @MaxLength(SHORT)
  precision!: string;
}

export class IntermediaryRequest {
  @ApiPropertyOptional({ description: 'partyKey of a party that passes people on.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  party?: string;

  @ApiPropertyOptional({ description: 'Or the id of an organisation of this registry.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  organisation?: string;
}

export class CountRequest {
  @ApiProperty({ description: 'partyKey of the side that hands over.' })
  @IsString()
  @MaxLength(SHORT)
  side!: string;

  @ApiProperty({ enum: COUNTED, example: 'agreed' })
  @IsIn(COUNTED, { message: `one of ${COUNTED.join(', ')}` })
  of!: string;

  @ApiProperty({ example: 60 })
  @IsNumber()
  count!: number;

  @ApiPropertyOptional({
    description: 'partyKey of the party that says so; counts of several stand beside each other.',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  saidBy?: string;
}

export class ExchangeRequest {
  @ApiProperty({ description: 'partyKeys of the sides, two or more.', type: [String] })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  sides!: string[];

  @ApiPropertyOptional({ type: IntermediaryRequest })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => IntermediaryRequest)
  intermediary?: IntermediaryRequest;

  @ApiPropertyOptional({ description: 'A short reference, never a sentence.', example: 'TRUCE-2020-11' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  agreement?: string;

  @ApiPropertyOptional({ example: '8' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  clause?: string;

  @ApiPropertyOptional({ description: 'For when it is planned: EDTF level 1.', example: '2020-12' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  day?: string;

  @ApiPropertyOptional({ type: ExchangePlaceRequest })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ExchangePlaceRequest)
  place?: ExchangePlaceRequest;

  @ApiPropertyOptional({ type: [CountRequest], description: 'Numbers without names.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_COUNTS)
  @ValidateNested({ each: true })
  @Type(() => CountRequest)
  counts?: CountRequest[];

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
}

class LineRequest {
  @ApiProperty({ description: 'By your organisation’s own pseudonym.', example: PSEUDONYM_EXAMPLE })
  @IsString()
  @MaxLength(SHORT)
  person!: string;

  @ApiProperty({ description: 'partyKey of the side that hands the person over.' })
  @IsString()
  @MaxLength(SHORT)
  side!: string;

  @ApiProperty({ enum: STANDINGS, example: 'listed' })
  @IsString()
  @MaxLength(SHORT)
  standing!: string;

  @ApiPropertyOptional({ enum: ABSENCE_REASONS, description: 'What was said about somebody absent.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  said?: string;

  @ApiPropertyOptional({ description: 'Line and statements exist for your organisation alone.', default: false })
  @MayBeAbsent()
  @IsBoolean()
  confidential?: boolean;
}

class UnidentifiedRequest {
  @ApiProperty({ description: 'partyKey of the side that handed them over.' })
  @IsString()
  @MaxLength(SHORT)
  side!: string;

  @ApiProperty({ description: `Each becomes a person of its own; at most ${MOST_UNIDENTIFIED}.`, example: 4 })
  @IsNumber()
  count!: number;
}

class RosterFields {
  @ApiPropertyOptional({ type: [LineRequest], description: `At most ${MOST_LINES}; all are entered or none.` })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_LINES, { message: `at most ${MOST_LINES} lines in one request` })
  @ValidateNested({ each: true })
  @Type(() => LineRequest)
  lines?: LineRequest[];

  @ApiPropertyOptional({ type: [UnidentifiedRequest], description: 'People who cannot say who they are.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => UnidentifiedRequest)
  unidentified?: UnidentifiedRequest[];

  @ApiPropertyOptional({ type: [CountRequest], description: 'Numbers without names.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_COUNTS)
  @ValidateNested({ each: true })
  @Type(() => CountRequest)
  counts?: CountRequest[];
}

export class RosterRequest extends RosterFields {
  @ApiPropertyOptional({ description: 'Needed where a correction takes statements back.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  reason?: string;
}

export class StepRequest extends RosterFields {
  @ApiProperty({ enum: EXCHANGE_STATES, description: 'The state that you saw.', example: 'proposed' })
  @IsString()
  @MaxLength(SHORT)
  from!: string;

  @ApiProperty({ enum: EXCHANGE_STATES, example: 'agreed' })
  @IsString()
  @MaxLength(SHORT)
  to!: string;

  @ApiPropertyOptional({
    description: 'When: EDTF level 1; needed for `handed_over` and `verified`.',
    example: '2020-12-14',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  day?: string;

  @ApiPropertyOptional({ type: ExchangePlaceRequest })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ExchangePlaceRequest)
  place?: ExchangePlaceRequest;

  @ApiPropertyOptional({
    enum: STATEMENT_SOURCES,
    description: 'Of the statements it writes.',
    default: 'organisation',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  source?: string;

  @ApiPropertyOptional({ description: 'Of the statements it writes.', default: 'B2' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  grade?: string;

  @ApiPropertyOptional({ enum: BASES, default: 'told' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  basis?: string;

  @ApiPropertyOptional({ enum: VERIFIERS, description: 'Who attests the arrivals, for `verified`.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  attestedBy?: string;
}

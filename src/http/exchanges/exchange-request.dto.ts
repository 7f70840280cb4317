// The bodies of an exchange: the proposal, a step, and what is entered on its roster.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNumber, IsString, MaxLength, ValidateNested } from 'class-validator';
import { COUNTED, VERIFIERS } from '../../domain/exchanges/exchange.js';
import { EXCHANGE_STATES } from '../../domain/exchanges/exchange-state.js';
import { MOST_COUNTS, MOST_LINES, MOST_UNIDENTIFIED } from '../../domain/exchanges/read-roster.js';
import { ABSENCE_REASONS, STANDINGS } from '../../domain/exchanges/roster.js';
import { BASES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ReadingPointQuery } from '../../request/reading-point.js';
import { SharingRequest } from '../records/sharing.dto.js';
import { PlaceRequest } from '../records/statement-request.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalPart, OptionalShortText, PageCursor, PageLimit, ShortText } from '../body-fields.js';

export class ExchangeQuery extends ReadingPointQuery {
  @OptionalShortText({ enum: EXCHANGE_STATES })
  state?: string;

  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class IntermediaryRequest {
  @OptionalShortText({ description: 'partyKey of a party that passes people on.' })
  party?: string;

  @OptionalShortText({ description: 'Or the id of an organisation of this registry.' })
  organisation?: string;
}

export class CountRequest {
  @ShortText({ description: 'partyKey of the side that hands over.' })
  side!: string;

  @ApiProperty({ enum: COUNTED, example: 'agreed' })
  @IsIn(COUNTED, { message: `one of ${COUNTED.join(', ')}` })
  of!: string;

  @ApiProperty({ example: 60 })
  @IsNumber()
  count!: number;

  @OptionalShortText({
    description: 'partyKey of the party that says so; counts of several stand beside each other.',
  })
  saidBy?: string;
}

export class ExchangeRequest extends SharingRequest {
  @ApiProperty({ description: 'partyKeys of the sides, two or more.', type: [String] })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  sides!: string[];

  @OptionalPart(IntermediaryRequest)
  intermediary?: IntermediaryRequest;

  @OptionalShortText({ description: 'A short reference, never a sentence.', example: 'TRUCE-2020-11' })
  agreement?: string;

  @OptionalShortText({ example: '8' })
  clause?: string;

  @OptionalShortText({ description: 'For when it is planned: EDTF level 1.', example: '2020-12' })
  day?: string;

  @OptionalPart(PlaceRequest)
  place?: PlaceRequest;

  @ApiPropertyOptional({ type: [CountRequest], description: 'Numbers without names.' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_COUNTS)
  @ValidateNested({ each: true })
  @Type(() => CountRequest)
  counts?: CountRequest[];
}

class RosterLineRequest {
  @ShortText({ description: 'By your organisation’s own pseudonym.', example: PSEUDONYM_EXAMPLE })
  person!: string;

  @ShortText({ description: 'partyKey of the side that hands the person over.' })
  side!: string;

  @ShortText({ enum: STANDINGS, example: 'listed' })
  standing!: string;

  @OptionalShortText({ enum: ABSENCE_REASONS, description: 'What was said about somebody absent.' })
  said?: string;

  @ApiPropertyOptional({ description: 'Line and statements exist for your organisation alone.', default: false })
  @MayBeAbsent()
  @IsBoolean()
  confidential?: boolean;
}

class UnidentifiedRequest {
  @ShortText({ description: 'partyKey of the side that handed them over.' })
  side!: string;

  @ApiProperty({ description: `Each becomes a person of its own; at most ${MOST_UNIDENTIFIED}.`, example: 4 })
  @IsNumber()
  count!: number;
}

class RosterFields {
  @ApiPropertyOptional({ type: [RosterLineRequest], description: `At most ${MOST_LINES}; all are entered or none.` })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_LINES, { message: `at most ${MOST_LINES} lines in one request` })
  @ValidateNested({ each: true })
  @Type(() => RosterLineRequest)
  lines?: RosterLineRequest[];

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
  @ShortText({ enum: EXCHANGE_STATES, description: 'The state that you saw.', example: 'proposed' })
  from!: string;

  @ShortText({ enum: EXCHANGE_STATES, example: 'agreed' })
  to!: string;

  @OptionalShortText({
    description: 'When: EDTF level 1; needed for `handed_over` and `verified`.',
    example: '2020-12-14',
  })
  day?: string;

  @OptionalPart(PlaceRequest)
  place?: PlaceRequest;

  @OptionalShortText({
    enum: STATEMENT_SOURCES,
    description: 'Of the statements it writes.',
    default: 'organisation',
  })
  source?: string;

  @OptionalShortText({ description: 'Of the statements it writes.', default: 'B2' })
  grade?: string;

  @OptionalShortText({ enum: BASES, default: 'told' })
  basis?: string;

  @OptionalShortText({ enum: VERIFIERS, description: 'Who attests the arrivals, for `verified`.' })
  attestedBy?: string;
}

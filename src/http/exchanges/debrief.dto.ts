// The bodies and the answers of debriefs.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, ValidateNested } from 'class-validator';
import { DEBRIEF_ANSWERS, DEBRIEF_USES, SIGHTING_STRENGTHS } from '../../domain/exchanges/debrief.js';
import { MOST_SIGHTINGS } from '../../domain/exchanges/read-sightings.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { ExchangeParty, ExchangePlace } from './exchange-answer.dto.js';
import { PlaceRequest } from '../records/statement-request.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalPart, OptionalShortText, ShortText } from '../body-fields.js';

const ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';
const nullable = { nullable: true } as const;

export class InvitationRequest {
  @ShortText({ description: 'Somebody handed over in this exchange.', example: PSEUDONYM_EXAMPLE })
  person!: string;
}

export class InvitationAnswerRequest {
  @ShortText({ enum: DEBRIEF_ANSWERS, example: 'accepts' })
  answer!: string;

  @ApiProperty({ description: 'Whether a doctor has agreed to a debrief; nothing can be asked before.' })
  @IsBoolean()
  medicallyCleared!: boolean;
}

export class DebriefConsentRequest {
  @ShortText({ enum: DEBRIEF_USES, example: 'tracing' })
  use!: string;

  @ApiProperty({ description: 'False withdraws it, and with it what came of it.' })
  @IsBoolean()
  given!: boolean;
}

export class SightingRequest {
  @ShortText({ description: 'Whom, by your organisation’s own pseudonym.', example: PSEUDONYM_EXAMPLE })
  person!: string;

  @ShortText({ description: 'When: EDTF level 1.', example: '2021-02~' })
  seen!: string;

  @OptionalPart(PlaceRequest)
  place?: PlaceRequest;

  @ShortText({ enum: SIGHTING_STRENGTHS, example: 'firsthand' })
  contactStrength!: string;

  @ApiPropertyOptional({ default: true })
  @MayBeAbsent()
  @IsBoolean()
  inCustody?: boolean;

  @OptionalShortText({ description: 'partyKey of the holder.' })
  holder?: string;

  @ShortText({ example: 'B2' })
  grade!: string;
}

export class SightingsRequest {
  @ApiProperty({ type: [SightingRequest], description: 'All are recorded or none.' })
  @IsArray()
  @ArrayMaxSize(MOST_SIGHTINGS)
  @ValidateNested({ each: true })
  @Type(() => SightingRequest)
  sightings!: SightingRequest[];
}

export class DebriefCreated {
  @ApiProperty({ example: ID }) id!: string;
}

export class ConsentRecorded extends DebriefCreated {
  @ApiProperty({ description: 'Proofs of life written.', example: 2 }) written!: number;
  @ApiProperty({ description: 'Proofs of life retracted.', example: 0 }) retracted!: number;
}

export class SightingsRecorded extends DebriefCreated {
  @ApiProperty({ example: 2 }) recorded!: number;
  @ApiProperty({ description: 'Proofs of life written; none without consent.', example: 0 }) written!: number;
}

export class SightingAnswer {
  @ApiProperty({ ...nullable, type: String, description: 'Null for whom you may not see.', example: PSEUDONYM_EXAMPLE })
  person!: string | null;
  @ApiProperty({ example: '2021-02~' }) seen!: string;
  @ApiProperty({ ...nullable, type: ExchangePlace }) place!: ExchangePlace | null;
  @ApiProperty({ enum: SIGHTING_STRENGTHS }) contactStrength!: string;
  @ApiProperty() inCustody!: boolean;
  @ApiProperty({ ...nullable, type: ExchangeParty }) holder!: ExchangeParty | null;
  @ApiProperty({ example: 'B2' }) grade!: string;
  @ApiProperty({ ...nullable, type: String, description: 'The proof of life that came of it and stands.' })
  statementId!: string | null;
}

export class ConsentAnswer {
  @ApiProperty({ enum: DEBRIEF_USES }) use!: string;
  @ApiProperty() given!: boolean;
}

export class DebriefAnswerBody {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) person!: string;
  @ApiProperty({ example: INSTANT }) invitedAt!: string;
  @ApiProperty({ ...nullable, type: String, enum: DEBRIEF_ANSWERS }) answer!: string | null;
  @ApiProperty() medicallyCleared!: boolean;
  @ApiProperty({ type: [ConsentAnswer] }) consents!: ConsentAnswer[];
  @ApiProperty({ type: [SightingAnswer] }) sightings!: SightingAnswer[];
}

export class DebriefList {
  @ApiProperty({ type: [DebriefAnswerBody] }) debriefs!: DebriefAnswerBody[];
}

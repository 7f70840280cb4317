// The body of a statement as an organisation gives it, of a retraction and of a supersession.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsString, MaxLength } from 'class-validator';
import { BASES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import { STATEMENT_KINDS } from '../../domain/records/statement-kinds.js';
import { PLACE_PRECISIONS } from '../../domain/records/statement.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { OptionalPart, OptionalShortText, Part, ShortText } from '../body-fields.js';

const DETAILS_OF_KINDS = STATEMENT_KINDS.map(
  (kind) => `\`${kind}\`: ${Object.keys(STATEMENT_DETAILS[kind].fields).join(', ')}`,
).join('; ');

export class PlaceRequest {
  @ShortText({ description: 'A code of the gazetteer.', example: 'demo:1004' })
  code!: string;

  @ShortText({ enum: PLACE_PRECISIONS, example: 'locality_1km' })
  precision!: string;
}

export class StatementRequest {
  @ShortText({ enum: STATEMENT_KINDS, example: 'proof_of_life' })
  kind!: string;

  @ShortText({ description: 'When it was so: EDTF level 1, as uncertain as it is.', example: '2020-12-13' })
  valid!: string;

  @ShortText({ enum: STATEMENT_SOURCES, example: 'holder_media' })
  source!: string;

  @ShortText({ description: 'Reliability A-F of the source and 1-6 of the information.', example: 'B2' })
  grade!: string;

  @OptionalShortText({ enum: BASES, default: 'told' })
  basis?: string;

  @OptionalPart(PlaceRequest)
  place?: PlaceRequest;

  @ApiPropertyOptional({ description: 'Counts in your organisation’s view and in no other.', default: false })
  @MayBeAbsent()
  @IsBoolean()
  confidential?: boolean;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: `What the kind asks for. ${DETAILS_OF_KINDS}.`,
    example: { inCustody: true, contactStrength: 'firsthand', evidence: 'video-1' },
  })
  @MayBeAbsent()
  @IsObject()
  details?: Record<string, unknown>;

  @OptionalShortText({ description: 'Your own number for this statement.', example: 'note-17' })
  reference?: string;
}

export class AddedStatementRequest extends StatementRequest {
  @ApiPropertyOptional({
    description:
      'Others are told once a second person of your organisation has verified it. For coordinators, of persons whom their organisation registered.',
    default: false,
  })
  @MayBeAbsent()
  @IsBoolean()
  untilVerified?: boolean;
}

export class RetractionRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The clip shows somebody else.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class SupersessionRequest extends RetractionRequest {
  @Part(StatementRequest, { description: 'The better statement.' })
  successor!: StatementRequest;
}

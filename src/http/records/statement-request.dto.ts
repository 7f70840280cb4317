// The body of a statement as an organisation gives it, of a retraction and of a supersession.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { BASES, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { STATEMENT_DETAILS } from '../../domain/records/statement-details.js';
import { STATEMENT_KINDS } from '../../domain/records/statement-kinds.js';
import { PLACE_PRECISIONS } from '../../domain/records/statement.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';

/** Symbols of a value of a closed list or a short code; the domain says which values there are. */
const SHORT = 200;

const DETAILS_OF_KINDS = STATEMENT_KINDS.map(
  (kind) => `\`${kind}\`: ${Object.keys(STATEMENT_DETAILS[kind].fields).join(', ')}`,
).join('; ');

export class PlaceRequest {
  @ApiProperty({ description: 'A code of the gazetteer.', example: 'demo:1004' })
  @IsString()
  @MaxLength(SHORT)
  code!: string;

  @ApiProperty({ enum: PLACE_PRECISIONS, example: 'locality_1km' })
  @IsString()
  @MaxLength(SHORT)
  precision!: string;
}

export class StatementRequest {
  @ApiProperty({ enum: STATEMENT_KINDS, example: 'proof_of_life' })
  @IsString()
  @MaxLength(SHORT)
  kind!: string;

  @ApiProperty({ description: 'When it was so: EDTF level 1, as uncertain as it is.', example: '2020-12-13' })
  @IsString()
  @MaxLength(SHORT)
  valid!: string;

  @ApiProperty({ enum: STATEMENT_SOURCES, example: 'holder_media' })
  @IsString()
  @MaxLength(SHORT)
  source!: string;

  @ApiProperty({ description: 'Reliability A-F of the source and 1-6 of the information.', example: 'B2' })
  @IsString()
  @MaxLength(SHORT)
  grade!: string;

  @ApiPropertyOptional({ enum: BASES, default: 'told' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  basis?: string;

  @ApiPropertyOptional({ type: PlaceRequest })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => PlaceRequest)
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

  @ApiPropertyOptional({ description: 'Your own number for this statement.', example: 'note-17' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  reference?: string;
}

export class RetractionRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The clip shows somebody else.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class SupersessionRequest extends RetractionRequest {
  @ApiProperty({ type: StatementRequest, description: 'The better statement.' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => StatementRequest)
  successor!: StatementRequest;
}

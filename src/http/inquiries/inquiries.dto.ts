// The body of an inquiry and its answers.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsInt, IsObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { INQUIRY_BANDS, INQUIRY_STATES } from '../../domain/matching/inquiry-policy.js';
import { REPLY_CONTENTS } from '../../domain/matching/inquiry-reply.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { SEXES } from '../../domain/records/statement.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';

const nullable = { nullable: true, type: String } as const;

export class YearsRequest {
  @ApiProperty({ example: 1999 }) @IsInt() from!: number;
  @ApiProperty({ example: 2002 }) @IsInt() to!: number;
}

export class SoughtRequest {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'As at registration: {text, script?, order?, role?}; roles own, alias, father, mother.',
    example: [{ text: 'Arvel Tassin' }, { text: 'Joren Tassin', role: 'father' }],
  })
  @IsArray()
  names!: unknown[];

  @ApiPropertyOptional({ description: 'EDTF level 1.', example: '2001-04' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  birthDate?: string;

  @ApiPropertyOptional({ type: YearsRequest, description: 'Where no date is known.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => YearsRequest)
  birthYears?: YearsRequest;

  @ApiPropertyOptional({ enum: SEXES, example: 'male' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  sex?: string;
}

export class InquiryRequest {
  @ApiProperty({ type: SoughtRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SoughtRequest)
  sought!: SoughtRequest;

  @ApiProperty({ enum: INQUIRY_PURPOSES, example: 'family_tracing' })
  @IsString()
  @MaxLength(100)
  purpose!: string;
}

export class InquiryAnswered {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) id!: string;
  @ApiProperty({ enum: INQUIRY_STATES, example: 'answered' }) state!: string;
  @ApiPropertyOptional({ description: 'With `received`: always the same words.' }) message?: string;
  @ApiPropertyOptional({ enum: INQUIRY_BANDS, description: 'With `answered`.', example: 'one_match' }) band?: string;
  @ApiPropertyOptional({ enum: WHEREABOUTS_STATUSES, description: 'With `one_match`.' }) status?: string;
}

export class InquiryQuery {
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

export class ListedInquiryAnswer {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) id!: string;
  @ApiProperty({ description: 'Who asked.', example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ enum: INQUIRY_PURPOSES }) purpose!: string;
  @ApiProperty({ enum: INQUIRY_STATES }) state!: string;
  @ApiProperty({ ...nullable, enum: INQUIRY_BANDS }) band!: string | null;
  @ApiProperty({ ...nullable, enum: WHEREABOUTS_STATUSES }) status!: string | null;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) createdAt!: string;
  @ApiProperty({ ...nullable, description: 'When the central agency has replied last; null while it has not.' })
  repliedAt!: string | null;
}

export class ToldReplyAnswer {
  @ApiProperty({ enum: REPLY_CONTENTS, isArray: true, description: 'What was told.', example: ['no_information'] })
  tells!: string[];
  @ApiProperty({ description: 'The same in fixed words.' }) message!: string;
  @ApiProperty({ ...nullable, enum: WHEREABOUTS_STATUSES, description: 'As recorded on the day of the reply.' })
  status!: string | null;
  @ApiProperty({ ...nullable, description: 'To get in touch with.', example: 'Vale Tracing Office' })
  contactOrganisation!: string | null;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) toldAt!: string;
}

export class ReadInquiryAnswer extends ListedInquiryAnswer {
  @ApiProperty({
    ...nullable,
    description: 'Of one that is received: always the same words, until the central agency has replied.',
  })
  message!: string | null;
  @ApiProperty({
    type: [ToldReplyAnswer],
    description: 'What the central agency told, newest first: the first one stands, and takes the place of the others.',
  })
  replies!: ToldReplyAnswer[];
}

export class InquiryPage {
  @ApiProperty({ type: [ListedInquiryAnswer] }) inquiries!: ListedInquiryAnswer[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

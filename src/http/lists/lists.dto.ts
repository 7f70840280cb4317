// The bodies and queries of lists.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { LIST_ANSWERS } from '../../domain/lists/list.js';
import { MOST_LINES } from '../../domain/lists/list-reading.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { TimesQuery } from '../../request/reading-point.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalShortText, PageCursor, PageLimit, Part, ShortText } from '../body-fields.js';

export class SideRequest {
  @OptionalShortText({ description: 'partyKey of a party.' })
  party?: string;

  @OptionalShortText({ description: 'Or the id of an organisation.' })
  organisationId?: string;
}

export class ListLineRequest {
  @OptionalShortText({ description: 'Of a person whom you know.', example: PSEUDONYM_EXAMPLE })
  pseudonym?: string;

  @ApiPropertyOptional({ description: 'The line as it was submitted. Goes to the vault.', example: 'Tassin, Arvel' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(10_000)
  text?: string;

  @ApiPropertyOptional({ description: 'For people without names: at least so many.', example: 4 })
  @MayBeAbsent()
  @IsInt()
  least?: number;

  @ApiPropertyOptional({ description: 'At most so many.', example: 5 })
  @MayBeAbsent()
  @IsInt()
  most?: number;
}

export class ListRequest {
  @Part(SideRequest)
  submitter!: SideRequest;

  @Part(SideRequest)
  recipient!: SideRequest;

  @ShortText({ example: '2021-02-10' })
  submittedOn!: string;

  @ApiPropertyOptional({ description: 'Your own number for this list.', example: 'L-2021/3' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reference?: string;

  @ApiProperty({ type: [ListLineRequest] })
  @IsArray()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => ListLineRequest)
  lines!: ListLineRequest[];
}

export class ListAnswerRequest {
  @ApiPropertyOptional({ description: 'Number of the line; left out, the answer is to the whole list.', example: 1 })
  @MayBeAbsent()
  @IsInt()
  line?: number;

  @ShortText({ enum: LIST_ANSWERS, example: 'acknowledged' })
  answer!: string;

  @ShortText({ example: '2021-03-01' })
  answeredOn!: string;

  @Part(SideRequest)
  answeredBy!: SideRequest;

  @OptionalShortText({ description: 'Reliability A-F and information 1-6.', default: 'B2' })
  grade?: string;
}

export class ListWithdrawalRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The answer was about another line.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class LineMatchRequest {
  @ShortText({ example: PSEUDONYM_EXAMPLE })
  pseudonym!: string;
}

export class LineDisclosureRequest {
  @ShortText({ enum: DISCLOSURE_PURPOSES, example: 'identification' })
  purpose!: string;

  @ApiProperty({ description: 'In words; your organisation reads it.', example: 'Comparison with a case of ours.' })
  @IsString()
  reason!: string;
}

export class ListsQuery extends TimesQuery {
  @OptionalShortText({ description: 'Only lists with a line about this person.' })
  person?: string;

  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class LinesQuery extends TimesQuery {
  @ApiPropertyOptional({ description: 'Number of the last line of the page before.', example: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,6}$/, { message: 'the number of a line' })
  after?: string;

  @PageLimit()
  limit?: string;
}

export class SuggestionsRequest {
  @ApiProperty({ enum: INQUIRY_PURPOSES, example: 'family_tracing' })
  @IsString()
  @MaxLength(100)
  purpose!: string;

  @ApiPropertyOptional({ description: 'Number of the last line of the page before.', example: 200 })
  @MayBeAbsent()
  @IsInt()
  after?: number;

  @ApiPropertyOptional({ description: 'Lines of the page, 1 to 200.', example: 200 })
  @MayBeAbsent()
  @IsInt()
  limit?: number;
}

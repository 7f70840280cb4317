// The bodies and queries of lists.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsInt,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { LIST_ANSWERS } from '../../domain/lists/list.js';
import { MOST_LINES } from '../../domain/lists/list-reading.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const SHORT = 200;

export class SideRequest {
  @ApiPropertyOptional({ description: 'partyKey of a party.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  party?: string;

  @ApiPropertyOptional({ description: 'Or the id of an organisation.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  organisationId?: string;
}

export class LineRequest {
  @ApiPropertyOptional({ description: 'Of a person whom you know.', example: PSEUDONYM_EXAMPLE })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
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
  @ApiProperty({ type: SideRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SideRequest)
  submitter!: SideRequest;

  @ApiProperty({ type: SideRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SideRequest)
  recipient!: SideRequest;

  @ApiProperty({ example: '2021-02-10' })
  @IsString()
  @MaxLength(SHORT)
  submittedOn!: string;

  @ApiPropertyOptional({ description: 'Your own number for this list.', example: 'L-2021/3' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reference?: string;

  @ApiProperty({ type: [LineRequest] })
  @IsArray()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => LineRequest)
  lines!: LineRequest[];
}

export class ListAnswerRequest {
  @ApiPropertyOptional({ description: 'Number of the line; left out, the answer is to the whole list.', example: 1 })
  @MayBeAbsent()
  @IsInt()
  line?: number;

  @ApiProperty({ enum: LIST_ANSWERS, example: 'acknowledged' })
  @IsString()
  @MaxLength(SHORT)
  answer!: string;

  @ApiProperty({ example: '2021-03-01' })
  @IsString()
  @MaxLength(SHORT)
  answeredOn!: string;

  @ApiProperty({ type: SideRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SideRequest)
  answeredBy!: SideRequest;

  @ApiPropertyOptional({ description: 'Reliability A-F and information 1-6.', default: 'B2' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  grade?: string;
}

export class ListWithdrawalRequest {
  @ApiProperty({ description: 'Why; name nobody.', example: 'The answer was about another line.', minLength: 3 })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class LineMatchRequest {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE })
  @IsString()
  @MaxLength(SHORT)
  pseudonym!: string;
}

export class LineDisclosureRequest {
  @ApiProperty({ enum: DISCLOSURE_PURPOSES, example: 'identification' })
  @IsString()
  @MaxLength(SHORT)
  purpose!: string;

  @ApiProperty({ description: 'In words; your organisation reads it.', example: 'Comparison with a case of ours.' })
  @IsString()
  reason!: string;
}

export class ListsQuery {
  @ApiPropertyOptional({ description: 'Only lists with a line about this person.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  person?: string;

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

export class LinesQuery {
  @ApiPropertyOptional({ description: 'Number of the last line of the page before.', example: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,6}$/, { message: 'the number of a line' })
  after?: string;

  @ApiPropertyOptional({ description: '1 to 200.', example: '50', default: '50' })
  @MayBeAbsent()
  @Matches(/^\d{1,3}$/, { message: 'a whole number from 1 to 200' })
  limit?: string;
}

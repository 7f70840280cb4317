// The bodies and the query of tracing requests.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { CONTACT_SUBJECTS, FIELDS_OF } from '../../domain/identity/contact-disclosure.js';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import {
  CONSENT_DECISIONS,
  CONSENT_GIVERS,
  CONSENT_PURPOSES,
  CONSENT_RECIPIENTS,
} from '../../domain/tracing/consent.js';
import { CLOSING_REASONS, KINSHIPS, REQUEST_STATES, SAFE_CHANNELS } from '../../domain/tracing/tracing-request.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { RegistrationRequest } from '../records/registration.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const SHORT = 200;
const MOST_CONSENTS = 50;

export class SoughtPersonRequest {
  @ApiPropertyOptional({ description: 'Of a person whom you know already.', example: PSEUDONYM_EXAMPLE })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  pseudonym?: string;

  @ApiPropertyOptional({ type: RegistrationRequest, description: 'Or a person to register with the request.' })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => RegistrationRequest)
  registration?: RegistrationRequest;
}

export class EnquirerRequest {
  @ApiProperty({ example: 'Oda Tassin' })
  @IsString()
  @MaxLength(1000)
  name!: string;

  @ApiPropertyOptional({ example: '4 Lantern Street' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  address?: string;

  @ApiPropertyOptional({ example: '+00 000 0001' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  phone?: string;

  @ApiPropertyOptional({ example: 'oda@post.example' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  email?: string;
}

export class SafeChannelRequest {
  @ApiProperty({ enum: SAFE_CHANNELS, example: 'phone_call' })
  @IsString()
  @MaxLength(SHORT)
  channel!: string;

  @ApiPropertyOptional({
    description: 'When, on which number, what to say when somebody else answers. Goes to the vault.',
    example: 'After six; say that the library calls.',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(20_000)
  details?: string;
}

export class ConsentRequest {
  @ApiProperty({ enum: CONSENT_GIVERS, example: 'enquirer' })
  @IsString()
  @MaxLength(SHORT)
  givenBy!: string;

  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'tracing' })
  @IsString()
  @MaxLength(SHORT)
  purpose!: string;

  @ApiProperty({ enum: CONSENT_RECIPIENTS, example: 'central_agency' })
  @IsString()
  @MaxLength(SHORT)
  recipient!: string;

  @ApiPropertyOptional({ description: 'For the recipient `organisation`.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  organisationId?: string;

  @ApiProperty({ enum: CONSENT_DECISIONS, example: 'given' })
  @IsString()
  @MaxLength(SHORT)
  decision!: string;

  @ApiProperty({ example: '2021-05-30' })
  @IsString()
  @MaxLength(SHORT)
  decidedOn!: string;
}

export class TracingRequestRequest {
  @ApiProperty({ type: SoughtPersonRequest, description: 'Either a pseudonym or a registration.' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SoughtPersonRequest)
  sought!: SoughtPersonRequest;

  @ApiProperty({ type: EnquirerRequest, description: 'Goes to the vault.' })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => EnquirerRequest)
  enquirer!: EnquirerRequest;

  @ApiProperty({ type: SafeChannelRequest })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => SafeChannelRequest)
  safeChannel!: SafeChannelRequest;

  @ApiProperty({ enum: KINSHIPS, description: 'What the enquirer is to the person.', example: 'sibling' })
  @IsString()
  @MaxLength(SHORT)
  kinship!: string;

  @ApiProperty({ example: '2021-05-30' })
  @IsString()
  @MaxLength(SHORT)
  receivedOn!: string;

  @ApiPropertyOptional({ type: [ConsentRequest] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MOST_CONSENTS)
  @ValidateNested({ each: true })
  @Type(() => ConsentRequest)
  consents?: ConsentRequest[];

  @ApiPropertyOptional({ description: 'Your own number for this request.', example: 'TR-2021/17' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  reference?: string;

  @ApiPropertyOptional({
    description: 'By when the enquirer was promised to hear again; becomes a task.',
    example: '2021-07-01',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  followUpBy?: string;
}

export class TransitionRequest {
  @ApiProperty({ enum: REQUEST_STATES, example: 'open' })
  @IsString()
  @MaxLength(SHORT)
  to!: string;

  @ApiPropertyOptional({ enum: CLOSING_REASONS, description: 'For `closed`.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  closingReason?: string;

  @ApiProperty({ description: 'Why; name nobody.', example: 'The first interview has been held.' })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class RequestAssignmentRequest {
  @ApiProperty({ example: 'ilse.liaison' })
  @IsString()
  @MaxLength(SHORT)
  username!: string;
}

export class EnquirerDisclosureRequest {
  @ApiProperty({ enum: DISCLOSURE_PURPOSES, example: 'family_contact' })
  @IsString()
  @MaxLength(SHORT)
  purpose!: string;

  @ApiProperty({ enum: FIELDS_OF[CONTACT_SUBJECTS[0]], isArray: true, example: ['contact'] })
  @IsArray()
  fields!: unknown[];

  @ApiProperty({ description: 'In words; your organisation reads it.', example: 'The weekly call with the family.' })
  @IsString()
  reason!: string;
}

export class TracingRequestQuery {
  @ApiPropertyOptional({ enum: REQUEST_STATES })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  state?: string;

  @ApiPropertyOptional({ description: 'Only those about this person.' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  person?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those that you work on.' })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  mine?: string;

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

// The bodies and the query of tracing requests.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength, ValidateNested } from 'class-validator';
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
import { KnownAtQuery } from '../../request/reading-point.js';
import { RegistrationRequest } from '../records/registration.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalPart, OptionalShortText, PageCursor, PageLimit, Part, ShortText } from '../body-fields.js';

const MOST_CONSENTS = 50;

export class SoughtPersonRequest {
  @OptionalShortText({ description: 'Of a person whom you know already.', example: PSEUDONYM_EXAMPLE })
  pseudonym?: string;

  @OptionalPart(RegistrationRequest, { description: 'Or a person to register with the request.' })
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
  @ShortText({ enum: SAFE_CHANNELS, example: 'phone_call' })
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
  @ShortText({ enum: CONSENT_GIVERS, example: 'enquirer' })
  givenBy!: string;

  @ShortText({ enum: CONSENT_PURPOSES, example: 'tracing' })
  purpose!: string;

  @ShortText({ enum: CONSENT_RECIPIENTS, example: 'central_agency' })
  recipient!: string;

  @OptionalShortText({ description: 'For the recipient `organisation`.' })
  organisationId?: string;

  @ShortText({ enum: CONSENT_DECISIONS, example: 'given' })
  decision!: string;

  @ShortText({ example: '2021-05-30' })
  decidedOn!: string;
}

export class TracingRequestRequest {
  @Part(SoughtPersonRequest, { description: 'Either a pseudonym or a registration.' })
  sought!: SoughtPersonRequest;

  @Part(EnquirerRequest, { description: 'Goes to the vault.' })
  enquirer!: EnquirerRequest;

  @Part(SafeChannelRequest)
  safeChannel!: SafeChannelRequest;

  @ShortText({ enum: KINSHIPS, description: 'What the enquirer is to the person.', example: 'sibling' })
  kinship!: string;

  @ShortText({ example: '2021-05-30' })
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

  @OptionalShortText({
    description: 'By when the enquirer was promised to hear again; becomes a task.',
    example: '2021-07-01',
  })
  followUpBy?: string;
}

export class TransitionRequest {
  @ShortText({ enum: REQUEST_STATES, example: 'open' })
  to!: string;

  @OptionalShortText({ enum: CLOSING_REASONS, description: 'For `closed`.' })
  closingReason?: string;

  @ApiProperty({ description: 'Why; name nobody.', example: 'The first interview has been held.' })
  @IsString()
  @MaxLength(2000)
  reason!: string;
}

export class RequestAssignmentRequest {
  @ShortText({ example: 'ilse.liaison' })
  username!: string;
}

export class EnquirerDisclosureRequest {
  @ShortText({ enum: DISCLOSURE_PURPOSES, example: 'family_contact' })
  purpose!: string;

  @ApiProperty({ enum: FIELDS_OF[CONTACT_SUBJECTS[0]], isArray: true, example: ['contact'] })
  @IsArray()
  fields!: unknown[];

  @ApiProperty({ description: 'In words; your organisation reads it.', example: 'The weekly call with the family.' })
  @IsString()
  reason!: string;
}

export class EnquirerDisclosuresQuery extends KnownAtQuery {
  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class TracingRequestQuery extends KnownAtQuery {
  @OptionalShortText({ enum: REQUEST_STATES })
  state?: string;

  @OptionalShortText({ description: 'Only those about this person.' })
  person?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Only those that you work on.' })
  @MayBeAbsent()
  @IsIn(['true', 'false'], { message: 'true or false' })
  mine?: string;

  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

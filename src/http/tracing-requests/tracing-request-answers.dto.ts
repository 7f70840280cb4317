// Tracing requests as the API answers them: never with a name, save where the enquirer is disclosed.

import { ApiProperty } from '@nestjs/swagger';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import {
  CONSENT_DECISIONS,
  CONSENT_GIVERS,
  CONSENT_PURPOSES,
  CONSENT_RECIPIENTS,
} from '../../domain/tracing/consent.js';
import { CLOSING_REASONS, KINSHIPS, REQUEST_STATES, SAFE_CHANNELS } from '../../domain/tracing/tracing-request.js';
import { DisclosedContact } from '../identity/identity.dto.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const nullable = { nullable: true, type: String } as const;
const ID = '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69';
const INSTANT = '2021-06-01T12:00:00.000Z';

export class TracingRequestRef {
  @ApiProperty({ example: ID }) id!: string;
}

export class TracingRequestAdded extends TracingRequestRef {
  @ApiProperty({ description: 'Of the person who is sought.', example: PSEUDONYM_EXAMPLE })
  pseudonym!: string;
}

export class TracingRequestMoved extends TracingRequestRef {
  @ApiProperty({ enum: REQUEST_STATES, example: 'open' }) state!: string;
}

export class SafeChannelChanged extends TracingRequestRef {
  @ApiProperty({ enum: SAFE_CHANNELS, example: 'letter' }) channel!: string;
}

export class ListedTracingRequestAnswer extends TracingRequestAdded {
  @ApiProperty({ ...nullable, example: 'TR-2021/17' }) reference!: string | null;
  @ApiProperty({ enum: KINSHIPS, example: 'sibling' }) kinship!: string;
  @ApiProperty({ enum: SAFE_CHANNELS, example: 'phone_call' }) channel!: string;
  @ApiProperty({ enum: REQUEST_STATES, example: 'open' }) state!: string;
  @ApiProperty({ ...nullable, enum: CLOSING_REASONS, example: null }) closingReason!: string | null;
  @ApiProperty({ example: '2021-05-30' }) receivedOn!: string;
  @ApiProperty({ description: 'Who works on it.', example: 'ilse.liaison' }) worker!: string;
  @ApiProperty({ example: INSTANT }) createdAt!: string;
}

export class TracingRequestPage {
  @ApiProperty({ type: [ListedTracingRequestAnswer], description: 'Newest first.' })
  requests!: ListedTracingRequestAnswer[];
  @ApiProperty({ ...nullable, description: 'Of the next page; null on the last.' }) cursor!: string | null;
}

export class RequestStepAnswer {
  @ApiProperty({ enum: REQUEST_STATES, example: 'open' }) state!: string;
  @ApiProperty({ ...nullable, enum: CLOSING_REASONS, example: null }) closingReason!: string | null;
  @ApiProperty({ example: 'The first interview has been held.' }) reason!: string;
  @ApiProperty({ example: 'ilse.liaison' }) by!: string;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class StandingConsentAnswer {
  @ApiProperty({ enum: CONSENT_PURPOSES, example: 'tracing' }) purpose!: string;
  @ApiProperty({ enum: CONSENT_RECIPIENTS, example: 'central_agency' }) recipient!: string;
  @ApiProperty({ ...nullable, description: 'The organisation, by name.', example: null }) organisation!: string | null;
  @ApiProperty({ enum: CONSENT_GIVERS, example: 'enquirer' }) givenBy!: string;
}

export class ConsentDecisionAnswer extends StandingConsentAnswer {
  @ApiProperty({ enum: CONSENT_DECISIONS, example: 'given' }) decision!: string;
  @ApiProperty({ example: '2021-05-30' }) decidedOn!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class TracingRequestAnswer extends ListedTracingRequestAnswer {
  @ApiProperty({
    description: 'Whether you work on it, and so may be shown the enquirer; in the past, whether you did.',
  })
  assigned!: boolean;
  @ApiProperty({ type: [RequestStepAnswer], description: 'Oldest first.' }) steps!: RequestStepAnswer[];
  @ApiProperty({
    type: [StandingConsentAnswer],
    description: 'What is agreed to now; once the sought person was reached, by their word alone.',
  })
  consents!: StandingConsentAnswer[];
  @ApiProperty({ type: [ConsentDecisionAnswer], description: 'Every decision, oldest first.' })
  decisions!: ConsentDecisionAnswer[];
}

export class EnquirerDisclosed {
  @ApiProperty({ example: ID }) disclosureId!: string;
  @ApiProperty({ example: INSTANT }) expiresAt!: string;
  @ApiProperty({ nullable: true, type: DisclosedContact }) contact!: DisclosedContact | null;
  @ApiProperty({ ...nullable, example: 'After six; say that the library calls.' }) safeChannel!: string | null;
}

export class ContactDisclosureAnswer {
  @ApiProperty({ example: ID }) disclosureId!: string;
  @ApiProperty({ example: 'ilse.liaison' }) username!: string;
  @ApiProperty({ enum: DISCLOSURE_PURPOSES, example: 'family_contact' }) purpose!: string;
  @ApiProperty({ example: ['contact'] }) fields!: string[];
  @ApiProperty({ example: 'The weekly call with the family.' }) reason!: string;
  @ApiProperty({ example: INSTANT }) disclosedAt!: string;
}

export class ContactDisclosureList {
  @ApiProperty({ type: [ContactDisclosureAnswer], description: 'Newest first.' })
  disclosures!: ContactDisclosureAnswer[];
  @ApiProperty({ nullable: true, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

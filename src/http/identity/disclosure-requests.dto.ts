// Requests for disclosure as the API takes and answers them.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsBoolean, IsInt, IsString, MaxLength } from 'class-validator';
import { IDENTITY_CHECKS } from '../../domain/identity/disclosure-request-reading.js';
import { DISCLOSURE_REQUEST_STATES, MOST_DAYS, USUAL_DAYS } from '../../domain/identity/disclosure-request.js';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { IDENTITY_FIELDS } from '../../domain/identity/identity-particulars.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { REQUEST_QUEUES, REQUEST_STEPS } from '../../domain/identity/shown-request.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';
import { OptionalShortText, PageCursor, PageLimit, ShortText } from '../body-fields.js';

const nullable = { nullable: true } as const;
const REQUEST_ID = '1d4e6c3a-5b7f-4c2d-9e80-2a3b4c5d6e7f';
const INSTANT = '2021-06-01T12:00:00.000Z';
const DAYS = { minimum: 1, maximum: MOST_DAYS, example: USUAL_DAYS };
const LONGEST_REASON = 2000;

export class NewDisclosureRequest {
  @ShortText({ enum: DISCLOSURE_PURPOSES, example: 'identification' })
  purpose!: string;

  @ApiProperty({ enum: IDENTITY_FIELDS, isArray: true, example: ['names', 'birth_date'] })
  @IsArray()
  fields!: unknown[];

  @ApiProperty({
    description: 'In words; the owner organisation reads it.',
    example: 'Remains of the same site are compared.',
  })
  @IsString()
  reason!: string;

  @ApiPropertyOptional({ ...DAYS, description: 'For how long from the second approval on.', default: USUAL_DAYS })
  @MayBeAbsent()
  @IsInt()
  days?: number;

  @ApiPropertyOptional({ description: 'Whether a single use is enough.', default: false })
  @MayBeAbsent()
  @IsBoolean()
  once?: boolean;

  @OptionalShortText({
    enum: IDENTITY_CHECKS,
    description:
      'How the identity of who asks about themself was checked: for a data_subject_request, and for no other.',
  })
  identityCheck?: string;
}

export class DisclosureApproval {
  @ApiPropertyOptional({
    enum: IDENTITY_FIELDS,
    isArray: true,
    description: 'Some of those asked for; all where it is absent.',
    example: ['names'],
  })
  @MayBeAbsent()
  @IsArray()
  fields?: unknown[];

  @ApiPropertyOptional({ ...DAYS, description: 'At most as asked for.' })
  @MayBeAbsent()
  @IsInt()
  days?: number;

  @ApiPropertyOptional({ description: 'Whether it may be used once only.' })
  @MayBeAbsent()
  @IsBoolean()
  once?: boolean;
}

export class DisclosureDecisionReason {
  @ApiProperty({ description: 'Why; name nobody. Who asked reads it.', example: 'Ask the family first.', minLength: 3 })
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

export class DisclosureRequestCreated {
  @ApiProperty({ example: REQUEST_ID }) id!: string;
}

export class DisclosureRequestMoved extends DisclosureRequestCreated {
  @ApiProperty({ enum: DISCLOSURE_REQUEST_STATES, example: 'granted' }) state!: string;
}

export class DisclosureTermsAnswer {
  @ApiProperty({ enum: IDENTITY_FIELDS, isArray: true, example: ['names'] }) fields!: string[];
  @ApiProperty({ example: USUAL_DAYS }) days!: number;
  @ApiProperty({ example: false }) once!: boolean;
}

export class DisclosureGrantAnswer {
  @ApiProperty({ enum: IDENTITY_FIELDS, isArray: true, example: ['names'] }) fields!: string[];
  @ApiProperty({ description: 'Whether it is for a single use.', example: true }) once!: boolean;
  @ApiProperty({ example: INSTANT }) grantedAt!: string;
  @ApiProperty({ example: INSTANT }) endsAt!: string;
}

export class DisclosureStepAnswer {
  @ApiProperty({ enum: REQUEST_STEPS }) step!: string;
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'For the owner organisation, and one’s own.',
    example: 'cleo',
  })
  username!: string | null;
  @ApiProperty({ ...nullable, type: DisclosureTermsAnswer, description: 'Of an approval; for the owner organisation.' })
  terms!: DisclosureTermsAnswer | null;
  @ApiProperty({ ...nullable, type: String, description: 'Null for an approval.', example: null })
  reason!: string | null;
  @ApiProperty({ description: 'Of an approval: whether who gave it may still give it.' }) counts!: boolean;
  @ApiProperty({ description: 'Whether a custodian approved.' }) asCustodian!: boolean;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class DisclosureRequestAnswer {
  @ApiProperty({ example: REQUEST_ID }) id!: string;
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: DISCLOSURE_REQUEST_STATES, example: 'requested' }) state!: string;
  @ApiProperty({ description: 'Whether you made it.' }) mine!: boolean;
  @ApiProperty({ description: 'Whether your organisation registered the person.' }) owned!: boolean;
  @ApiProperty({ description: 'Of who asks.', example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ description: 'Who asks.', example: 'ilse.liaison' }) username!: string;
  @ApiProperty({ enum: DISCLOSURE_PURPOSES }) purpose!: string;
  @ApiProperty({ example: 'Remains of the same site are compared.' }) reason!: string;
  @ApiProperty({ ...nullable, type: String, enum: IDENTITY_CHECKS, example: null }) identityCheck!: string | null;
  @ApiProperty({ type: DisclosureTermsAnswer }) asked!: DisclosureTermsAnswer;
  @ApiProperty({ example: INSTANT }) requestedAt!: string;
  @ApiProperty({ description: 'Until when it can be decided.', example: INSTANT }) expiresAt!: string;
  @ApiProperty({ description: 'How many approvals count; two grant it.', example: 1 }) approvals!: number;
  @ApiProperty({ type: [DisclosureStepAnswer], description: 'The oldest first.' }) steps!: DisclosureStepAnswer[];
  @ApiProperty({ ...nullable, type: DisclosureGrantAnswer }) grant!: DisclosureGrantAnswer | null;
  @ApiProperty({ description: 'How often it was used.', example: 0 }) uses!: number;
}

export class DisclosureRequestsQuery extends KnownAtQuery {
  @OptionalShortText({
    enum: REQUEST_QUEUES,
    default: 'mine',
    description: 'Yours; those that await your decision; all about people of your organisation, for those who decide.',
  })
  queue?: string;

  @OptionalShortText({ description: 'Only those about this person.', example: PSEUDONYM_EXAMPLE })
  person?: string;

  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class DisclosureRequestList {
  @ApiProperty({ type: [DisclosureRequestAnswer], description: 'The newest first.' })
  requests!: DisclosureRequestAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

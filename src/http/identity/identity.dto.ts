// The bodies and answers of disclosures, changes of an identity, and search.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsInt, IsString, MaxLength } from 'class-validator';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { IDENTITY_FIELDS, NAME_ORDERS, NAME_ROLES } from '../../domain/identity/identity-particulars.js';
import { AGREEMENT_PARTS, AGREEMENT_REASONS } from '../../domain/matching/identity-agreement.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { PART_FINDINGS } from '../../domain/matching/name-agreement.js';
import { NAME_SCRIPTS } from '../../domain/names/detect-script.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalShortText, PageCursor, PageLimit } from '../body-fields.js';

const INSTANT = '2021-06-01T12:00:00.000Z';

export class DisclosureRequest {
  @OptionalShortText({
    enum: DISCLOSURE_PURPOSES,
    description: 'Needed where no request is named.',
    example: 'family_contact',
  })
  purpose?: string;

  @ApiPropertyOptional({
    enum: IDENTITY_FIELDS,
    isArray: true,
    description: 'Needed where no request is named; else all that was granted, where it is absent.',
    example: ['names'],
  })
  @MayBeAbsent()
  @IsArray()
  fields?: unknown[];

  @ApiPropertyOptional({
    description: 'In words; the owner organisation reads it. Needed where no request is named.',
    example: 'Call with the family, weekly.',
  })
  @MayBeAbsent()
  @IsString()
  reason?: string;

  @OptionalShortText({
    description: 'Your request for disclosure, as it was granted. It says purpose and reason itself.',
    example: '1d4e6c3a-5b7f-4c2d-9e80-2a3b4c5d6e7f',
  })
  request?: string;
}

export class DisclosedName {
  @ApiProperty({ example: 'Тассин Арвел' }) text!: string;
  @ApiProperty({ enum: NAME_SCRIPTS }) script!: string;
  @ApiProperty({ enum: NAME_ORDERS }) order!: string;
  @ApiProperty({ enum: NAME_ROLES }) role!: string;
}

export class DisclosedKin {
  @ApiProperty({ example: 'Oda Tassin' }) name!: string;
  @ApiProperty({ example: 'sister' }) kinship!: string;
  @ApiPropertyOptional({ example: '+00 000 0001' }) contact?: string;
}

export class DisclosedContact {
  @ApiPropertyOptional({ example: 'Benno Quillfeder' }) name?: string;
  @ApiPropertyOptional({ example: '4 Lantern Street' }) address?: string;
  @ApiPropertyOptional({ example: 'benno@relief.example' }) email?: string;
  @ApiPropertyOptional({ example: '+00 000 0002' }) phone?: string;
}

/** Under the names by which they were asked for; what is not known is not there. */
export class DisclosedFields {
  @ApiPropertyOptional({ type: [DisclosedName] }) names?: DisclosedName[];
  @ApiPropertyOptional({ type: [DisclosedName] }) father_name?: DisclosedName[];
  @ApiPropertyOptional({ type: [DisclosedName] }) mother_name?: DisclosedName[];
  @ApiPropertyOptional({ example: '2001-04-17' }) birth_date?: string;
  @ApiPropertyOptional({ example: '3rd Vale Rifles, 2nd company' }) unit?: string;
  @ApiPropertyOptional({ example: 'scar above the left eyebrow' }) marks?: string;
  @ApiPropertyOptional({ example: 'Left by the mill road with two neighbours.' }) circumstances?: string;
  @ApiPropertyOptional({ type: [DisclosedKin] }) next_of_kin?: DisclosedKin[];
  @ApiPropertyOptional({ example: 'Plays the clarinet.' }) notes?: string;
  @ApiPropertyOptional({ type: DisclosedContact }) source_contact?: DisclosedContact;
  @ApiPropertyOptional({ example: 'https://photos.example/7' }) photo_url?: string;
}

export class DisclosureAnswer {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) disclosureId!: string;
  @ApiProperty({ description: 'Until then it can be shown again.', example: INSTANT }) expiresAt!: string;
  @ApiProperty({ type: DisclosedFields }) fields!: DisclosedFields;
}

export class ListedDisclosureAnswer {
  @ApiProperty({ example: '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69' }) disclosureId!: string;
  @ApiProperty({ description: 'Who looked.', example: 'ilse.liaison' }) username!: string;
  @ApiProperty({ description: 'Theirs.', example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({
    nullable: true,
    type: String,
    description: 'The request for disclosure that allowed it; null for a worker of the case.',
    example: null,
  })
  requestId!: string | null;
  @ApiProperty({ enum: DISCLOSURE_PURPOSES }) purpose!: string;
  @ApiProperty({ enum: IDENTITY_FIELDS, isArray: true }) fields!: string[];
  @ApiProperty({ example: 'Call with the family, weekly.' }) reason!: string;
  @ApiProperty({ example: INSTANT }) disclosedAt!: string;
  @ApiProperty({ example: INSTANT }) expiresAt!: string;
  @ApiProperty({ nullable: true, type: String, example: null }) hiddenAt!: string | null;
}

export class DisclosuresQuery extends KnownAtQuery {
  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class DisclosureList {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [ListedDisclosureAnswer], description: 'Newest first.' }) disclosures!: ListedDisclosureAnswer[];
  @ApiProperty({ nullable: true, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class IdentityChanged {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: IDENTITY_FIELDS, isArray: true }) changed!: string[];
}

export class SearchRequest {
  @ApiProperty({
    description:
      'Two parts of a name, or one with a year of birth; in any script. Initials, titles and particles are no parts.',
    example: 'Arvel Tassin',
  })
  @IsString()
  @MaxLength(400)
  name!: string;

  @ApiPropertyOptional({ example: 2001 })
  @MayBeAbsent()
  @IsInt()
  birthYear?: number;

  @ApiProperty({ enum: INQUIRY_PURPOSES, example: 'family_tracing' })
  @IsString()
  @MaxLength(100)
  purpose!: string;
}

export class FoundReasonAnswer {
  @ApiProperty({
    enum: AGREEMENT_PARTS,
    description:
      '`name`: a given name or surname; `patronymic`: the father’s name within the name; `extra`: a word of one side alone.',
  })
  part!: string;
  @ApiProperty({ enum: PART_FINDINGS, description: '`blank`: one side says nothing.' }) finding!: string;
  @ApiProperty({ enum: AGREEMENT_REASONS }) reason!: string;
}

export class FoundAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: ['one_match', 'possible'] }) band!: string;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES }) status!: string;
  @ApiProperty({ type: [FoundReasonAnswer], description: 'What of the search agrees, part by part.' })
  why!: FoundReasonAnswer[];
}

export class SearchAnswer {
  @ApiProperty({ type: [FoundAnswer], description: 'The surest first, ten at most.' }) found!: FoundAnswer[];
  @ApiProperty({ description: 'Whether more people may be meant than are listed.' }) more!: boolean;
}

export class AllowanceAnswer {
  @ApiProperty({ example: 100 }) most!: number;
  @ApiProperty({ example: 88 }) left!: number;
}

export class NameQuotaAnswered {
  @ApiProperty({ type: AllowanceAnswer }) you!: AllowanceAnswer;
  @ApiProperty({ type: AllowanceAnswer }) organisation!: AllowanceAnswer;
  @ApiProperty({ description: 'When both are counted anew.', example: '2021-06-02T00:00:00.000Z' }) endsAt!: string;
}

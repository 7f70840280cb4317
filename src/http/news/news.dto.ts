// Requests and answers about news that waits to be verified, and about the wills of persons who were found.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { VERDICTS_ON_NEWS } from '../../domain/news/embargo-order.js';
import { CONTACT_WISHES, WAYS_OF_SAYING, WILL_RECIPIENTS } from '../../domain/news/person-will.js';
import { KINSHIPS } from '../../domain/records/kinds/kind-values.js';
import { STATEMENT_KINDS } from '../../domain/records/statement-kinds.js';
import { CONSENT_PURPOSES } from '../../domain/tracing/consent.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { OptionalShortText, ShortText } from '../body-fields.js';
import { RetractionRequest } from '../records/statement-request.dto.js';

const ID = '7b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';
const MOST = 200;

export class VerificationRequest extends RetractionRequest {
  @ShortText({ enum: VERDICTS_ON_NEWS, description: 'Rejected, nobody else is ever told.', example: 'verified' })
  verdict!: string;
}

export class VerificationAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: VERDICTS_ON_NEWS }) verdict!: string;
}

export class NewsQuery {
  @OptionalShortText({ description: 'Only about this person.', example: PSEUDONYM_EXAMPLE })
  person?: string;
}

export class WaitingNewsAnswer {
  @ApiProperty({ example: ID }) statementId!: string;
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: STATEMENT_KINDS }) kind!: string;
  @ApiProperty({ enum: ['news', 'by_hand'], description: 'By the rule, or because a coordinator asked for it.' })
  ground!: string;
  @ApiProperty({ description: 'Whether you recorded it, so that a colleague must verify it.' }) byReader!: boolean;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class NewsRuleRequest {
  @ApiProperty({ description: 'Whether others are told of news only once it was verified.', example: true })
  @IsBoolean()
  verifiedFirst!: boolean;
}

export class NewsRuleAnswer {
  @ApiProperty() verifiedFirst!: boolean;
}

export class NewsAnswer extends NewsRuleAnswer {
  @ApiProperty({ type: [WaitingNewsAnswer], description: 'Oldest first, 200 at most.' }) waiting!: WaitingNewsAnswer[];
  @ApiProperty({ description: 'Whether more waits than is listed.' }) more!: boolean;
}

function Texts(described: { readonly description: string; readonly example: string[] }): PropertyDecorator {
  const decorators = [
    ApiPropertyOptional({ type: [String], ...described }),
    MayBeAbsent(),
    IsArray(),
    ArrayMaxSize(MOST),
    IsString({ each: true }),
    MaxLength(MOST, { each: true }),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}

export class WillRequest {
  @ShortText({ description: 'The day on which the person was reached.', example: '2021-05-30' })
  reachedOn!: string;

  @ShortText({ enum: CONTACT_WISHES, example: 'no' })
  contact!: string;

  @Texts({ description: `For \`only_with\`: ${KINSHIPS.join(', ')}. Never a name.`, example: ['sibling'] })
  contactWith?: string[];

  @ShortText({
    enum: WILL_RECIPIENTS,
    description: 'Who may know what your organisation records from now on. What others were told cannot be untold.',
    example: 'nobody',
  })
  sharedWith!: string;

  @Texts({ description: 'Ids, for `named_organisations`.', example: [ID] })
  namedOrganisations?: string[];

  @Texts({ description: `For which purposes: ${CONSENT_PURPOSES.join(', ')}.`, example: ['statistics'] })
  purposes?: string[];

  @ShortText({ enum: WAYS_OF_SAYING, description: 'How the person said so.', example: 'in_person' })
  said!: string;
}

export class WillRecorded {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ description: '1 for the first one of this person.' }) number!: number;
}

export class WillAnswer {
  @ApiProperty() number!: number;
  @ApiProperty({ example: '2021-05-30' }) reachedOn!: string;
  @ApiProperty({ enum: CONTACT_WISHES }) contact!: string;
  @ApiProperty({ enum: KINSHIPS, isArray: true }) contactWith!: string[];
  @ApiProperty({ enum: WILL_RECIPIENTS }) sharedWith!: string;
  @ApiProperty({ type: [String], example: [ID] }) namedOrganisations!: string[];
  @ApiProperty({ enum: CONSENT_PURPOSES, isArray: true }) purposes!: string[];
  @ApiProperty({ enum: WAYS_OF_SAYING }) said!: string;
  @ApiProperty({ example: 'ilse.liaison' }) recordedBy!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class WillsAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ type: [WillAnswer], description: 'Newest first; the first one counts.' }) wills!: WillAnswer[];
}

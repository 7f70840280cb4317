// What is prepared to be replied to an inquiry, as the API takes and answers it.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import {
  CONSENT_ANSWERS,
  REPLY_BASES,
  REPLY_CONTENTS,
  REPLY_DECISIONS,
  REPLY_STATES,
} from '../../domain/matching/inquiry-reply.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { MatchWhyAnswer } from '../matches/matches.dto.js';

const nullable = { nullable: true } as const;
const SHORT = 200;
const REPLY_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b13';
const INQUIRY_ID = '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69';
const INSTANT = '2021-06-01T12:00:00.000Z';

export class ReplyRequest {
  @ApiProperty({
    enum: REPLY_CONTENTS,
    isArray: true,
    description: 'no_information alone, which goes out at once; or others, which say that there is a record.',
    example: ['no_information'],
  })
  @IsArray()
  @ArrayMaxSize(REPLY_CONTENTS.length)
  @IsString({ each: true })
  @MaxLength(SHORT, { each: true })
  tells!: string[];

  @ApiPropertyOptional({ description: 'The candidate of whom something is told.', example: PSEUDONYM_EXAMPLE })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  person?: string;

  @ApiPropertyOptional({
    enum: REPLY_BASES,
    description:
      'The will that the found person has recorded, or the consent of the organisation that registered them.',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(SHORT)
  basis?: string;
}

export class ReplyDecisionRequest {
  @ApiProperty({ enum: REPLY_DECISIONS, example: 'rejected' })
  @IsIn(REPLY_DECISIONS, { message: `one of ${REPLY_DECISIONS.join(', ')}` })
  decision!: string;
}

export class ReplyStateAnswer {
  @ApiProperty({ example: REPLY_ID }) id!: string;
  @ApiProperty({ enum: REPLY_STATES, example: 'waits_for_consent' }) state!: string;
}

export class PreparedReplyAnswer extends ReplyStateAnswer {
  @ApiProperty({ ...nullable, type: String, description: 'Of whom it tells.', example: PSEUDONYM_EXAMPLE })
  pseudonym!: string | null;
  @ApiProperty({ enum: REPLY_CONTENTS, isArray: true }) tells!: string[];
  @ApiProperty({ ...nullable, type: String, enum: REPLY_BASES }) basis!: string | null;
  @ApiProperty({ description: 'Within your organisation.', example: 'ilse.liaison' }) preparedBy!: string;
  @ApiProperty({ description: 'Whether you did, so that somebody else must release it.' }) own!: boolean;
  @ApiProperty({ example: INSTANT }) preparedAt!: string;
}

export class InquiryCandidateAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: ['much_agrees', 'possible'], description: 'How surely; a person decides.' }) band!: string;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES }) status!: string;
  @ApiProperty({ type: [MatchWhyAnswer], description: 'What agrees and what does not, part by part.' })
  why!: MatchWhyAnswer[];
}

export class InquiryRepliesAnswer {
  @ApiProperty({ type: [InquiryCandidateAnswer], description: 'Who may be meant, the surest first, 20 at most.' })
  candidates!: InquiryCandidateAnswer[];
  @ApiProperty({ description: 'Whether more people may be meant than are listed.' }) more!: boolean;
  @ApiProperty({ type: [PreparedReplyAnswer], description: 'What was prepared, newest first.' })
  replies!: PreparedReplyAnswer[];
}

export class ConsentAnswerRequest {
  @ApiProperty({ enum: CONSENT_ANSWERS, example: 'refused' })
  @IsIn(CONSENT_ANSWERS, { message: `one of ${CONSENT_ANSWERS.join(', ')}` })
  answer!: string;
}

export class ConsentAnswered {
  @ApiProperty({ example: REPLY_ID }) id!: string;
  @ApiProperty({ enum: CONSENT_ANSWERS, example: 'refused' }) answer!: string;
}

export class AskedConsentAnswer {
  @ApiProperty({ example: REPLY_ID }) id!: string;
  @ApiProperty({ description: 'Of whom something would be told.', example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ description: 'Who asked after the person.', example: 'Northern Bureau' }) asker!: string;
  @ApiProperty({ description: 'Who would reply.', example: 'Central Tracing' }) agency!: string;
  @ApiProperty({ enum: INQUIRY_PURPOSES }) purpose!: string;
  @ApiProperty({ enum: REPLY_CONTENTS, isArray: true, description: 'What would be told.' }) tells!: string[];
  @ApiProperty({ example: INSTANT }) askedAt!: string;
  @ApiProperty({ ...nullable, type: String, enum: CONSENT_ANSWERS, description: 'Your organisation’s newest.' })
  answer!: string | null;
}

export class AskedConsentList {
  @ApiProperty({ type: [AskedConsentAnswer], description: 'Newest first, 50 at most.' })
  consents!: AskedConsentAnswer[];
}

export class RepliedInquiryAnswer {
  @ApiProperty({ example: INQUIRY_ID }) inquiryId!: string;
  @ApiProperty({ example: INSTANT }) toldAt!: string;
}

export class InquiryToDecideAnswer {
  @ApiProperty({ example: INQUIRY_ID }) inquiryId!: string;
  @ApiProperty({ example: INSTANT }) preparedAt!: string;
}

export class NewRepliesAnswer {
  @ApiProperty({ type: [RepliedInquiryAnswer], description: 'Inquiries of yours with a reply of the last 30 days.' })
  replied!: RepliedInquiryAnswer[];
  @ApiProperty({
    type: [InquiryToDecideAnswer],
    description: 'At the central agency: inquiries with a reply that a colleague has prepared and nobody decided.',
  })
  toDecide!: InquiryToDecideAnswer[];
}

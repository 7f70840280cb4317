// The report to a person of who looked at their record, as the API answers it.

import { ApiProperty } from '@nestjs/swagger';
import { NOT_TOLD, OWN_LOOKS } from '../../domain/audit/access-report.js';
import { IDENTITY_CHECKS } from '../../domain/identity/disclosure-request-reading.js';
import { DISCLOSURE_PURPOSES } from '../../domain/identity/disclosure.js';
import { IDENTITY_FIELDS } from '../../domain/identity/identity-particulars.js';
import { REPLY_CONTENTS } from '../../domain/matching/inquiry-reply.js';
import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';
import { OptionalShortText, PageCursor, PageLimit } from '../body-fields.js';

const nullable = { nullable: true } as const;
const PURPOSES = [...new Set([...DISCLOSURE_PURPOSES, ...INQUIRY_PURPOSES])];

export class AccessCsvQuery {
  @OptionalShortText({
    enum: IDENTITY_CHECKS,
    description: 'How it was checked that who asks is the person, or speaks for them. Nothing is told without it.',
    example: 'document_seen',
  })
  identityCheck?: string;
}

export class AccessReportQuery extends AccessCsvQuery {
  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class LookAnswer {
  @ApiProperty({ description: 'In UTC.', example: '2021-06-01' }) day!: string;
  @ApiProperty({ description: 'Of a reply: to whom it was told.', example: 'Vale Tracing Office' })
  organisation!: string;
  @ApiProperty({ ...nullable, type: String, description: 'Within the owner organisation.', example: 'ilse.liaison' })
  username!: string | null;
  @ApiProperty({ enum: OWN_LOOKS, example: 'record_read' }) action!: string;
  @ApiProperty({
    ...nullable,
    type: String,
    enum: PURPOSES,
    description: 'Of a disclosure, or of an inquiry that was replied to.',
  })
  purpose!: string | null;
  @ApiProperty({
    enum: [...IDENTITY_FIELDS, ...REPLY_CONTENTS],
    isArray: true,
    description: 'That were disclosed, or what was told in a reply.',
  })
  fields!: string[];
  @ApiProperty({ description: 'On that day.', example: 2 }) times!: number;
}

export class AccessReportAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ example: '2021-06-01T12:00:00.000Z' }) reportedAt!: string;
  @ApiProperty({ type: [LookAnswer], description: 'The newest day first.' }) looks!: LookAnswer[];
  @ApiProperty({ enum: NOT_TOLD, isArray: true, description: 'What the log cannot tell of one person, or may not.' })
  notTold!: string[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

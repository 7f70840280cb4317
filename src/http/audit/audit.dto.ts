// What the audit route takes and gives.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { AUDIT_ACTIONS, type AuditAction } from '../../domain/audit/audit-entry.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';

export class AuditEntriesQuery {
  @ApiPropertyOptional({ description: 'The `nextCursor` of the page before.' })
  @MayBeAbsent()
  @Matches(/^[\w-]{22}$/, { message: 'the nextCursor of the page before' })
  cursor?: string;

  @ApiPropertyOptional({ description: 'Entries per page, 1 to 200; 50 when not given.', example: '50' })
  @MayBeAbsent()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'a whole number from 1 to 200' })
  limit?: string;

  @ApiPropertyOptional({ description: 'Only entries of this action.', enum: AUDIT_ACTIONS, example: 'record_read' })
  @MayBeAbsent()
  @IsIn(AUDIT_ACTIONS, { message: 'an action of the log' })
  action?: AuditAction;
}

export class AuditEntryAnswer {
  @ApiProperty({ example: '0190b5c2-3f1e-7a44-9c55-0d2a6f3b8e10' }) id!: string;
  @ApiProperty({ example: '2021-03-01T09:30:00.000Z' }) recordedAt!: string;
  @ApiProperty({ example: 'liaison.north' }) username!: string;
  @ApiProperty({ enum: ['api', 'console', 'operator', 'job'], example: 'console' }) via!: string;
  @ApiProperty({ enum: AUDIT_ACTIONS, example: 'record_read' }) action!: string;
  @ApiProperty({ example: 'person' }) subjectKind!: string;
  @ApiProperty({ example: '2f1c9a4e-7d0b-4b8a-9a53-6d1f0c3e5b77' }) requestId!: string;
  @ApiProperty({
    description: 'Codes and counts; never an id or pseudonym of a person.',
    type: 'object',
    additionalProperties: true,
    example: { purpose: 'family_contact', fields: ['names'] },
  })
  details!: Record<string, unknown>;
}

export class AuditEntriesAnswer {
  @ApiProperty({ type: [AuditEntryAnswer] }) entries!: AuditEntryAnswer[];
  @ApiProperty({ description: 'Null on the last page.', type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

// Files of evidence and requests for them, as the API takes and answers them.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, MaxLength } from 'class-validator';
import { EVIDENCE_CODE_EXAMPLE } from '../../domain/evidence/evidence-code.js';
import { FILE_ACCESSES, FILE_TYPES, LONGEST_FILE_TEXT, MOST_FILE_BYTES } from '../../domain/evidence/evidence-file.js';
import { FILE_PURPOSES } from '../../domain/evidence/file-request.js';
import { FILE_DECISIONS, FILE_STATES } from '../../domain/evidence/file-state.js';
import { DISCLOSURE_REQUEST_STATES, MOST_DAYS, USUAL_DAYS } from '../../domain/identity/disclosure-request.js';
import { REQUEST_QUEUES, REQUEST_STEPS } from '../../domain/identity/shown-request.js';
import { MayBeAbsent } from '../../request/may-be-absent.js';
import { KnownAtQuery } from '../../request/reading-point.js';
import { OptionalShortText, PageCursor, PageLimit, ShortText } from '../body-fields.js';

const nullable = { nullable: true } as const;
const ID = '1d4e6c3a-5b7f-4c2d-9e80-2a3b4c5d6e7f';
const INSTANT = '2021-06-01T12:00:00.000Z';
const DAYS = { minimum: 1, maximum: MOST_DAYS, example: USUAL_DAYS };
const LONGEST_REASON = 2000;
const BASE64 = { pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: LONGEST_FILE_TEXT, example: 'iVBORw0KGgo=' };

export class EvidenceFileRequestBody {
  @ShortText({
    enum: FILE_ACCESSES,
    example: 'restricted',
    description:
      'restricted: the original itself, by its digest; open: a copy in which what is hard to show is blurred.',
  })
  access!: string;

  @ShortText({ enum: FILE_TYPES, example: 'image/png' })
  mediaType!: string;

  @ApiProperty({ ...BASE64, description: `The file in base64, at most ${MOST_FILE_BYTES} bytes of it.` })
  @IsString()
  @MaxLength(LONGEST_FILE_TEXT)
  content!: string;
}

export class DownloadRequest {
  @ShortText({ enum: FILE_ACCESSES, example: 'restricted' })
  access!: string;

  @OptionalShortText({
    description: 'Id of your granted request, for a restricted file of another organisation.',
    example: ID,
  })
  request?: string;
}

export class NewFileRequest {
  @ShortText({ enum: FILE_PURPOSES, example: 'assessment' })
  purpose!: string;

  @ApiProperty({
    description: 'In words; the organisation of the item reads it.',
    example: 'The buildings behind are compared with pictures of the place.',
  })
  @IsString()
  reason!: string;

  @ApiPropertyOptional({ ...DAYS, description: 'For how long from the approval on.', default: USUAL_DAYS })
  @MayBeAbsent()
  @IsInt()
  days?: number;

  @ApiPropertyOptional({ description: 'Whether a single download is enough.', default: false })
  @MayBeAbsent()
  @IsBoolean()
  once?: boolean;
}

export class FileApproval {
  @ApiPropertyOptional({ ...DAYS, description: 'At most as asked for.' })
  @MayBeAbsent()
  @IsInt()
  days?: number;

  @ApiPropertyOptional({ description: 'Whether it may be downloaded once only.' })
  @MayBeAbsent()
  @IsBoolean()
  once?: boolean;
}

export class FileDecisionReason {
  @ApiProperty({
    description: 'Why; name nobody. Both sides read it.',
    example: 'The family is asked first.',
    minLength: 3,
  })
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

export class FileDecisionBody {
  @ShortText({ enum: FILE_ACCESSES, example: 'open' })
  access!: string;

  @ShortText({
    enum: FILE_DECISIONS,
    example: 'destroy',
    description: 'keep: whoever was erased cannot be made out in it; destroy: its key is destroyed for good.',
  })
  decision!: string;

  @ApiProperty({
    description: 'Why; name nobody. It is kept.',
    example: 'All faces in this copy are blurred.',
    minLength: 10,
  })
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

export class FileDecided {
  @ApiProperty({ enum: FILE_ACCESSES, example: 'open' }) access!: string;
  @ApiProperty({ enum: FILE_STATES, example: 'destroyed' }) state!: string;
}

export class EvidenceFileAdded {
  @ApiProperty({ enum: FILE_ACCESSES, example: 'restricted' }) access!: string;
  @ApiProperty({ example: 183_204 }) bytes!: number;
  @ApiProperty({ description: 'SHA-256 of the file.' }) sha256!: string;
}

export class EvidenceFileDownloaded extends EvidenceFileAdded {
  @ApiProperty({ example: ID, description: 'Of this download.' }) id!: string;
  @ApiProperty({ enum: FILE_TYPES, example: 'image/png' }) mediaType!: string;
  @ApiProperty({ ...BASE64, description: 'The file in base64.' }) content!: string;
}

export class FileRequestCreated {
  @ApiProperty({ example: ID }) id!: string;
}

export class FileRequestMoved extends FileRequestCreated {
  @ApiProperty({ enum: DISCLOSURE_REQUEST_STATES, example: 'granted' }) state!: string;
}

export class FileTermsAnswer {
  @ApiProperty({ example: USUAL_DAYS }) days!: number;
  @ApiProperty({ example: false }) once!: boolean;
}

export class FileGrantAnswer {
  @ApiProperty({ description: 'Whether it is for a single download.', example: true }) once!: boolean;
  @ApiProperty({ example: INSTANT }) grantedAt!: string;
  @ApiProperty({ example: INSTANT }) endsAt!: string;
}

export class FileStepAnswer {
  @ApiProperty({ enum: REQUEST_STEPS }) step!: string;
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'For the organisation of the item, and one’s own.',
    example: 'cleo',
  })
  username!: string | null;
  @ApiProperty({ ...nullable, type: String, description: 'Null for an approval.', example: null })
  reason!: string | null;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class FileDownloadAnswer {
  @ApiProperty({ example: 'ilse.verifier' }) username!: string;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class FileRequestAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ example: EVIDENCE_CODE_EXAMPLE, description: 'Of the item whose restricted file is asked for.' })
  code!: string;
  @ApiProperty({ enum: DISCLOSURE_REQUEST_STATES, example: 'requested' }) state!: string;
  @ApiProperty({ description: 'Whether you made it.' }) mine!: boolean;
  @ApiProperty({ description: 'Whether your organisation recorded the item.' }) owned!: boolean;
  @ApiProperty({ description: 'Of who asks.', example: 'Vale Tracing Office' }) organisation!: string;
  @ApiProperty({ description: 'Who asks.', example: 'ilse.verifier' }) username!: string;
  @ApiProperty({ enum: FILE_PURPOSES }) purpose!: string;
  @ApiProperty({ example: 'The buildings behind are compared with pictures of the place.' }) reason!: string;
  @ApiProperty({ type: FileTermsAnswer }) asked!: FileTermsAnswer;
  @ApiProperty({ example: INSTANT }) requestedAt!: string;
  @ApiProperty({ description: 'Until when it can be decided.', example: INSTANT }) expiresAt!: string;
  @ApiProperty({ type: [FileStepAnswer], description: 'The oldest first.' }) steps!: FileStepAnswer[];
  @ApiProperty({ ...nullable, type: FileGrantAnswer }) grant!: FileGrantAnswer | null;
  @ApiProperty({ type: [FileDownloadAnswer], description: 'Who downloaded it by the grant; the oldest first.' })
  downloads!: FileDownloadAnswer[];
}

export class FileRequestsQuery extends KnownAtQuery {
  @OptionalShortText({
    enum: REQUEST_QUEUES,
    default: 'mine',
    description: 'Yours; those that await your decision; all about items of your organisation.',
  })
  queue?: string;

  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class FileRequestList {
  @ApiProperty({ type: [FileRequestAnswer], description: 'The newest first.' })
  requests!: FileRequestAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

// Downloads of files of evidence, as the API answers them.

import { ApiProperty } from '@nestjs/swagger';
import { EVIDENCE_CODE_EXAMPLE } from '../../domain/evidence/evidence-code.js';
import { FILE_ACCESSES } from '../../domain/evidence/evidence-file.js';
import { KnownAtQuery } from '../../request/reading-point.js';
import { PageCursor, PageLimit } from '../body-fields.js';
import { FileDownloadAnswer } from './evidence-files.dto.js';

export class OwnFileDownloadAnswer extends FileDownloadAnswer {
  @ApiProperty({ example: '1d4e6c3a-5b7f-4c2d-9e80-2a3b4c5d6e7f', description: 'Of the download.' }) id!: string;
  @ApiProperty({ example: EVIDENCE_CODE_EXAMPLE, description: 'Of the item.' }) code!: string;
  @ApiProperty({ description: 'Whether your organisation recorded the item.' }) own!: boolean;
  @ApiProperty({ enum: FILE_ACCESSES }) access!: string;
  @ApiProperty({ description: 'Whether a grant of another organisation allowed it.' }) granted!: boolean;
}

export class FileDownloadsQuery extends KnownAtQuery {
  @PageCursor()
  cursor?: string;

  @PageLimit()
  limit?: string;
}

export class FileDownloadList {
  @ApiProperty({ type: [OwnFileDownloadAnswer], description: 'The newest first.' })
  downloads!: OwnFileDownloadAnswer[];
  @ApiProperty({ nullable: true, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

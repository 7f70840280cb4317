// Which files of evidence an organisation's own people downloaded.

import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { readingPointOf } from '../../request/reading-point.js';
import { ListEvidenceFileDownloads } from '../../usecases/evidence/list-evidence-file-downloads.js';
import { FileDownloadList, FileDownloadsQuery } from './evidence-file-downloads.dto.js';

@ApiTags('evidence')
@ApiBearerAuth('accessToken')
@Controller('v1/evidence-file-downloads')
export class EvidenceFileDownloadsController {
  constructor(private readonly listEvidenceFileDownloads: ListEvidenceFileDownloads) {}

  @Get()
  @ApiOperation({
    summary: 'Who of your organisation downloaded which file of evidence, and when',
    description: 'For its coordinators and custodians, newest first; of items that your organisation may see.',
  })
  @ApiOkResponse({ type: FileDownloadList })
  async list(@CurrentActor() actor: Actor, @Query() query: FileDownloadsQuery): Promise<Answer<FileDownloadList>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { knownAt, cursor: query.cursor, limit };
    const { downloads, cursor } = await this.listEvidenceFileDownloads.execute(actor, command);
    return {
      downloads: downloads.map(({ id, code, own, access, granted, username, at }) => ({
        id,
        code,
        own,
        access,
        granted,
        username,
        at: new Date(at).toISOString(),
      })),
      cursor,
    };
  }
}

// Files of evidence: adding one to an item of one's own, downloading one, and asking for a restricted one.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AddEvidenceFile } from '../../usecases/evidence/add-evidence-file.js';
import { DecideEvidenceFile } from '../../usecases/evidence/decide-evidence-file.js';
import { DownloadEvidenceFile } from '../../usecases/evidence/download-evidence-file.js';
import { RequestEvidenceFile } from '../../usecases/evidence/request-evidence-file.js';
import {
  DownloadRequest,
  EvidenceFileAdded,
  EvidenceFileDownloaded,
  EvidenceFileRequestBody,
  FileDecided,
  FileDecisionBody,
  FileRequestCreated,
  NewFileRequest,
} from './evidence-files.dto.js';

const KEY = { name: 'Idempotency-Key', required: false };

@ApiTags('evidence')
@ApiBearerAuth('accessToken')
@Controller('v1/evidence/:code')
export class EvidenceFilesController {
  constructor(
    private readonly addEvidenceFile: AddEvidenceFile,
    private readonly decideEvidenceFile: DecideEvidenceFile,
    private readonly downloadEvidenceFile: DownloadEvidenceFile,
    private readonly requestEvidenceFile: RequestEvidenceFile,
  ) {}

  @Post('files')
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Add a file to your organisation’s item',
    description:
      'One open and one restricted file at most; neither is replaced, save a copy that was destroyed. What is in it is sealed.',
  })
  @ApiCreatedResponse({ type: EvidenceFileAdded })
  async add(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { access, mediaType, content }: EvidenceFileRequestBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<EvidenceFileAdded>> {
    const added = await this.addEvidenceFile.execute(actor, { code, access, mediaType, content }, key);
    return { access: added.access, bytes: added.bytes, sha256: added.sha256 };
  }

  @Post('file-decisions')
  @HttpCode(200)
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Decide on a sealed file of your organisation’s item',
    description:
      'A file is sealed when the identity of somebody whom it is of was erased. It is kept where they cannot be made out in it, and destroyed otherwise; an original that shows them is not kept.',
  })
  @ApiOkResponse({ type: FileDecided })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { access, decision, reason }: FileDecisionBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileDecided>> {
    const decided = await this.decideEvidenceFile.execute(actor, { code, access, decision, reason }, key);
    return { access: decided.access, state: decided.state };
  }

  @Post('downloads')
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Download a file of an item',
    description:
      'A restricted file is for the organisation of the item, and for others by a granted request. Each download is in the log; sent again under its key within 15 minutes it is the same one.',
  })
  @ApiCreatedResponse({ type: EvidenceFileDownloaded })
  async download(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { access, request }: DownloadRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<EvidenceFileDownloaded>> {
    const { id, file, content } = await this.downloadEvidenceFile.execute(actor, { code, access, request }, key);
    return {
      id,
      access: file.access,
      mediaType: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      content: content.toString('base64'),
    };
  }

  @Post('file-requests')
  @ApiHeader(KEY)
  @ApiOperation({
    summary: 'Ask another organisation for the restricted file of its item',
    description: 'One of its custodians decides. Nobody answers for 14 days: it is void.',
  })
  @ApiCreatedResponse({ type: FileRequestCreated })
  async request(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() { purpose, reason, days, once }: NewFileRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<FileRequestCreated>> {
    const { id } = await this.requestEvidenceFile.execute(actor, { code, purpose, reason, days, once }, key);
    return { id };
  }
}

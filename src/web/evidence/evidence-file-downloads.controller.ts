// The page that lists which files of evidence the reader's own organisation downloaded.

import { Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListEvidenceFileDownloads } from '../../usecases/evidence/list-evidence-file-downloads.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { EVIDENCE } from './evidence-list-page.js';
import { FileDownloadsPage } from './file-downloads-page.js';

const DOWNLOADS_A_PAGE = 50;

@ConsolePages('console/evidence-file-downloads')
export class EvidenceFileDownloadsController {
  constructor(
    private readonly pages: Pages,
    private readonly listEvidenceFileDownloads: ListEvidenceFileDownloads,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = queryText(query, 'cursor');
    const listed = await this.listEvidenceFileDownloads.execute(actor, { cursor: after, limit: DOWNLOADS_A_PAGE });
    const content = h(FileDownloadsPage, { ...listed, later: after !== undefined });
    await this.pages.send(request, reply, { title: 'Downloads of files', place: EVIDENCE, content });
  }
}

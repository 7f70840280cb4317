// A published release as files for machines: flat JSON, long CSV, CSV with HXL tags, their description, and the signed text.

import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToAll } from '../../request/doors.js';
import { ParseOrdinal } from '../../request/path-parameters.js';
import { NEVER_CHANGED, openToOtherSites, sendUnlessKnown } from '../../request/sent-once.js';
import { ExportRelease, type ReleaseFile } from '../../usecases/statistics/export-release.js';
import { DataPackageAnswer, FlatReleaseAnswer } from './release-files.dto.js';
import { SignedDocumentAnswer } from './releases.dto.js';

const CSV = 'text/csv; charset=utf-8; header=present';
const NOTE = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const text = { schema: { type: 'string' } } as const;

@ApiTags('releases')
@ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of a copy that you have.' })
@ApiResponse({ status: 304, description: 'Your copy is the file; it never changes.' })
@Controller('v1/releases/:number')
export class ReleaseFilesController {
  constructor(private readonly exportRelease: ExportRelease) {}

  @Get('cells.json')
  @OpenToAll()
  @ApiOperation({
    summary: 'Every published number of a release once, as rows',
    description: 'It holds no state and never changes, also where a newer release takes its place.',
  })
  @ApiOkResponse({ type: FlatReleaseAnswer })
  async json(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'cells.json', JSON_TYPE, request, reply);
  }

  @Get('cells.csv')
  @OpenToAll()
  @ApiProduces('text/csv')
  @ApiOperation({ summary: 'The same as a long CSV', description: 'RFC 4180; no cell of it is run as a formula.' })
  @ApiOkResponse({ content: { 'text/csv': text } })
  async csv(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'cells.csv', CSV, request, reply);
  }

  @Get('cells.hxl.csv')
  @OpenToAll()
  @ApiProduces('text/csv')
  @ApiOperation({
    summary: 'A row for all places and for each, with a row of HXL 1.1 tags',
    description: 'A column for each group of statuses; the second row holds the tags.',
  })
  @ApiOkResponse({ content: { 'text/csv': text } })
  async hxl(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'cells.hxl.csv', CSV, request, reply);
  }

  @Get('datapackage.json')
  @OpenToAll()
  @ApiOperation({
    summary: 'What both CSV files hold, with their sizes and SHA-256',
    description: 'Data Package, version 2 (datapackage.org).',
  })
  @ApiOkResponse({ type: DataPackageAnswer })
  async description(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'datapackage.json', JSON_TYPE, request, reply);
  }

  @Get('document.json')
  @OpenToAll()
  @ApiOperation({
    summary: 'The stored release as the text that is signed',
    description: 'RFC 8785: its SHA-256 stands in `document.note`. It holds no state and never changes.',
  })
  @ApiOkResponse({ type: SignedDocumentAnswer })
  async document(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'document.json', JSON_TYPE, request, reply);
  }

  @Get('document.note')
  @OpenToAll()
  @ApiProduces('text/plain')
  @ApiOperation({
    summary: 'Number and SHA-256 of the document, signed',
    description:
      'A signed note (C2SP) by the key that signs the checkpoints of the log; `GET /v1/releases/keys` gives the keys. 404 of a release that an ' +
      'earlier version published.',
  })
  @ApiOkResponse({ content: { 'text/plain': text } })
  async note(
    @Param('number', ParseOrdinal) number: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(number, 'document.note', NOTE, request, reply);
  }

  private async send(
    number: number,
    file: ReleaseFile,
    type: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const exported = await this.exportRelease.execute(number, file, request.id);
    void openToOtherSites(reply.type(type));
    void reply.header('content-disposition', `attachment; filename="${exported.fileName}"`);
    sendUnlessKnown(request, reply, NEVER_CHANGED, exported.text);
  }
}

// Adds a file to an item at the console, downloads one, decides on a sealed one, and asks for a restricted one of another organisation.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireAccess, type FileAccess } from '../../domain/evidence/evidence-file.js';
import { CurrentActor } from '../../request/doors.js';
import { AddEvidenceFile } from '../../usecases/evidence/add-evidence-file.js';
import { DecideEvidenceFile } from '../../usecases/evidence/decide-evidence-file.js';
import { DownloadEvidenceFile } from '../../usecases/evidence/download-evidence-file.js';
import { ReadEvidence } from '../../usecases/evidence/read-evidence.js';
import { RequestEvidenceFile } from '../../usecases/evidence/request-evidence-file.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import { EVIDENCE, evidenceAddress } from './evidence-list-page.js';
import { FILE_DECISION_GROUPS } from './file-decision-fields.js';
import { fileFaults, fileGiven, withFile } from './file-fields.js';
import { FILE_REQUEST_GROUPS } from './file-request-fields.js';
import { fileRequestAddress } from './file-request-pages.js';
import { sendItem } from './send-item.js';

@ConsolePages('console/evidence/:code')
export class EvidenceFilesController {
  constructor(
    private readonly pages: Pages,
    private readonly readEvidence: ReadEvidence,
    private readonly addEvidenceFile: AddEvidenceFile,
    private readonly decideEvidenceFile: DecideEvidenceFile,
    private readonly downloadEvidenceFile: DownloadEvidenceFile,
    private readonly requestEvidenceFile: RequestEvidenceFile,
  ) {}

  @Post('files')
  async add(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { sentFile } = request;
    const key = formRequestKey(request, withFile(values, sentFile));
    const { refusal, value: added } = await attempt(() =>
      this.addEvidenceFile.execute(actor, fileGiven(code, values, sentFile), key),
    );
    if (refusal === null) {
      goTo(reply, `${evidenceAddress(encodeURIComponent(code))}?added=${added.access}`);
      return;
    }
    const answer = await this.readEvidence.execute(actor, { code });
    const faults = fileFaults(refusal.faults, values, sentFile);
    await sendItem(
      this.pages,
      { actor, request, reply },
      { answer, sent: 'files', state: { values, refusal, faults } },
    );
  }

  /** A file and never a page: no browser draws it. Only a grant can be used up, so that only its use is the same one when it is sent twice. */
  @Post('downloads')
  async download(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const granted = values['/request'];
    const command = { code, access: values['/access'] ?? '', request: granted };
    const key = granted === undefined ? null : formRequestKey(request, values);
    const { file, content } = await this.downloadEvidenceFile.execute(actor, command, key);
    const [, extension = 'bin'] = file.mediaType.split('/');
    void reply
      .status(200)
      .type(file.mediaType)
      .header('content-disposition', `attachment; filename="evidence-${file.access}.${extension}"`)
      .header('referrer-policy', 'same-origin')
      .send(content);
  }

  @Get('files/:access/decision')
  async decision(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('access') access: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'decide_evidence_file');
    const { item } = await this.readEvidence.execute(actor, { code });
    await this.drawDecision(request, reply, { code: item.code, access: requireAccess(access) }, NOTHING_SENT);
  }

  @Post('files/:access/decision')
  async decide(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('access') access: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { code, access, decision: values['/decision'] ?? '', reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() =>
      this.decideEvidenceFile.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, evidenceAddress(encodeURIComponent(code)));
    else await this.drawDecision(request, reply, { code, access: requireAccess(access) }, { values, refusal });
  }

  @Get('file-requests/new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'request_evidence_file');
    const { item } = await this.readEvidence.execute(actor, { code });
    await this.draw(request, reply, item.code, NOTHING_SENT);
  }

  @Post('file-requests')
  async send(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(fieldsOf(FILE_REQUEST_GROUPS), values);
    const { purpose, reason, days, once } = value;
    const { refusal, value: sent } = await attempt(() =>
      this.requestEvidenceFile.execute(actor, { code, purpose, reason, days, once }, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, fileRequestAddress(sent.id));
    else await this.draw(request, reply, code, { values, refusal });
  }

  private drawDecision(
    request: FastifyRequest,
    reply: FastifyReply,
    file: { readonly code: string; readonly access: FileAccess },
    state: FormState,
  ): Promise<void> {
    const address = evidenceAddress(encodeURIComponent(file.code));
    return sendForm(this.pages, request, reply, {
      place: EVIDENCE,
      title: `Decide on the ${file.access} file`,
      lead: 'It is sealed, since the identity of somebody whom it is of was erased. Nobody opens it until you decide.',
      back: address,
      action: `${address}/files/${file.access}/decision`,
      groups: FILE_DECISION_GROUPS,
      state,
      button: 'Decide',
    });
  }

  private draw(request: FastifyRequest, reply: FastifyReply, code: string, state: FormState): Promise<void> {
    const address = evidenceAddress(encodeURIComponent(code));
    return sendForm(this.pages, request, reply, {
      place: EVIDENCE,
      title: 'Ask for the restricted file',
      lead: 'A custodian of the organisation that recorded the item decides.',
      back: address,
      action: `${address}/file-requests`,
      groups: FILE_REQUEST_GROUPS,
      state,
      button: 'Send the request',
    });
  }
}

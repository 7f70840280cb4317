// Lists items of evidence, records one, shows one, and takes findings and hand-overs.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { notFound } from '../../domain/domain-error.js';
import { CurrentActor } from '../../request/doors.js';
import { AssessEvidence } from '../../usecases/evidence/assess-evidence.js';
import { HandOverEvidence } from '../../usecases/evidence/hand-over-evidence.js';
import { ListEvidence } from '../../usecases/evidence/list-evidence.js';
import { ReadEvidence } from '../../usecases/evidence/read-evidence.js';
import { RecordEvidence } from '../../usecases/evidence/record-evidence.js';
import { WithdrawAssessment } from '../../usecases/evidence/withdraw-assessment.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf, type FieldGroup, type FormValues } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { askedPerson, momentOf } from '../records/asked-times.js';
import { atInput, itemGiven, itemGroups } from './evidence-fields.js';
import { EVIDENCE, evidenceAddress, EvidenceListPage, RecordEvidencePage } from './evidence-list-page.js';
import { ITEM_FORMS, type ItemForm } from './evidence-page.js';
import { sendItem } from './send-item.js';

@ConsolePages('console/evidence')
export class EvidenceController {
  constructor(
    private readonly pages: Pages,
    private readonly listEvidence: ListEvidence,
    private readonly recordEvidence: RecordEvidence,
    private readonly readEvidence: ReadEvidence,
    private readonly assessEvidence: AssessEvidence,
    private readonly withdrawAssessment: WithdrawAssessment,
    private readonly handOverEvidence: HandOverEvidence,
    private readonly listSharingPartners: ListSharingPartners,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const about = askedPerson(query, { ofDay: true });
    const page = await this.listEvidence.execute(actor, {
      ...momentOf(about.asked),
      ...(about.person !== '' && { pseudonym: about.person }),
      cursor: queryText(query, 'cursor'),
    });
    const content = h(EvidenceListPage, {
      ...page,
      about,
      mayRecord: allowed(actor, 'record_evidence'),
      mayReadRequests: allowed(actor, 'read_evidence_file_requests'),
      mayReadDownloads: allowed(actor, 'read_evidence_file_downloads'),
    });
    await this.pages.send(request, reply, { title: 'Evidence', place: EVIDENCE, content });
  }

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'record_evidence');
    const groups = itemGroups(await this.listSharingPartners.execute(actor));
    await this.drawRecording(request, reply, groups, NOTHING_SENT);
  }

  @Post()
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_evidence');
    const values = formValues(body);
    const groups = itemGroups(await this.listSharingPartners.execute(actor));
    const { value, atField } = readForm(fieldsOf(groups), values);
    const { refusal, value: recorded } = await attempt(() =>
      this.recordEvidence.execute(actor, itemGiven(value), formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, evidenceAddress(recorded.code));
    else
      await this.drawRecording(request, reply, groups, {
        values,
        refusal,
        faults: refusal.faults.map(atField).map(atInput),
      });
  }

  @Get(':code')
  async show(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.readEvidence.execute(actor, { code });
    const added = queryText(query, 'added');
    await sendItem(this.pages, { actor, request, reply }, { answer, sent: null, state: NOTHING_SENT, added });
  }

  @Post(':code/:form')
  async send(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Param('form') name: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent = ITEM_FORMS.find((one) => one === name);
    if (sent === undefined) throw notFound();
    const values = formValues(body);
    const { refusal } = await attempt(() =>
      this.take(actor, { code, sent, values, key: formRequestKey(request, values) }),
    );
    if (refusal === null) {
      goTo(reply, evidenceAddress(encodeURIComponent(code)));
      return;
    }
    const answer = await this.readEvidence.execute(actor, { code });
    await sendItem(this.pages, { actor, request, reply }, { answer, sent, state: { values, refusal } });
  }

  private async take(
    actor: Actor,
    given: {
      readonly code: string;
      readonly sent: ItemForm;
      readonly values: FormValues;
      readonly key: RequestKey | null;
    },
  ): Promise<unknown> {
    const { code, sent, values, key } = given;
    const text = (pointer: string): string => values[pointer] ?? '';
    const reason = text('/reason');
    if (sent === 'custody') {
      const handOver = { from: text('/from'), to: text('/to'), handedOver: text('/handedOver').trim() };
      return this.handOverEvidence.execute(actor, { code, ...handOver }, key);
    }
    if (sent === 'assessments') {
      const found = { verdict: text('/verdict'), method: text('/method'), ground: text('/ground'), reason };
      return this.assessEvidence.execute(actor, { code, ...found }, key);
    }
    requireAllowed(actor, 'assess_evidence');
    const { assessments } = await this.readEvidence.execute(actor, { code });
    const standing = assessments.find(({ own, state }) => own && state === 'standing');
    if (standing === undefined) throw notFound();
    return this.withdrawAssessment.execute(actor, { code, assessmentId: standing.id, reason }, key);
  }

  private async drawRecording(
    request: FastifyRequest,
    reply: FastifyReply,
    groups: readonly FieldGroup[],
    state: FormState,
  ): Promise<void> {
    const content = h(RecordEvidencePage, { groups, seal: this.pages.seal(request), state });
    const status = state.refusal === null ? 200 : 422;
    await this.pages.send(request, reply, { title: 'Record an item of evidence', place: EVIDENCE, status, content });
  }
}

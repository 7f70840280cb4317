// Makes inquiries, lists them and shows one.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListInquiries } from '../../usecases/inquiries/list-inquiries.js';
import { MakeInquiry } from '../../usecases/inquiries/make-inquiry.js';
import { ReadInquiry } from '../../usecases/inquiries/read-inquiry.js';
import { ReadNameQuota } from '../../usecases/inquiries/read-name-quota.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { INQUIRY_FIELDS, inquiryOf } from './inquiry-fields.js';
import { InquiryPage } from './inquiry-page.js';
import { InquiryAnswerPage, InquiryFormPage, InquiryListPage } from './inquiry-pages.js';

const PLACE = '/console/inquiries';

@ConsolePages('console/inquiries')
export class InquiriesController {
  constructor(
    private readonly pages: Pages,
    private readonly listInquiries: ListInquiries,
    private readonly makeInquiry: MakeInquiry,
    private readonly readInquiry: ReadInquiry,
    private readonly readNameQuota: ReadNameQuota,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = await this.listInquiries.execute(actor, { cursor: queryText(query, 'cursor') });
    const content = h(InquiryListPage, { ...page, mayAsk: allowed(actor, 'make_inquiry') });
    await this.pages.send(request, reply, { title: 'Inquiries', place: PLACE, content });
  }

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'make_inquiry');
    await this.draw(actor, request, reply, NOTHING_SENT);
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const inquiry = await this.readInquiry.execute(actor, id);
    const mayReply = inquiry.state === 'received' && isCentralAgency(actor) && allowed(actor, 'read_replies');
    const content = h(InquiryPage, { inquiry, mayReply });
    await this.pages.send(request, reply, { title: 'Inquiry', place: PLACE, content });
  }

  @Post()
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const fields = INQUIRY_FIELDS.flatMap((group) => group.fields);
    const { value, atField } = readForm(fields, values);
    const { refusal, value: answer } = await attempt(() =>
      this.makeInquiry.execute(actor, inquiryOf(value), formRequestKey(request, values)),
    );
    if (refusal !== null)
      await this.draw(actor, request, reply, { values, refusal, faults: refusal.faults.map(atField) });
    else {
      const content = h(InquiryAnswerPage, { answer });
      await this.pages.send(request, reply, { title: 'Inquiry', place: PLACE, content });
    }
  }

  private async draw(actor: Actor, request: FastifyRequest, reply: FastifyReply, state: FormState): Promise<void> {
    const seal = this.pages.seal(request);
    const quota = await this.readNameQuota.execute(actor);
    await this.pages.send(request, reply, {
      title: 'Make an inquiry',
      place: PLACE,
      status: statusOfForm(state.refusal),
      retryAfter: state.refusal?.retryAfter ?? null,
      content: h(InquiryFormPage, { seal, state, quota }),
    });
  }
}

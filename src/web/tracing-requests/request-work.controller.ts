// Records consents of a tracing request, replaces its safe channel, and gives it to a colleague.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListSharingPartners, type SharingPartner } from '../../usecases/records/list-sharing-partners.js';
import { AssignTracingRequest } from '../../usecases/tracing-requests/assign-tracing-request.js';
import { ChangeSafeChannel } from '../../usecases/tracing-requests/change-safe-channel.js';
import { ReadTracingRequest } from '../../usecases/tracing-requests/read-tracing-request.js';
import { RecordConsent } from '../../usecases/tracing-requests/record-consent.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm, type DrawnForm } from '../layout/send-form.js';
import { inWords } from '../words/in-words.js';
import { CHANNEL_GROUPS, consentGroups, consentOf, WORKER_GROUPS } from './tracing-request-fields.js';
import { REQUESTS } from './tracing-request-pages.js';

/** The version of the request that the worker has seen. */
const VERSION = '/version';

@ConsolePages('console/tracing-requests/:id')
export class RequestWorkController {
  constructor(
    private readonly pages: Pages,
    private readonly assignTracingRequest: AssignTracingRequest,
    private readonly changeSafeChannel: ChangeSafeChannel,
    private readonly listSharingPartners: ListSharingPartners,
    private readonly readTracingRequest: ReadTracingRequest,
    private readonly recordConsent: RecordConsent,
  ) {}

  @Get('consents/new')
  async askConsent(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'work_on_tracing_requests');
    await this.readTracingRequest.execute(actor, id);
    await this.drawConsent(request, reply, id, { partners: await this.partners(actor), state: NOTHING_SENT });
  }

  @Post('consents')
  async consent(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'work_on_tracing_requests');
    const values = formValues(body);
    const partners = await this.partners(actor);
    const { value } = readForm(fieldsOf(consentGroups(partners)), values);
    const command = { requestId, consent: consentOf(value) };
    const { refusal } = await attempt(() =>
      this.recordConsent.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${REQUESTS}/${requestId}`);
    else await this.drawConsent(request, reply, requestId, { partners, state: { values, refusal } });
  }

  @Get('safe-channel')
  async askChannel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'work_on_tracing_requests');
    await this.drawChannel(actor, request, reply, { id, state: NOTHING_SENT });
  }

  @Post('safe-channel')
  async channel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const seen = values[VERSION] ?? '';
    const details = (values['/details'] ?? '').trim();
    const command = {
      requestId,
      safeChannel: { channel: values['/channel'] ?? '', ...(details !== '' && { details }) },
      ifVersion: /^\d{1,9}$/.test(seen) ? [Number(seen)] : null,
    };
    const { refusal } = await attempt(() =>
      this.changeSafeChannel.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${REQUESTS}/${requestId}`);
    else await this.drawChannel(actor, request, reply, { id: requestId, state: { values, refusal } });
  }

  @Get('assignment')
  async askWorker(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'assign_person');
    await this.readTracingRequest.execute(actor, id);
    await this.drawWorker(request, reply, id, NOTHING_SENT);
  }

  @Post('assignment')
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { requestId, username: (values['/username'] ?? '').trim() };
    const { refusal } = await attempt(() =>
      this.assignTracingRequest.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${REQUESTS}/${requestId}`);
    else await this.drawWorker(request, reply, requestId, { values, refusal });
  }

  private partners(actor: Actor): Promise<readonly SharingPartner[]> {
    return this.listSharingPartners.execute(actor);
  }

  private draw(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    form: Omit<DrawnForm, 'place' | 'back' | 'action'> & { readonly at: string },
  ): Promise<void> {
    const { at, ...drawn } = form;
    const back = `${REQUESTS}/${id}`;
    return sendForm(this.pages, request, reply, { ...drawn, place: REQUESTS, back, action: `${back}/${at}` });
  }

  private drawConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { partners, state }: { readonly partners: readonly SharingPartner[]; readonly state: FormState },
  ): Promise<void> {
    const groups = consentGroups(partners);
    return this.draw(request, reply, id, {
      at: 'consents',
      title: 'Record a consent',
      groups,
      state,
      button: 'Record',
    });
  }

  /** Read anew each time: whoever was overtaken decides on what is there now. */
  private async drawChannel(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { id, state }: { readonly id: string; readonly state: FormState },
  ): Promise<void> {
    const found = await this.readTracingRequest.execute(actor, id);
    await this.draw(request, reply, id, {
      at: 'safe-channel',
      title: 'Change the safe channel',
      lead: `Agreed now: ${inWords(found.request.channel)}.`,
      groups: CHANNEL_GROUPS,
      state,
      seen: { [VERSION]: String(found.request.version) },
      button: 'Change',
    });
  }

  private drawWorker(request: FastifyRequest, reply: FastifyReply, id: string, state: FormState): Promise<void> {
    const title = 'Give the request to a colleague';
    return this.draw(request, reply, id, { at: 'assignment', title, groups: WORKER_GROUPS, state, button: 'Assign' });
  }
}

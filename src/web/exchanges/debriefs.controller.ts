// Invites those who came back to debriefs, and records their answers, consents and what they saw.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import type { GivenSighting } from '../../domain/exchanges/read-sightings.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { AnswerInvitation } from '../../usecases/exchanges/answer-invitation.js';
import { InviteToDebrief } from '../../usecases/exchanges/invite-to-debrief.js';
import { ListDebriefs } from '../../usecases/exchanges/list-debriefs.js';
import { RecordDebriefConsent } from '../../usecases/exchanges/record-debrief-consent.js';
import { RecordSightings } from '../../usecases/exchanges/record-sightings.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import type { FormValues } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import {
  debriefAddress,
  DEBRIEF_FORMS,
  DebriefListPage,
  DebriefPage,
  sightingGroups,
  type DebriefForm,
} from './debrief-pages.js';
import { placeGiven } from './exchange-fields.js';
import { exchangeAddress } from './exchange-pages.js';

const PLACE = '/console/exchanges';

interface Address {
  readonly exchangeId: string;
  readonly debriefId: string;
}

@ConsolePages('console/exchanges/:id/debriefs')
export class DebriefsController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listDebriefs: ListDebriefs,
    private readonly inviteToDebrief: InviteToDebrief,
    private readonly answerInvitation: AnswerInvitation,
    private readonly recordDebriefConsent: RecordDebriefConsent,
    private readonly recordSightings: RecordSightings,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.listDebriefs.execute(actor, { exchangeId });
    const content = h(DebriefListPage, { answer, exchangeId });
    await this.pages.send(request, reply, { title: 'Debriefs', place: PLACE, content });
  }

  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { exchangeId, person: values['/person'] ?? '' };
    const { refusal, value: invited } = await attempt(() =>
      this.inviteToDebrief.execute(actor, command, formRequestKey(request, values)),
    );
    // Who was invited before is found in the list.
    goTo(
      reply,
      refusal === null ? debriefAddress({ id: invited.id, exchangeId }) : `${exchangeAddress(exchangeId)}/debriefs`,
    );
  }

  @Get(':debriefId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Param('debriefId', ParseId) debriefId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'hold_debrief');
    await this.draw(actor, request, reply, { address: { exchangeId, debriefId }, sent: null, state: NOTHING_SENT });
  }

  @Post(':debriefId/:form')
  async send(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) exchangeId: string,
    @Param('debriefId', ParseId) debriefId: string,
    @Param('form') name: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'hold_debrief');
    const sent = DEBRIEF_FORMS.find((one) => one === name);
    if (sent === undefined) throw notFound();
    const [values, address] = [formValues(body), { exchangeId, debriefId }];
    const { refusal } = await attempt(() =>
      this.record(actor, { ...address, sent, values, key: formRequestKey(request, values) }),
    );
    if (refusal === null) goTo(reply, debriefAddress({ id: debriefId, exchangeId }));
    else await this.draw(actor, request, reply, { address, sent, state: { values, refusal } });
  }

  private record(
    actor: Actor,
    given: Address & { readonly sent: DebriefForm; readonly values: FormValues; readonly key: RequestKey | null },
  ): Promise<unknown> {
    const { sent, values, key, exchangeId, debriefId } = given;
    const address = { exchangeId, debriefId };
    if (sent === 'answers') {
      const medicallyCleared = values['/medicallyCleared'] === 'yes';
      const command = { ...address, answer: values['/answer'] ?? '', medicallyCleared };
      return this.answerInvitation.execute(actor, command, key);
    }
    if (sent === 'consents') {
      const command = { ...address, use: values['/use'] ?? '', given: values['/given'] === 'yes' };
      return this.recordDebriefConsent.execute(actor, command, key);
    }
    return this.recordSightings.execute(actor, { ...address, sightings: [sightingOf(values)] }, key);
  }

  private async draw(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    given: { readonly address: Address; readonly sent: DebriefForm | null; readonly state: FormState },
  ): Promise<void> {
    const { address, sent, state } = given;
    const answer = await this.listDebriefs.execute(actor, { exchangeId: address.exchangeId });
    const debrief = answer.debriefs.find(({ id }) => id === address.debriefId);
    if (debrief === undefined) throw notFound();
    const [parties, places] = [await this.listParties.execute(actor), await this.listPlaces.gazetteer(actor)];
    const sightings = sightingGroups({ parties, places });
    const status = state.refusal === null ? 200 : 422;
    const content = h(DebriefPage, { debrief, answer, sightings, seal: this.pages.seal(request), sent, state });
    await this.pages.send(request, reply, { title: 'Debrief', place: PLACE, status, content });
  }
}

/** The fields of the form; what is missing is empty, for the domain to refuse. */
function sightingOf(values: FormValues): GivenSighting {
  const fields = sightingGroups({ parties: [], places: [] }).flatMap((group) => group.fields);
  const { value } = readForm(fields, values);
  const rows = value['sightings'] as readonly Readonly<Record<string, unknown>>[] | undefined;
  const { place, grade, ...told } = rows?.[0] ?? {};
  const { reliability = '', information = '' } = (grade ?? {}) as Readonly<Record<string, string>>;
  return {
    person: '',
    seen: '',
    contactStrength: '',
    ...told,
    place: placeGiven(place),
    grade: `${reliability}${information}`,
  };
}

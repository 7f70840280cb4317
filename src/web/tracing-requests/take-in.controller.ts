// Takes in a tracing request, about somebody the registry knows or somebody registered with it.

import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import { AddTracingRequest } from '../../usecases/tracing-requests/add-tracing-request.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { namingPersonAt } from '../forms/person-field.js';
import { readForm } from '../forms/read-form.js';
import { faultsWithReference } from '../forms/taken-reference.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import type { RegisterChoices } from '../records/register-fields.js';
import { takeInGiven, takeInGroups } from './tracing-request-fields.js';
import { REQUESTS } from './tracing-request-pages.js';

/** Whether the form registers the sought person too. */
const REGISTERING = '/registering';

@ConsolePages('console/tracing-requests')
export class TakeInController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listSharingPartners: ListSharingPartners,
    private readonly addTracingRequest: AddTracingRequest,
  ) {}

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'add_tracing_request');
    const registering = queryText(query, 'sought') === 'unregistered';
    const state = { ...NOTHING_SENT, values: { '/sought/pseudonym': queryText(query, 'person') ?? '' } };
    await this.draw(request, reply, await this.choices(actor), { registering, state });
  }

  @Post()
  async takeIn(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'add_tracing_request');
    const values = formValues(body);
    const registering = values[REGISTERING] === 'yes';
    const choices = await this.choices(actor);
    const fields = takeInGroups(choices, registering).flatMap((group) => group.fields);
    const { value, atField } = readForm(fields, values);
    const command = takeInGiven(value, registering);
    const { refusal, value: added } = await attempt(() =>
      namingPersonAt('/sought/pseudonym', () =>
        this.addTracingRequest.execute(actor, command, formRequestKey(request, values)),
      ),
    );
    if (refusal === null) goTo(reply, `${REQUESTS}/${added.id}`);
    else {
      const state = { values, refusal, faults: faultsWithReference(refusal).map(atField) };
      await this.draw(request, reply, choices, { registering, state });
    }
  }

  private async choices(actor: Actor): Promise<RegisterChoices> {
    const partners = await this.listSharingPartners.execute(actor);
    const parties = await this.listParties.execute(actor);
    return { partners, parties, places: await this.listPlaces.gazetteer(actor) };
  }

  private draw(
    request: FastifyRequest,
    reply: FastifyReply,
    choices: RegisterChoices,
    { registering, state }: { readonly registering: boolean; readonly state: FormState },
  ): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: REQUESTS,
      title: registering ? 'Take in a request about somebody new' : 'Take in a tracing request',
      lead: 'Closing a request later never closes the person, and several may ask after one.',
      back: REQUESTS,
      action: REQUESTS,
      groups: takeInGroups(choices, registering),
      state,
      seen: { [REGISTERING]: registering ? 'yes' : 'no' },
      button: 'Take in',
    });
  }
}

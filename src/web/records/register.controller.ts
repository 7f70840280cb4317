// Registers a person.

import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import { RegisterPerson } from '../../usecases/records/register-person.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { attempt } from '../forms/attempt.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { caseAddress } from './case-view.js';
import { registerGroups, registrationOf, type RegisterChoices } from './register-fields.js';
import { RegisterPage } from './register-page.js';

@ConsolePages('console/register')
export class RegisterController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listSharingPartners: ListSharingPartners,
    private readonly registerPerson: RegisterPerson,
  ) {}

  @Get()
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'register_person');
    await this.draw(request, reply, await this.choices(actor), NOTHING_SENT);
  }

  @Post()
  async register(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const choices = await this.choices(actor);
    const fields = registerGroups(choices).flatMap((group) => group.fields);
    const { value, atField } = readForm(fields, values);
    const { refusal, value: registered } = await attempt(() =>
      this.registerPerson.execute(actor, registrationOf(value), formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, caseAddress(registered.pseudonym));
    else await this.draw(request, reply, choices, { values, refusal, faults: refusal.faults.map(atField) });
  }

  private async choices(actor: Actor): Promise<RegisterChoices> {
    const partners = await this.listSharingPartners.execute(actor);
    const parties = await this.listParties.execute(actor);
    return { partners, parties, places: await this.listPlaces.gazetteer(actor) };
  }

  private async draw(
    request: FastifyRequest,
    reply: FastifyReply,
    choices: RegisterChoices,
    state: FormState,
  ): Promise<void> {
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: state.refusal === null ? 'Register a person' : 'Not done: register a person',
      place: '/console/register',
      status: state.refusal === null ? 200 : 422,
      content: h(RegisterPage, { groups: registerGroups(choices), seal, state }),
    });
  }
}

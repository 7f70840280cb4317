// What an administrator sees first: parties, organisations and accounts; and adding the first two.

import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { CreateOrganisation } from '../../usecases/administration/create-organisation.js';
import { CreateParty } from '../../usecases/administration/create-party.js';
import { ListOrganisations } from '../../usecases/administration/list-organisations.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListUsers } from '../../usecases/administration/list-users.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import type { FieldGroup } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { kindOf, nameOf, organisationGroups, PARTY_FIELDS } from './administration-fields.js';
import { AddPage, AdministrationPage } from './administration-page.js';

const PLACE = '/console/administration';

@ConsolePages('console/administration')
export class AdministrationController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listOrganisations: ListOrganisations,
    private readonly listUsers: ListUsers,
    private readonly createParty: CreateParty,
    private readonly createOrganisation: CreateOrganisation,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const organisations = await this.listOrganisations.execute(actor);
    const users = await this.listUsers.execute(actor, null);
    const parties = await this.listParties.execute(actor);
    const content = h(AdministrationPage, { parties, organisations, users, ownId: actor.userId });
    await this.pages.send(request, reply, { title: 'Administration', place: PLACE, content });
  }

  @Get('parties/new')
  async askParty(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'administer');
    await this.draw(request, reply, { title: 'Add a party', to: 'parties', groups: PARTY_FIELDS }, NOTHING_SENT);
  }

  @Post('parties')
  async addParty(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { refusal } = await attempt(() =>
      this.createParty.execute(actor, { label: nameOf(values, '/label') }, formRequestKey(request, values)),
    );
    const form = { title: 'Add a party', to: 'parties', groups: PARTY_FIELDS };
    if (refusal === null) goTo(reply, PLACE);
    else await this.draw(request, reply, form, { values, refusal });
  }

  @Get('organisations/new')
  async askOrganisation(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'administer');
    await this.draw(request, reply, await this.organisationForm(actor), NOTHING_SENT);
  }

  @Post('organisations')
  async addOrganisation(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const partyId = values['/partyId'] ?? '';
    const { refusal } = await attempt(() => {
      const command = {
        name: nameOf(values, '/organisationName'),
        kind: kindOf(values),
        partyId: partyId === '' ? null : partyId,
      };
      return this.createOrganisation.execute(actor, command, formRequestKey(request, values));
    });
    if (refusal === null) goTo(reply, PLACE);
    else await this.draw(request, reply, await this.organisationForm(actor), { values, refusal });
  }

  private async organisationForm(actor: Actor): Promise<AddForm> {
    const groups = organisationGroups(await this.listParties.execute(actor));
    return { title: 'Add an organisation', to: 'organisations', groups };
  }

  private async draw(
    request: FastifyRequest,
    reply: FastifyReply,
    { title, to, groups }: AddForm,
    state: FormState,
  ): Promise<void> {
    const action = `${PLACE}/${to}`;
    await this.pages.send(request, reply, {
      title,
      place: PLACE,
      status: state.refusal === null ? 200 : 422,
      content: h(AddPage, { title, action, groups, state, seal: this.pages.seal(request), button: 'Add' }),
    });
  }
}

interface AddForm {
  readonly title: string;
  /** The last part of the address that takes the form. */
  readonly to: string;
  readonly groups: readonly FieldGroup[];
}

// Shows who a person is, for a purpose and for a while, and hides it again; tells the owner organisation who looked.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { DiscloseIdentity } from '../../usecases/identity/disclose-identity.js';
import { HideDisclosure } from '../../usecases/identity/hide-disclosure.js';
import { ListDisclosures } from '../../usecases/identity/list-disclosures.js';
import { ShowDisclosure, type ShownDisclosure } from '../../usecases/identity/show-disclosure.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { attempt } from '../forms/attempt.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { caseAddress } from '../records/case-view.js';
import { DISCLOSURE_FIELDS, DisclosureFormPage } from './disclosure-form-page.js';
import { DisclosedPage } from './disclosed-page.js';
import { DisclosureListPage } from './disclosure-list-page.js';

const PLACE = '/console/cases';
const DISCLOSURES_A_PAGE = 25;

@ConsolePages('console/persons/:pseudonym/disclosures')
export class DisclosuresController {
  constructor(
    private readonly pages: Pages,
    private readonly discloseIdentity: DiscloseIdentity,
    private readonly showDisclosure: ShowDisclosure,
    private readonly hideDisclosure: HideDisclosure,
    private readonly listDisclosures: ListDisclosures,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = queryText(query, 'cursor');
    const command = { pseudonym, cursor: after, limit: DISCLOSURES_A_PAGE };
    const { disclosures, cursor } = await this.listDisclosures.execute(actor, command);
    const content = h(DisclosureListPage, { pseudonym, disclosures, cursor, later: after !== undefined });
    await this.pages.send(request, reply, { title: 'Who looked, and why', place: PLACE, content });
  }

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'disclose_identity');
    await this.draw(request, reply, pseudonym, NOTHING_SENT);
  }

  /** The names stand in the answer itself: no address leads to them but the disclosure's own, and that only for a while. */
  @Post()
  async disclose(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const granted = values['/request'];
    if (granted !== undefined) {
      const use = { pseudonym, request: granted };
      const disclosed = await this.discloseIdentity.execute(actor, use, formRequestKey(request, values));
      await this.show(request, reply, pseudonym, disclosed);
      return;
    }
    const { value } = readForm(fieldsOf(DISCLOSURE_FIELDS), values);
    const { purpose, fields, reason } = value;
    const { refusal, value: shown } = await attempt(() => {
      const command = { pseudonym, purpose, fields, reason };
      return this.discloseIdentity.execute(actor, command, formRequestKey(request, values));
    });
    if (refusal !== null) await this.draw(request, reply, pseudonym, { values, refusal });
    else await this.show(request, reply, pseudonym, shown);
  }

  @Get(':disclosureId')
  async showAgain(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('disclosureId', ParseId) disclosureId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const shown = await this.showDisclosure.execute(actor, { pseudonym, disclosureId });
    await this.show(request, reply, pseudonym, shown);
  }

  @Post(':disclosureId/hide')
  async hide(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('disclosureId', ParseId) disclosureId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.hideDisclosure.execute(actor, { pseudonym, disclosureId });
    goTo(reply, caseAddress(pseudonym));
  }

  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    pseudonym: string,
    shown: ShownDisclosure,
  ): Promise<void> {
    const content = h(DisclosedPage, { pseudonym, shown, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: 'Disclosed for a while', place: PLACE, content });
  }

  private async draw(request: FastifyRequest, reply: FastifyReply, pseudonym: string, state: FormState): Promise<void> {
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: 'Show who this is',
      place: PLACE,
      status: state.refusal === null ? 200 : 422,
      content: h(DisclosureFormPage, { pseudonym, seal, state }),
    });
  }
}

// Shows what a person who was found wanted so far, and records what they want now.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { ListWills } from '../../usecases/news/list-wills.js';
import { RecordWill } from '../../usecases/news/record-will.js';
import { ListSharingPartners } from '../../usecases/records/list-sharing-partners.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import { caseAddress } from '../records/case-view.js';
import { willGiven, willGroups } from './news-fields.js';
import { WillInWords, willsAddress } from './wills-part.js';

@ConsolePages('console/persons/:pseudonym/wills')
export class WillsController {
  constructor(
    private readonly pages: Pages,
    private readonly listSharingPartners: ListSharingPartners,
    private readonly listWills: ListWills,
    private readonly recordWill: RecordWill,
  ) {}

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_will');
    await this.draw(actor, request, reply, { pseudonym, state: NOTHING_SENT });
  }

  @Post()
  async record(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_will');
    const values = formValues(body);
    const fields = willGroups(await this.listSharingPartners.execute(actor)).flatMap((group) => group.fields);
    const { value, atField } = readForm(fields, values);
    const command = { pseudonym, will: willGiven(value) };
    const { refusal } = await attempt(() => this.recordWill.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, caseAddress(pseudonym));
    else {
      const state = { values, refusal, faults: refusal.faults.map(atField) };
      await this.draw(actor, request, reply, { pseudonym, state });
    }
  }

  private async draw(
    actor: Actor,
    request: FastifyRequest,
    reply: FastifyReply,
    { pseudonym, state }: { readonly pseudonym: string; readonly state: FormState },
  ): Promise<void> {
    const { wills, organisations } = await this.listWills.execute(actor, { pseudonym });
    await sendForm(this.pages, request, reply, {
      place: '/console/cases',
      title: 'Record what the person wants',
      lead: 'For a person who was reached. It replaces what was recorded before; all of it stays on record.',
      back: caseAddress(pseudonym),
      action: willsAddress(pseudonym),
      groups: willGroups(await this.listSharingPartners.execute(actor)),
      state,
      button: 'Record',
      children: wills.map((will) => h(WillInWords, { will, names: organisations })),
    });
  }
}

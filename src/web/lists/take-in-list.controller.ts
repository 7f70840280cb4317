// Takes in a list with its lines, and gives one out with its answers.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { AddList } from '../../usecases/lists/add-list.js';
import { ExportList } from '../../usecases/lists/export-list.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { faultsWithReference } from '../forms/taken-reference.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import { atLines, listGiven, listGroups, type SideChoices } from './list-fields.js';
import { LISTS } from './list-pages.js';
import { ListSides } from './list-sides.js';

@ConsolePages('console/lists')
export class TakeInListController {
  constructor(
    private readonly pages: Pages,
    private readonly sides: ListSides,
    private readonly addList: AddList,
    private readonly exportList: ExportList,
  ) {}

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'add_list');
    await this.draw(request, reply, await this.sides.choices(actor), NOTHING_SENT);
  }

  @Post()
  async takeIn(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'add_list');
    const values = formValues(body);
    const { refusal, value: added } = await attempt(() =>
      this.addList.execute(actor, listGiven(values), formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${LISTS}/${added.id}`);
    else {
      const state = { values, refusal, faults: faultsWithReference(refusal).map(atLines) };
      await this.draw(request, reply, await this.sides.choices(actor), state);
    }
  }

  /** By pseudonyms and counts alone; a file, so that nothing of it stays in the browser's pages. */
  @Get(':id/export')
  async csv(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) listId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const csv = await this.exportList.execute(actor, listId);
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="list.csv"')
      .header('referrer-policy', 'same-origin')
      .send(csv);
  }

  private draw(request: FastifyRequest, reply: FastifyReply, choices: SideChoices, state: FormState): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: LISTS,
      title: 'Take in a list',
      lead: 'As one side gave it to another. Taking it in says nothing about anybody on it.',
      back: LISTS,
      action: LISTS,
      groups: listGroups(choices),
      state,
      button: 'Take in',
    });
  }
}

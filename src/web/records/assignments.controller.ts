// Assigns workers of the organisation to a case, and ends it.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { AssignPerson } from '../../usecases/records/assign-person.js';
import { EndAssignment } from '../../usecases/records/end-assignment.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { attempt } from '../forms/attempt.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { AssignmentPage } from './assignment-page.js';
import { caseAddress } from './case-view.js';

@ConsolePages('console/persons/:pseudonym/assignments')
export class AssignmentsController {
  constructor(
    private readonly pages: Pages,
    private readonly assignPerson: AssignPerson,
    private readonly endAssignment: EndAssignment,
  ) {}

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'assign_person');
    await this.draw(request, reply, pseudonym, NOTHING_SENT);
  }

  @Post()
  async assign(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { pseudonym, username: (values['/username'] ?? '').trim() };
    const { refusal } = await attempt(() => this.assignPerson.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, caseAddress(pseudonym));
    else await this.draw(request, reply, pseudonym, { values, refusal });
  }

  @Post('end')
  async end(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.endAssignment.execute(actor, { pseudonym, username: formValues(body)['/username'] ?? '' });
    goTo(reply, caseAddress(pseudonym));
  }

  private async draw(request: FastifyRequest, reply: FastifyReply, pseudonym: string, state: FormState): Promise<void> {
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: 'Assign a worker',
      place: '/console/cases',
      status: state.refusal === null ? 200 : 422,
      content: h(AssignmentPage, { pseudonym, seal, state }),
    });
  }
}

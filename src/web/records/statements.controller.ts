// Adds and retracts statements.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { isStatementKind, type StatementKind } from '../../domain/records/statement-kinds.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { AddStatement } from '../../usecases/records/add-statement.js';
import { ListStatements } from '../../usecases/records/list-statements.js';
import { RetractStatement } from '../../usecases/records/retract-statement.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { attempt } from '../forms/attempt.js';
import type { PersonPageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { caseAddress, statementAnchor } from './case-view.js';
import { statementGroups, statementInput } from './statement-fields.js';
import { KindPage, RetractionPage, StatementPage } from './statement-pages.js';
import { statementTitle } from './statement-words.js';

@ConsolePages('console/persons/:pseudonym/statements')
export class StatementsController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listStatements: ListStatements,
    private readonly addStatement: AddStatement,
    private readonly retractStatement: RetractStatement,
  ) {}

  @Get('new')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'add_statement');
    const kind = queryText(query, 'kind');
    if (kind !== undefined && isStatementKind(kind)) {
      await this.draw({ actor, request, reply, pseudonym }, kind, NOTHING_SENT);
      return;
    }
    const content = h(KindPage, { pseudonym });
    await this.pages.send(request, reply, { title: 'Add a statement', place: '/console/cases', content });
  }

  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const kind = values['kind'] ?? '';
    if (!isStatementKind(kind)) throw notFound();
    const fields = statementGroups(kind, { parties: [], places: [] }).flatMap((group) => group.fields);
    const { value, atField } = readForm(fields, values);
    const statement = statementInput(kind, value);
    const untilVerified = value['untilVerified'] === true;
    const { refusal, value: added } = await attempt(() =>
      this.addStatement.execute(actor, { pseudonym, statement, untilVerified }, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${caseAddress(pseudonym)}#${statementAnchor(added.id)}`);
    else {
      const state = { values, refusal, faults: refusal.faults.map(atField) };
      await this.draw({ actor, request, reply, pseudonym }, kind, state);
    }
  }

  @Get(':statementId/retraction')
  async askReason(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('statementId', ParseId) statementId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'withdraw_statement');
    await this.drawRetraction({ actor, request, reply, pseudonym }, statementId, NOTHING_SENT);
  }

  @Post(':statementId/retraction')
  async retract(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('statementId', ParseId) statementId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { statementId, reason: values['/reason'] ?? '' };
    const { refusal } = await attempt(() =>
      this.retractStatement.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${caseAddress(pseudonym)}#${statementAnchor(statementId)}`);
    else await this.drawRetraction({ actor, request, reply, pseudonym }, statementId, { values, refusal });
  }

  private async draw(call: PersonPageCall, kind: StatementKind, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const [parties, places] = [await this.listParties.execute(actor), await this.listPlaces.gazetteer(actor)];
    const groups = statementGroups(kind, { parties, places });
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: state.refusal === null ? 'Add a statement' : 'Not done: add a statement',
      place: '/console/cases',
      status: state.refusal === null ? 200 : 422,
      content: h(StatementPage, { pseudonym, kind, groups, seal, state }),
    });
  }

  private async drawRetraction(call: PersonPageCall, statementId: string, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const { statements } = await this.listStatements.execute(actor, { pseudonym });
    const entry = statements.find(({ statement, own }) => statement.id === statementId && own);
    if (entry === undefined) throw notFound();
    const title = statementTitle(entry.statement);
    const seal = this.pages.seal(request);
    await this.pages.send(request, reply, {
      title: 'Retract a statement',
      place: '/console/cases',
      status: state.refusal === null ? 200 : 422,
      content: h(RetractionPage, { pseudonym, statementId, title, seal, state }),
    });
  }
}

// Puts a better statement in the place of one that the reader's organisation gave.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound, type FieldFault } from '../../domain/domain-error.js';
import { isStatementKind } from '../../domain/records/statement-kinds.js';
import type { Statement } from '../../domain/records/statement.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId, ParsePseudonym } from '../../request/path-parameters.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListStatements } from '../../usecases/records/list-statements.js';
import { SupersedeStatement } from '../../usecases/records/supersede-statement.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import type { PersonPageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { caseAddress, statementAnchor } from './case-view.js';
import { statementInput, supersessionGroups } from './statement-fields.js';
import { SupersessionPage } from './statement-pages.js';
import { statementValues } from './statement-values.js';
import { statementTitle } from './statement-words.js';

@ConsolePages('console/persons/:pseudonym/statements/:statementId/supersession')
export class SupersessionController {
  constructor(
    private readonly pages: Pages,
    private readonly listParties: ListParties,
    private readonly listPlaces: ListPlaces,
    private readonly listStatements: ListStatements,
    private readonly supersedeStatement: SupersedeStatement,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('statementId', ParseId) statementId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'withdraw_statement');
    const statement = await this.ownStatement(actor, pseudonym, statementId);
    const state = { ...NOTHING_SENT, values: statementValues(statement) };
    await this.draw({ actor, request, reply, pseudonym }, statement, state);
  }

  @Post()
  async supersede(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Param('statementId', ParseId) statementId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const kind = values['kind'] ?? '';
    if (!isStatementKind(kind)) throw notFound();
    const { value, atField } = readForm(fieldsOf(supersessionGroups(kind, { parties: [], places: [] })), values);
    const successor = statementInput(kind, value);
    const command = { statementId, reason: values['/reason'] ?? '', successor };
    const { refusal, value: done } = await attempt(() =>
      this.supersedeStatement.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, `${caseAddress(pseudonym)}#${statementAnchor(done.successorId)}`);
    else {
      const statement = await this.ownStatement(actor, pseudonym, statementId);
      const faults = refusal.faults.map(ofStatement).map(atField);
      await this.draw({ actor, request, reply, pseudonym }, statement, { values, refusal, faults });
    }
  }

  /** As its timeline shows it to the organisation that gave it; throws `not_found` for all others, as for what is not there. */
  private async ownStatement(actor: Actor, pseudonym: string, statementId: string): Promise<Statement> {
    const { statements } = await this.listStatements.execute(actor, { pseudonym });
    const entry = statements.find(({ statement, own }) => statement.id === statementId && own);
    if (entry === undefined) throw notFound();
    return entry.statement;
  }

  private async draw(call: PersonPageCall, statement: Statement, state: FormState): Promise<void> {
    const { actor, request, reply, pseudonym } = call;
    const [parties, places] = [await this.listParties.execute(actor), await this.listPlaces.gazetteer(actor)];
    const groups = supersessionGroups(statement.kind, { parties, places });
    const told = { pseudonym, statementId: statement.id, kind: statement.kind, title: statementTitle(statement) };
    await this.pages.send(request, reply, {
      title: state.refusal === null ? 'Supersede a statement' : 'Not done: supersede a statement',
      place: '/console/cases',
      status: state.refusal === null ? 200 : 422,
      content: h(SupersessionPage, { ...told, groups, seal: this.pages.seal(request), state }),
    });
  }
}

/** A fault of the successor belongs to the field of the form that asks for it. */
function ofStatement(fault: FieldFault): FieldFault {
  return { ...fault, pointer: fault.pointer.replace(/^\/successor(?=\/)/, '') };
}

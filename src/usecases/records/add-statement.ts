// Adds one statement about a person whom the actor's organisation may see.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { requireStatementDraft, type NewStatementInput } from '../../domain/records/statement-draft.js';
import { statementWithoutWords, wordsOfStatement } from '../../domain/records/words-of-registration.js';
import { Database } from '../../persistence/database.js';
import { requireHolding } from '../../domain/news/embargo-order.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { lookThrough } from '../../persistence/open-text/look-through.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { reproject } from '../../persistence/records/reproject.js';
import { appendStatements } from '../../persistence/statements/append-statements.js';

export interface AddStatementCommand {
  readonly pseudonym: string;
  readonly statement: NewStatementInput;
  /** Whether others are told only once a second person of the owner organisation has verified it. */
  readonly untilVerified?: boolean | undefined;
}

@Injectable()
export class AddStatement {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: AddStatementCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'add_statement');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        const given = requireStatementDraft(command.statement, now, '');
        await room.persons.lockForWriting(person.id);
        const id = this.entropy.shownId();
        const untilVerified = command.untilVerified ?? false;
        if (untilVerified) requireHolding(actor, person, given);
        const { isWarned, settle } = await lookThrough(room, actor, wordsOfStatement(given), [person]);
        await appendStatements(room, {
          personId: person.id,
          actor,
          drafts: [isWarned ? statementWithoutWords(given) : given],
          at: now,
          drawId: () => id,
          untilVerified,
        });
        await reproject(room, person.id, now);
        await room.audit.note({
          action: 'statement_added',
          subjectKind: 'statement',
          subjectId: id,
          personId: person.id,
          details: given.confidential ? { confidential: true } : { kind: given.kind },
        });
        await settle();
        return { id };
      }),
    );
  }
}

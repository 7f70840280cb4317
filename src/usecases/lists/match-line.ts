// Says which person a line of a list is about; the answers that stand then speak of that person.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { writeAnswerStatements } from '../../persistence/lists/answer-statements.js';
import { getOwnList, holdLine } from '../../persistence/lists/get-own-list.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface MatchLineCommand {
  readonly listId: string;
  readonly line: number;
  readonly pseudonym: string;
}

@Injectable()
export class MatchLine {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: MatchLineCommand,
    request: RequestKey | null,
  ): Promise<{ line: number; statements: readonly string[] }> {
    requireAllowed(actor, 'answer_list');
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const list = await getOwnList(room, actor, command.listId);
        const line = await holdLine(room, list, command.line);
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        if (line.personId !== null)
          throw new DomainError('conflict', 'This line is matched already. Withdraw that match first.');
        if (line.least !== 1 || line.most !== 1)
          throw new DomainError('conflict', 'This line counts several people and can be about no single one.');
        await room.lists.match(line.id, { personId: person.id, reason: null, by: actor.userId, at: now });
        await room.audit.note({
          action: 'list_line_matched',
          subjectKind: 'list',
          subjectId: list.id,
          personId: person.id,
          details: { line: line.number },
        });
        const drawId = (): string => this.entropy.shownId();
        const sides = await KnownSides.read(room);
        const writing = { personId: person.id, answers: line.answers, sides, at: now, drawId };
        return { line: line.number, statements: await writeAnswerStatements(room, actor, writing) };
      }),
    );
  }
}

// Takes back that a line of a list is about a person, and with it what its answers wrote about them; the answers stay.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { retractAnswerStatements } from '../../persistence/lists/answer-statements.js';
import { getOwnList, holdLine } from '../../persistence/lists/get-own-list.js';

export interface UnmatchLineCommand {
  readonly listId: string;
  readonly line: number;
  readonly reason: string;
}

@Injectable()
export class UnmatchLine {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: UnmatchLineCommand, request: RequestKey | null): Promise<{ line: number }> {
    requireAllowed(actor, 'answer_list');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const list = await getOwnList(room, actor, command.listId);
        const line = await holdLine(room, list, command.line);
        const { personId } = line;
        if (personId === null) throw new DomainError('conflict', 'This line is matched to nobody.');
        if (!line.sealed)
          throw new DomainError(
            'conflict',
            'This line was submitted about this very person, and is about nobody else.',
          );
        const { reason, settle } = await lookThroughReason(room, actor, given, [personId]);
        await room.lists.match(line.id, { personId: null, reason, by: actor.userId, at: now });
        await room.audit.note({
          action: 'list_line_unmatched',
          subjectKind: 'list',
          subjectId: list.id,
          personId,
          details: { line: line.number },
        });
        const statementIds = line.answers.flatMap((answer) => answer.statementIds);
        await retractAnswerStatements(room, actor, { personId, statementIds, reason, at: now });
        await settle();
        return { line: line.number };
      }),
    );
  }
}

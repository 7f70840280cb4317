// Withdraws an answer that was recorded wrongly, and with it the statement that it wrote.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { retractAnswerStatements } from '../../persistence/lists/answer-statements.js';
import { getOwnList, holdLine } from '../../persistence/lists/get-own-list.js';

export interface WithdrawListAnswerCommand {
  readonly listId: string;
  readonly answerId: string;
  readonly reason: string;
}

@Injectable()
export class WithdrawListAnswer {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: WithdrawListAnswerCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'answer_list');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const list = await getOwnList(room, actor, command.listId);
        const found = isUuid(command.answerId) ? await room.lists.findAnswer(list.id, command.answerId) : null;
        if (found === null) throw notFound();
        const line = found.number === null ? null : await holdLine(room, list, found.number);
        const personId = line?.personId ?? null;
        const about = personId === null ? [] : [personId];
        const { reason, settle } = await lookThroughReason(room, actor, given, about);
        await room.lists.withdrawAnswer(found.answer.id, reason, actor.userId, now);
        await room.audit.note({
          action: 'list_answer_withdrawn',
          subjectKind: 'list',
          subjectId: list.id,
          personId,
          details: { line: found.number },
        });
        // Read again under the lock of the line: it may have been matched meanwhile.
        const { statementIds } = line?.answers.find(({ id }) => id === found.answer.id) ?? found.answer;
        if (personId !== null) await retractAnswerStatements(room, actor, { personId, statementIds, reason, at: now });
        await settle();
        return { id: found.answer.id };
      }),
    );
  }
}

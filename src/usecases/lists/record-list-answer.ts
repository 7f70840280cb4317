// Records what was answered to a line, or to a whole list; a party's position about a matched person becomes a statement with it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { readAnswer, type GivenAnswer } from '../../domain/lists/list-reading.js';
import { Database } from '../../persistence/database.js';
import { writeAnswerStatements } from '../../persistence/lists/answer-statements.js';
import { getOwnList, holdLine } from '../../persistence/lists/get-own-list.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';

export interface RecordListAnswerCommand extends GivenAnswer {
  readonly listId: string;
  /** Number of the line; left out for an answer to the whole list, which touches no record. */
  readonly line?: number | undefined;
}

@Injectable()
export class RecordListAnswer {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: RecordListAnswerCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; statements: readonly string[] }> {
    requireAllowed(actor, 'answer_list');
    const now = this.entropy.now();
    const given = readAnswer(command, now);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const list = await getOwnList(room, actor, command.listId);
        const line = command.line === undefined ? null : await holdLine(room, list, command.line);
        const sides = await KnownSides.read(room);
        sides.get(given.answeredBy, '/answeredBy');
        const answer = { id: this.entropy.shownId(), lineId: line?.id ?? null, ...given, recordedAt: now };
        await room.lists.addAnswer({ ...answer, listId: list.id, recordedBy: actor.userId });
        const personId = line?.personId ?? null;
        await room.audit.note({
          action: 'list_answer_recorded',
          subjectKind: 'list',
          subjectId: list.id,
          personId,
          details: { answer: given.answer, line: line?.number ?? null },
        });
        if (personId === null) return { id: answer.id, statements: [] };
        const drawId = (): string => this.entropy.shownId();
        const writing = { personId, answers: [answer], sides, at: now, drawId };
        return { id: answer.id, statements: await writeAnswerStatements(room, actor, writing) };
      }),
    );
  }
}

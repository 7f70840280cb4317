// Puts a better statement in the place of one that the actor's own organisation gave, with a reason; both stay on record.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import { Entropy } from '../../domain/entropy.js';
import { canTellDeath } from '../../domain/news/death-to-tell.js';
import { requireStatementDraft, type NewStatementInput } from '../../domain/records/statement-draft.js';
import { requireAsOpen, withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { statementWithoutWords, wordsOfStatement } from '../../domain/records/words-of-registration.js';
import { Database } from '../../persistence/database.js';
import { lapseVerifying } from '../../persistence/news/lapse-verifying.js';
import { takeBackDeath } from '../../persistence/news/take-back-death.js';
import { lookThrough, WITHHELD } from '../../persistence/open-text/look-through.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireFreshRecord } from '../../persistence/records/require-fresh-record.js';
import { reproject } from '../../persistence/records/reproject.js';
import { appendStatements } from '../../persistence/statements/append-statements.js';
import { getOwnStatement } from '../../persistence/statements/get-own-statement.js';

export interface SupersedeStatementCommand {
  readonly statementId: string;
  readonly reason: string;
  /** The tag of the person's record as the worker read it. */
  readonly ifMatch?: IfMatch;
  readonly successor: NewStatementInput;
}

export interface SupersededStatement {
  readonly id: string;
  readonly successorId: string;
}

@Injectable()
export class SupersedeStatement {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: SupersedeStatementCommand,
    request: RequestKey | null,
  ): Promise<SupersededStatement> {
    requireAllowed(actor, 'withdraw_statement');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { statement, personId } = await getOwnStatement(room, actor, command.statementId);
        await requireFreshRecord(room, actor, { personId, ifMatch: command.ifMatch ?? null, now });
        const successor = requireStatementDraft(command.successor, now, '/successor');
        requireAsOpen(statement, successor);
        const texts = [{ pointer: '/reason', text: given }, ...wordsOfStatement(successor)];
        const { isWarned, settle } = await lookThrough(room, actor, texts, [personId]);
        const [reason, draft] = isWarned ? [WITHHELD, statementWithoutWords(successor)] : [given, successor];
        const successorId = this.entropy.shownId();
        await appendStatements(room, {
          personId,
          actor,
          drafts: [draft],
          at: now,
          drawId: () => successorId,
          replaced: statement.id,
        });
        await room.statements.withdraw({
          statementId: statement.id,
          how: 'superseded',
          successorId,
          reason,
          at: now,
          by: actor.userId,
        });
        await lapseVerifying(room, actor, { personId, statementIds: [statement.id], at: now });
        if (canTellDeath(statement.kind))
          await takeBackDeath(room, actor, { personId, statementIds: [statement.id], at: now });
        await reproject(room, personId, now);
        await room.audit.note({
          action: 'statement_superseded',
          subjectKind: 'statement',
          subjectId: statement.id,
          personId,
          details: draft.confidential ? { confidential: true } : { kind: draft.kind, successorId },
        });
        await settle();
        return { id: statement.id, successorId };
      }),
    );
  }
}

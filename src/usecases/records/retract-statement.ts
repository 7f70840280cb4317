// Retracts a statement of the actor's own organisation, with a reason; the statement and its retraction both stay on record.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import { Entropy } from '../../domain/entropy.js';
import { canTellDeath } from '../../domain/news/death-to-tell.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { Database } from '../../persistence/database.js';
import { lapseVerifying } from '../../persistence/news/lapse-verifying.js';
import { takeBackDeath } from '../../persistence/news/take-back-death.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireFreshRecord } from '../../persistence/records/require-fresh-record.js';
import { reproject } from '../../persistence/records/reproject.js';
import { getOwnStatement } from '../../persistence/statements/get-own-statement.js';

export interface RetractStatementCommand {
  readonly statementId: string;
  readonly reason: string;
  /** The tag of the person's record as the worker read it. */
  readonly ifMatch?: IfMatch;
}

@Injectable()
export class RetractStatement {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: RetractStatementCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'withdraw_statement');
    const now = this.entropy.now();
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const { statement, personId } = await getOwnStatement(room, actor, command.statementId);
        await requireFreshRecord(room, actor, { personId, ifMatch: command.ifMatch ?? null, now });
        const { reason, settle } = await lookThroughReason(room, actor, given, [personId]);
        await room.statements.withdraw({
          statementId: statement.id,
          how: 'retracted',
          successorId: null,
          reason,
          at: now,
          by: actor.userId,
        });
        await lapseVerifying(room, actor, { personId, statementIds: [statement.id], at: now });
        if (canTellDeath(statement.kind))
          await takeBackDeath(room, actor, { personId, statementIds: [statement.id], at: now });
        await reproject(room, personId, now);
        await room.audit.note({
          action: 'statement_retracted',
          subjectKind: 'statement',
          subjectId: statement.id,
          personId,
          details: statement.confidential ? { confidential: true } : { kind: statement.kind },
        });
        await settle();
        return { id: statement.id };
      }),
    );
  }
}

// Says of a statement under embargo whether it is verified, as a second person of the organisation that registered the person.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import {
  requireDecidable,
  VERDICTS_ON_NEWS,
  type StandingEmbargo,
  type VerdictOnNews,
} from '../../domain/news/embargo-order.js';
import { withdrawalReason } from '../../domain/records/withdrawal-reason.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import { settleNewsTasks } from '../../persistence/news/settle-news-tasks.js';
import { mayRead } from '../../persistence/records/records-for-reader.js';
import { reproject } from '../../persistence/records/reproject.js';
import type { Room } from '../../persistence/room.js';

export interface VerifyNewsCommand {
  readonly statementId: string;
  readonly verdict: string;
  readonly reason: string;
}

@Injectable()
export class VerifyNews {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(
    actor: Actor,
    command: VerifyNewsCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; verdict: VerdictOnNews }> {
    requireAllowed(actor, 'verify_news');
    const now = this.entropy.now();
    const verdict = VERDICTS_ON_NEWS.find((one) => one === command.verdict);
    if (verdict === undefined) throw invalidField('/verdict', `one of ${VERDICTS_ON_NEWS.join(', ')}`);
    const given = withdrawalReason(command.reason);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const embargo = await embargoForWork(room, actor, command.statementId);
        requireDecidable(embargo, actor.userId);
        const { reason, settle } = await lookThroughReason(room, actor, given, [embargo.personId]);
        await room.embargoes.end(embargo.statementId, verdict, { reason, by: actor.userId, at: now });
        await reproject(room, embargo.personId, now);
        await settleNewsTasks(room, actor, embargo, { verdict, at: now });
        await room.audit.note({
          action: verdict === 'verified' ? 'news_verified' : 'news_rejected',
          subjectKind: 'statement',
          subjectId: embargo.statementId,
          personId: embargo.personId,
          details: { kind: embargo.kind, ground: embargo.ground },
        });
        await settle();
        return { id: embargo.statementId, verdict };
      }),
    );
  }
}

/** Of a statement that its reader is not told of nothing is known, and of one that nobody holds back nothing is verified. */
async function embargoForWork(room: Room, actor: Actor, statementId: string): Promise<StandingEmbargo> {
  const recorded = isUuid(statementId) ? await room.statements.findById(statementId) : null;
  if (recorded === null || !mayRead(actor, recorded.statement)) throw notFound();
  const [person] = await room.persons.filterVisible(actor, [recorded.personId]);
  if (person === undefined) throw notFound();
  if (!isOwner(actor, person))
    throw new DomainError('forbidden', 'Only the organisation that registered the person verifies what is said of it.');
  await room.persons.lockForWriting(person.id);
  const embargo = await room.embargoes.find(recorded.statement.id);
  if (embargo === null)
    throw new DomainError('conflict', 'This statement waits for nobody: others were told of it at once.');
  return embargo;
}

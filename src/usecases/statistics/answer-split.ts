// Takes an organisation's answer whether a release may be split by party: it agrees, refuses, or takes its answer back.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireSeen, type IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { readSplitAnswer, requireOtherAnswer, type SplitRefusalReason } from '../../domain/statistics/release-split.js';
import { Database } from '../../persistence/database.js';
import type { AskedSplit } from '../../persistence/releases/release-split.repository.js';

export interface AnswerSplitCommand {
  readonly id: string;
  readonly answer: string;
  /** Of a refusal alone, and of the list. */
  readonly reason?: SplitRefusalReason | undefined;
  /** The version of the answer that is replaced; two colleagues at once do not overrule each other unseen. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class AnswerSplit {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Under the lock of releases: what is published next sees the answer, and after publication there is none to give. */
  async execute(actor: Actor, command: AnswerSplitCommand, request: RequestKey | null): Promise<AskedSplit> {
    requireAllowed(actor, 'answer_split');
    const given = readSplitAnswer(command.answer, command.reason);
    const now = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        await room.releases.lock();
        const split = await room.releaseSplits.findAsked(command.id, actor.organisationId);
        if (split === null) throw notFound();
        requireSeen(command.ifMatch, String(split.request.version));
        requireOpen(split);
        requireOtherAnswer(split.request, given);
        const version = split.request.version + 1;
        const { organisationId, userId } = actor;
        await room.releaseSplits.answer(split.id, { ...given, organisationId, version, by: userId, at: now });
        await room.audit.note({
          action: 'release_split_answered',
          subjectKind: 'release',
          details: { split: split.id, answer: given.answer, ...(given.reason !== null && { reason: given.reason }) },
        });
        const answer = given.answer === 'withdrawn' ? null : given.answer;
        return { ...split, request: { ...split.request, answer, reason: given.reason, version } };
      }),
    );
  }
}

function requireOpen({ published, replaced }: AskedSplit): void {
  if (published)
    throw new DomainError('release_state_conflict', 'The release is published; what was agreed to stays as it was.');
  if (replaced)
    throw new DomainError(
      'release_state_conflict',
      'Another split was asked for in place of this one. Answer that one.',
    );
}

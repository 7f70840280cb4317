// Tells the owner organisation until when an identity is kept, who said so, what the clock did, and what it will do next.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { shownRetention, type ShownRetention } from '../../domain/retention/shown-retention.js';
import type { RetentionObstacle } from '../../domain/retention/standing-retention.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { retentionObstacle } from '../../persistence/retention/retention-obstacle.js';

export interface ReadRetentionCommand {
  readonly pseudonym: string;
  /** Milliseconds since the epoch; what came later is left out. */
  readonly knownAt?: number | undefined;
}

export interface ReadRetentionAnswer extends ShownRetention {
  readonly pseudonym: string;
  /** What would keep it open today; null where nothing would, and in the past. */
  readonly obstacle: RetentionObstacle | null;
}

@Injectable()
export class ReadRetention {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadRetentionCommand): Promise<ReadRetentionAnswer> {
    requireAllowed(actor, 'read_retention');
    const { pseudonym, knownAt } = command;
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'is told how long its identity is kept');
      const steps = await room.identityRetention.stepsOf(person.id);
      const kept = { personId: person.id, organisationId: actor.organisationId };
      const obstacle = knownAt === undefined ? await retentionObstacle(room, kept, now) : null;
      await room.audit.note({
        action: 'retention_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: knownAt ?? null },
      });
      const shown = shownRetention(steps, {
        asOf: Math.min(knownAt ?? Infinity, now),
        erasedAt: person.erasedAt ?? null,
      });
      return { pseudonym: person.pseudonym, ...shown, obstacle: shown.state === 'erased' ? null : obstacle };
    });
  }
}

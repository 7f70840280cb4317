// Tells the owner organisation who asked for the erasure of an identity, why, and what became of it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import { Entropy } from '../../domain/entropy.js';
import { listedErasure, type ListedErasure } from '../../domain/identity/listed-erasure.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface ListErasuresCommand {
  readonly pseudonym: string;
  /** Milliseconds since the epoch; what came later is left out. */
  readonly knownAt?: number | undefined;
}

export interface ListErasuresAnswer {
  readonly pseudonym: string;
  /** The newest first. */
  readonly erasures: readonly ListedErasure[];
}

@Injectable()
export class ListErasures {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListErasuresCommand): Promise<ListErasuresAnswer> {
    requireAllowed(actor, 'read_erasures');
    const { pseudonym, knownAt } = command;
    const asOf = Math.min(knownAt ?? Infinity, this.entropy.now());
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, pseudonym);
      requireOwner(actor, person, 'is told of the erasure of its identity');
      const erasures = (await room.erasures.ofPerson(person.id)).filter(({ requested }) => requested.at <= asOf);
      await room.audit.note({
        action: 'erasures_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: knownAt ?? null },
      });
      return {
        pseudonym: person.pseudonym,
        erasures: erasures.map((erasure) => listedErasure(erasure, actor.userId, asOf)),
      };
    });
  }
}

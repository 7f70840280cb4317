// Ends a worker's own disclosure before its time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';

export interface HideDisclosureCommand {
  readonly pseudonym: string;
  readonly disclosureId: string;
}

@Injectable()
export class HideDisclosure {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Hiding what is hidden or has ended is no error: the name is not shown either way. */
  async execute(actor: Actor, command: HideDisclosureCommand): Promise<void> {
    requireAllowed(actor, 'disclose_identity');
    await this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const found = isUuid(command.disclosureId)
        ? await room.disclosures.findOwn(command.disclosureId, person.id, actor.userId)
        : null;
      if (found === null) throw notFound();
      await room.disclosures.hide(found.id, this.entropy.now());
      await room.audit.note({
        action: 'disclosure_hidden',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { disclosureId: found.id },
      });
    });
  }
}

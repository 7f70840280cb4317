// Adds a side, with the random key that hashes and orders use in place of its label.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import type { Party } from '../../domain/organisations/organisation.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class CreateParty {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Throws DomainError `name_taken`. */
  async execute(actor: Actor, command: { readonly label: string }, key: RequestKey | null = null): Promise<Party> {
    requireAllowed(actor, 'administer');
    const at = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, at, async () => {
        const partyKey = Buffer.from(this.entropy.randomBytes(16)).toString('hex');
        const party = { id: this.entropy.shownId(), partyKey, label: command.label };
        await room.organisations.addParty(party, at);
        await room.audit.note({ action: 'party_created', subjectKind: 'party', subjectId: party.id });
        return party;
      }),
    );
  }
}

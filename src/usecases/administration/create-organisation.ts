// Adds an organisation, which may depend on a party.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor, OrganisationKind } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { Organisation, Party } from '../../domain/organisations/organisation.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

export interface CreateOrganisationCommand {
  readonly name: string;
  readonly kind: OrganisationKind;
  /** The party it depends on, or null. */
  readonly partyId: string | null;
}

@Injectable()
export class CreateOrganisation {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Throws DomainError `name_taken`, or `invalid_field` where there is no such party. */
  async execute(
    actor: Actor,
    command: CreateOrganisationCommand,
    key: RequestKey | null = null,
  ): Promise<Organisation> {
    requireAllowed(actor, 'administer');
    const at = this.entropy.now();
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(key, at, async () => {
        const party = await partyOf(room, command.partyId);
        const { name, kind } = command;
        const organisation = { id: this.entropy.shownId(), name, kind, party };
        await room.organisations.addOrganisation(organisation, at);
        await room.audit.note({
          action: 'organisation_created',
          subjectKind: 'organisation',
          subjectId: organisation.id,
          details: { kind, party: party?.partyKey ?? null },
        });
        return organisation;
      }),
    );
  }
}

async function partyOf(room: Room, id: string | null): Promise<Party | null> {
  if (id === null) return null;
  const party = await room.organisations.findParty(id);
  if (party === null) throw invalidField('/partyId', 'the id of a party of this registry, or null');
  return party;
}

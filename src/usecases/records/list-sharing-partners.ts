// Lists the organisations with which a person's record can be shared by name.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Database } from '../../persistence/database.js';

export interface SharingPartner {
  readonly id: string;
  readonly name: string;
}

@Injectable()
export class ListSharingPartners {
  constructor(private readonly database: Database) {}

  /** Every organisation but the actor's own, by name. */
  async execute(actor: Actor): Promise<readonly SharingPartner[]> {
    requireAllowed(actor, 'register_person');
    const organisations = await this.database.transaction(actor, (room) => room.organisations.organisations());
    return organisations.filter(({ id }) => id !== actor.organisationId).map(({ id, name }) => ({ id, name }));
  }
}

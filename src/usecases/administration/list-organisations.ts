// Lists every organisation of the registry.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Organisation } from '../../domain/organisations/organisation.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class ListOrganisations {
  constructor(private readonly database: Database) {}

  /** By name. */
  async execute(actor: Actor): Promise<readonly Organisation[]> {
    requireAllowed(actor, 'administer');
    return this.database.transaction(actor, (room) => room.organisations.organisations());
  }
}

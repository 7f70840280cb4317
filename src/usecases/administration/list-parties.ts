// Lists the sides with their keys, which statements name them by.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Party } from '../../domain/organisations/organisation.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class ListParties {
  constructor(private readonly database: Database) {}

  /** By key, an order that no label decides. */
  async execute(actor: Actor): Promise<readonly Party[]> {
    requireAllowed(actor, 'list_parties');
    return this.database.transaction(actor, (room) => room.organisations.parties());
  }
}

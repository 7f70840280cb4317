// Lists the accounts of the registry, without anything they sign in with.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { User } from '../../domain/access/user.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class ListUsers {
  constructor(private readonly database: Database) {}

  /** By username; of one organisation, or of all when null is given. */
  async execute(actor: Actor, organisationId: string | null): Promise<readonly User[]> {
    requireAllowed(actor, 'administer');
    return this.database.transaction(actor, (room) => room.reaching('accounts', () => room.users.list(organisationId)));
  }
}

// Finds the user as whom an operator's command acts.

import { Injectable } from '@nestjs/common';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import { servicePrincipal, type Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

@Injectable()
export class FindOperator {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /**
   * Whoever can read the key file may name any user, and the log says "via operator". Without a name a demonstration
   * takes its first coordinator; a real registry wants the name.
   */
  async execute(username: string | null): Promise<Actor> {
    const requestId = this.entropy.shownId();
    const user = await this.database.transaction(servicePrincipal('operator', requestId), async (room) =>
      username === null ? firstCoordinator(room) : room.users.findByUsername(username),
    );
    if (user === null) {
      throw new DomainError('not_found', 'There is no such user. Give --as the username of an account in use.');
    }
    if (user.disabled) throw new DomainError('conflict', 'That account is closed. Give --as another username.');
    return actorOfUser(user, 'operator', requestId);
  }
}

async function firstCoordinator(room: Room): ReturnType<Room['users']['findFirstWithRole']> {
  if ((await room.meta.find('demonstration')) === null)
    throw new DomainError('conflict', 'Say who acts: --as <username>.');
  return room.users.findFirstWithRole('coordinator');
}

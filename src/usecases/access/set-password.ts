// Lets the holder of a one-time link choose the password of the account that the link was made for.

import { Injectable } from '@nestjs/common';
import { PasswordHashes } from '../../credentials/password-hashes.js';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { servicePrincipal } from '../../domain/access/actor.js';
import { requireGoodPassword } from '../../domain/access/password-policy.js';
import type { User } from '../../domain/access/user.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

@Injectable()
export class SetPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHashes,
    private readonly entropy: Entropy,
  ) {}

  /** The link is the right to do this. Throws DomainError `link_expired`; older tokens and sessions of the user end. */
  async execute(command: { token: string; password: string }, requestId: string): Promise<{ username: string }> {
    const principal = servicePrincipal('api', requestId);
    const hash = hashSecretToken(command.token);
    const user = await this.database.transaction(principal, (room) => this.userOfLink(room, hash));
    requireGoodPassword(command.password, user.username);
    const passwordHash = await this.passwords.make(command.password);
    await this.database.transaction(principal, async (room) => {
      const at = this.entropy.now();
      if (!(await room.links.use(hash, 'set_password', at))) throw linkExpired();
      await room.users.setPassword(user.id, passwordHash);
      await room.refreshTokens.revokeAllOf(user.id, at);
      await room.webSessions.removeAllOf(user.id);
      await room.audit.note({ action: 'password_set', subjectKind: 'user', subjectId: user.id });
    });
    return { username: user.username };
  }

  private async userOfLink(room: Room, hash: Uint8Array): Promise<User> {
    const link = await room.links.find(hash, 'set_password', this.entropy.now());
    if (link === null || link.userId === null) throw linkExpired();
    const user = await room.users.findById(link.userId);
    if (user === null || user.disabled) throw linkExpired();
    return user;
  }
}

function linkExpired(): DomainError {
  return new DomainError('link_expired', 'This link was used or has expired. Ask your administrator for a new one.');
}

// Makes a new one-time link for an account whose holder lost the password or let the first link run out.

import { Injectable } from '@nestjs/common';
import { makeSecretToken } from '../../credentials/secret-token.js';
import type { Principal } from '../../domain/access/actor.js';
import { LINK_LIFE } from '../../domain/access/password-link.js';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import type { AccountName } from '../../domain/access/user.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { getAccount } from '../../persistence/users/get-account.js';

export interface PasswordLink {
  /** Of the account that it was made for. */
  readonly username: string;
  readonly linkToken: string;
  readonly linkExpiresAt: number;
}

@Injectable()
export class IssuePasswordLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Earlier links of the account end; its present password works until the new one is chosen. Throws `not_found`. */
  async execute(principal: Principal, account: AccountName): Promise<PasswordLink> {
    requireOperatorOr(principal, 'administer');
    const { token, hash } = makeSecretToken(this.entropy);
    const at = this.entropy.now();
    const expiresAt = at + LINK_LIFE;
    const username = await this.database.transaction(principal, (room) =>
      room.reaching('accounts', async () => {
        const { id: userId, username: found } = await getAccount(room, account);
        await room.links.discardUnused('set_password', userId);
        await room.links.add({ hash, purpose: 'set_password', userId, at, expiresAt });
        await room.audit.note({
          action: 'user_changed',
          subjectKind: 'user',
          subjectId: userId,
          details: { change: 'password_link' },
        });
        return found;
      }),
    );
    return { username, linkToken: token, linkExpiresAt: expiresAt };
  }
}

// Makes a new one-time link for an account whose holder lost the password or let the first link run out.

import { Injectable } from '@nestjs/common';
import { makeSecretToken } from '../../credentials/secret-token.js';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { LINK_LIFE } from '../../domain/access/password-link.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class IssuePasswordLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Earlier links of the account end; its present password works until the new one is chosen. */
  async execute(actor: Actor, userId: string): Promise<{ linkToken: string; linkExpiresAt: number }> {
    requireAllowed(actor, 'administer');
    const { token, hash } = makeSecretToken(this.entropy);
    const at = this.entropy.now();
    const expiresAt = at + LINK_LIFE;
    await this.database.transaction(actor, (room) =>
      room.reaching('accounts', async () => {
        const user = await room.users.findById(userId);
        if (user === null) throw notFound();
        await room.links.discardUnused('set_password', userId);
        await room.links.add({ hash, purpose: 'set_password', userId, at, expiresAt });
        await room.audit.note({
          action: 'user_changed',
          subjectKind: 'user',
          subjectId: userId,
          details: { change: 'password_link' },
        });
      }),
    );
    return { linkToken: token, linkExpiresAt: expiresAt };
  }
}

// Makes the one link with which an empty registry gets its first administrator.

import { Injectable } from '@nestjs/common';
import { makeSecretToken } from '../../credentials/secret-token.js';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

/** Milliseconds. */
const LINK_LIFE = 24 * 60 * 60 * 1000;

@Injectable()
export class IssueSetUpLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Null when the registry has a user. A new link ends the ones before it. */
  async execute(principal: Principal): Promise<{ token: string; expiresAt: number } | null> {
    requireService(principal);
    const { token, hash } = makeSecretToken(this.entropy);
    const at = this.entropy.now();
    const expiresAt = at + LINK_LIFE;
    return this.database.transaction(principal, async (room) => {
      await room.meta.lockForSetUp();
      if ((await room.users.count()) > 0) return null;
      await room.links.discardUnused('set_up', null);
      await room.links.add({ hash, purpose: 'set_up', userId: null, at, expiresAt });
      return { token, expiresAt };
    });
  }
}

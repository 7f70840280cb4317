// Deletes what ran out and is of no further use: idempotency keys, sessions, one-time links, refresh tokens.

import { Injectable } from '@nestjs/common';
import { requireService } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

/** A repeated request is recognised for a day. */
const IDEMPOTENCY_KEPT = 24 * 60 * 60 * 1_000;

export interface ForgottenCounts {
  readonly idempotencyKeys: number;
  readonly sessions: number;
  readonly links: number;
  readonly refreshTokens: number;
}

@Injectable()
export class ForgetExpired {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(principal: Principal): Promise<ForgottenCounts> {
    requireService(principal);
    const now = this.entropy.now();
    return this.database.transaction(principal, async ({ retention }) => ({
      idempotencyKeys: await retention.forgetIdempotencyKeys(now - IDEMPOTENCY_KEPT),
      sessions: await retention.forgetSessions(now),
      links: await retention.forgetLinks(now),
      refreshTokens: await retention.forgetRefreshTokens(now),
    }));
  }
}

// Deletes what ran out and is of no further use: idempotency keys, sessions, one-time links, refresh tokens, counts of names asked after.

import { Injectable } from '@nestjs/common';
import { requireService } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

/** A repeated request is recognised for a day. */
const IDEMPOTENCY_KEPT = 24 * 60 * 60 * 1_000;

/** No service's clock is a day behind another's: the day that a quota still counts is never forgotten. */
const NAMES_KEPT = 2 * 24 * 60 * 60 * 1_000;

export interface ForgottenCounts {
  readonly idempotencyKeys: number;
  readonly sessions: number;
  readonly links: number;
  readonly refreshTokens: number;
  readonly namesAsked: number;
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
      namesAsked: await retention.forgetNamesAsked(now - NAMES_KEPT),
      refreshTokens: await retention.forgetRefreshTokens(now),
    }));
  }
}

// Says how many names may still be asked after today, by oneself and by one's organisation.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { NameQuota, quotaDay, quotaEndsAt } from '../../domain/matching/name-quota.js';
import { Database } from '../../persistence/database.js';

interface Allowance {
  readonly most: number;
  readonly left: number;
}

export interface NameQuotaAnswer {
  readonly you: Allowance;
  readonly organisation: Allowance;
  /** When both are counted anew. */
  readonly endsAt: number;
}

@Injectable()
export class ReadNameQuota {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly quota: NameQuota,
  ) {}

  async execute(actor: Actor): Promise<NameQuotaAnswer> {
    requireAllowed(actor, 'make_inquiry');
    const now = this.entropy.now();
    const asked = await this.database.transaction(actor, (room) => room.nameQuotas.asked(actor, quotaDay(now)));
    const of = (most: number, made: number): Allowance => ({ most, left: Math.max(0, most - made) });
    return {
      you: of(this.quota.perUser, asked.byUser),
      organisation: of(this.quota.perOrganisation, asked.byOrganisation),
      endsAt: quotaEndsAt(now),
    };
  }
}

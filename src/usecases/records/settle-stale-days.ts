// Holds the days that a process calls a sign of life stale by against those that the registry's rows were made with, before anything is read.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { areSameDays } from '../../domain/records/stale-days.js';
import { Database } from '../../persistence/database.js';
import { takeStaleDays } from '../../persistence/registry-meta/take-stale-days.js';

@Injectable()
export class SettleStaleDays {
  constructor(private readonly database: Database) {}

  /**
   * A registry without a person takes the days as they are set. Throws DomainError `conflict` where rows stand that were made with other days,
   * or a rebuild with these ones has not come to its end: lists and counts would say one thing and records another.
   */
  async execute(principal: Principal): Promise<void> {
    requireService(principal);
    const { staleDays } = this.database;
    const made = await this.database.snapshot(principal, (room) => room.meta.daysOfRows());
    if (made.finished && areSameDays(made, staleDays)) return;
    await this.database.transaction(principal, async (room) => {
      if ((await room.intervals.nextPersons(null, 1)).length > 0) {
        throw new DomainError(
          'conflict',
          `A sign of life is to be stale after ${staleDays.held} days (STALE_DAYS_HELD) and ${staleDays.missing} (STALE_DAYS_MISSING), and what lists and counts read is ${made.finished ? '' : 'being '}made with ${made.held} and ${made.missing}. Stop every process of this registry and run records rebuild with the days that you want, or set those days again.`,
        );
      }
      await takeStaleDays(room, { finished: true });
    });
  }
}

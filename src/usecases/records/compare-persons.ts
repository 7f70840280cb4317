// Compares all persons with each other and keeps on which rung of the ladder each is shown to other organisations.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';

export interface ComparedPersons {
  /** Shown otherwise than before. */
  readonly changed: number;
}

@Injectable()
export class ComparePersons {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Whatever was recorded since the last time is told to nobody else until then. Where another process compares, this one does nothing. */
  async execute(principal: Principal): Promise<ComparedPersons> {
    requireService(principal);
    const year = new Date(this.entropy.now()).getUTCFullYear();
    return this.database.transaction(principal, async (room) => {
      const compares = room.leastAlike > 1 && (await room.shownClasses.tryLockComparison());
      return { changed: compares ? await room.shownClasses.compare(year, room.leastAlike) : 0 };
    });
  }
}

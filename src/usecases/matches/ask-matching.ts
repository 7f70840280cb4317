// Marks everybody to be compared with everybody else once more, as after an update of the rules by which names are read.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';

@Injectable()
export class AskMatching {
  constructor(private readonly database: Database) {}

  /** Whoever waits already is not marked twice. */
  async execute(principal: Principal): Promise<{ readonly marked: number; readonly waiting: number }> {
    requireService(principal);
    return this.database.transaction(principal, async ({ matchWork, audit }) => {
      const marked = await matchWork.markAll();
      await audit.note({ action: 'matching_asked', subjectKind: 'registry', details: { marked } });
      return { marked, waiting: await matchWork.waiting() };
    });
  }
}

// Reads what counts of many persons are made of before somebody counts, so that the first count of a process costs what the next one does.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database } from '../../persistence/database.js';

export interface ReadCountsAheadCommand {
  /** Ends after the columns under way. */
  readonly signal?: AbortSignal;
}

export interface CountsReadAhead {
  readonly columns: number;
}

@Injectable()
export class ReadCountsAhead {
  constructor(private readonly database: Database) {}

  /** Some columns at a time, each time in a snapshot of its own. Nothing is counted, told or noted. */
  async execute(principal: Principal, command: ReadCountsAheadCommand = {}): Promise<CountsReadAhead> {
    requireService(principal);
    const { signal } = command;
    let columns = 0;
    let some = 1;
    while (some > 0 && signal?.aborted !== true) {
      some = await this.database.snapshot(principal, (room) => room.countBlocks.readAhead());
      columns += some;
    }
    return { columns };
  }
}

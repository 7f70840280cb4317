// Makes anew what counts read of many persons at once, where enough of them have changed since; a count is the same before and after.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database, ONE_SNAPSHOT } from '../../persistence/database.js';

export interface MakeCountBlocksCommand {
  /** Marks of a block before it is worth making, unless somebody of it was erased; 1 unless it is given. */
  readonly least?: number;
  /** Ends after the block under way. */
  readonly signal?: AbortSignal;
}

export interface MadeCountBlocks {
  readonly made: number;
}

@Injectable()
export class MakeCountBlocks {
  constructor(private readonly database: Database) {}

  /** Each block in a transaction of its own, which holds up no writer; what is cut off is as it was. Nothing of it is news, and none is noted. */
  async execute(principal: Principal, command: MakeCountBlocksCommand = {}): Promise<MadeCountBlocks> {
    requireService(principal);
    const { least = 1, signal } = command;
    const marked = await this.database.snapshot(principal, (room) => room.countBlocks.marked());
    let made = 0;
    for (const { block } of marked.filter(({ marks, erased }) => erased || marks >= least)) {
      if (signal?.aborted === true) break;
      await this.database.transaction(principal, (room) => room.countBlocks.make(block), ONE_SNAPSHOT);
      made += 1;
    }
    return { made };
  }
}

// Makes anew what counts read of many persons at once, where enough of them have changed since; a count is the same before and after.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { Database, ONE_SNAPSHOT } from '../../persistence/database.js';

/** Marks of a block, of which each change of a person leaves two to four, before it is worth making. */
const MOST_LEFT = 200;
const LEFT_OF_EACH = 20;

/**
 * In a small registry marks are much of each count, and its blocks are soon made: 20 of one block, and of ten or more blocks 200. Making one takes up to
 * a second, and some dozens of changes counted from their rows take half a millisecond.
 */
export function leastMarksOf(blocks: number): number {
  return Math.min(MOST_LEFT, LEFT_OF_EACH * blocks);
}

export interface MakeCountBlocksCommand {
  /** Marks of a block before it is worth making, by how many blocks there are; 1 unless it is given. Not asked where somebody of it was erased. */
  readonly least?: (blocks: number) => number;
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
    const { least = () => 1, signal } = command;
    const marked = await this.database.snapshot(principal, (room) => room.countBlocks.marked());
    const [{ blocks } = { blocks: 0 }] = marked;
    const enough = least(blocks);
    let made = 0;
    for (const { block } of marked.filter(({ marks, erased }) => erased || marks >= enough)) {
      if (signal?.aborted === true) break;
      await this.database.transaction(principal, (room) => room.countBlocks.make(block), ONE_SNAPSHOT);
      made += 1;
    }
    return { made };
  }
}

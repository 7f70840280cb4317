// Reads one list of the actor's organisation with a page of its lines, each with its answers or with the age of having none.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { listedAnswers, type ListedAnswer } from '../../domain/lists/listed-line.js';
import { Database } from '../../persistence/database.js';
import { getOwnList } from '../../persistence/lists/get-own-list.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';
import type { RecordedList } from '../../persistence/lists/list-row.js';
import { readLines, type LinePage } from '../../persistence/lists/read-lines.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';

export interface ReadListCommand extends ReadTimes {
  readonly listId: string;
  /** Number of the last line of the page before. */
  readonly after?: number | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ReadListAnswer extends LinePage {
  readonly list: RecordedList;
  readonly sides: KnownSides;
  /** Answers to the whole list, newest first; they touch no record. */
  readonly general: readonly ListedAnswer[];
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ReadList {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadListCommand): Promise<ReadListAnswer> {
    requireAllowed(actor, 'read_lists');
    const { after = 0, limit = LISTED, knownAt, validAt } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    if (!Number.isInteger(after) || after < 0 || after > 1e6) throw invalidField('/after', 'the number of a line');
    const times = { knownAt, validAt };
    return this.database.transaction(actor, async (room) => {
      const list = await getOwnList(room, actor, command.listId, times);
      const sides = await KnownSides.read(room);
      const page = await readLines(room, actor, { list, sides, after, limit, now: this.entropy.now(), times });
      const general = await room.lists.generalAnswers(list.id, times);
      await room.audit.note({
        action: 'list_read',
        subjectKind: 'list',
        subjectId: list.id,
        details: { lines: page.lines.length, knownAt: knownAt ?? null, validAt: validAt ?? null },
      });
      return { ...page, list, sides, general: listedAnswers(general, (side) => sides.find(side)?.label ?? '') };
    });
  }
}

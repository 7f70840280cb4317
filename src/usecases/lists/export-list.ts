// Writes a whole list with its answers as a table for a spreadsheet, by pseudonyms and counts alone.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { MOST_LINES } from '../../domain/lists/list-reading.js';
import type { ListedLine } from '../../domain/lists/listed-line.js';
import { writeCsvRow } from '../../formats/csv/write-csv.js';
import { Database } from '../../persistence/database.js';
import { getOwnList } from '../../persistence/lists/get-own-list.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';
import { readLines } from '../../persistence/lists/read-lines.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';

const HEADER = ['line', 'pseudonym', 'least', 'most', 'answer', 'age_days', 'answered_on', 'answered_by', 'grade'];

@Injectable()
export class ExportList {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** CSV with a header; a spreadsheet shows every cell and runs none. */
  async execute(actor: Actor, listId: string, times: ReadTimes = {}): Promise<string> {
    requireAllowed(actor, 'read_lists');
    return this.database.transaction(actor, async (room) => {
      const list = await getOwnList(room, actor, listId, times);
      const sides = await KnownSides.read(room);
      const whole = { list, sides, after: 0, limit: MOST_LINES, now: this.entropy.now(), times };
      const { lines } = await readLines(room, actor, whole);
      await room.audit.note({
        action: 'list_exported',
        subjectKind: 'list',
        subjectId: list.id,
        details: { lines: lines.length, knownAt: times.knownAt ?? null, validAt: times.validAt ?? null },
      });
      return [writeCsvRow(HEADER), ...lines.map(rowOf)].join('');
    });
  }
}

function rowOf({ number, pseudonym, least, most, standing, answers }: ListedLine): string {
  const newest = answers[0];
  return writeCsvRow([
    number,
    pseudonym,
    least,
    most,
    standing.answer,
    standing.ageDays,
    newest?.answeredOn ?? null,
    newest?.answeredBy.label ?? null,
    newest?.grade ?? null,
  ]);
}

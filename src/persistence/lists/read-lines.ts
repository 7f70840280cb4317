// Reads a page of lines as the actor's organisation may see them.

import type { Actor } from '../../domain/access/actor.js';
import { listedLine, type ListedLine } from '../../domain/lists/listed-line.js';
import type { ReadTimes } from '../records/at-times.query.js';
import type { Room } from '../room.js';
import type { KnownSides } from './known-sides.js';
import type { RecordedList } from './list-row.js';

export interface LinePage {
  readonly lines: readonly ListedLine[];
  /** Number of the last line, to go on from; null on the last page. */
  readonly next: number | null;
}

export async function readLines(
  room: Room,
  actor: Actor,
  given: {
    readonly list: RecordedList;
    readonly sides: KnownSides;
    readonly after: number;
    readonly limit: number;
    /** The reader's clock; the ages of answers count to the day that is read of. */
    readonly now: number;
    readonly times: ReadTimes;
  },
): Promise<LinePage> {
  const { list, sides, after, limit, now, times } = given;
  const today = times.validAt ?? times.knownAt ?? now;
  const { lines, more } = await room.lists.lines(list.id, { after, limit }, times);
  const named = [...new Set(lines.flatMap(({ personId }) => (personId === null ? [] : [personId])))];
  const visible = (await room.persons.filterVisible(actor, named)).map(({ id }) => id);
  const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, visible);
  return {
    lines: lines.map((line) =>
      listedLine(line, {
        pseudonym: pseudonyms.get(line.personId ?? '') ?? null,
        submittedOn: list.submittedOn,
        today,
        labelOf: (side) => sides.find(side)?.label ?? '',
      }),
    ),
    next: more ? (lines.at(-1)?.number ?? null) : null,
  };
}

// Counts the persons whom an organisation may see by some dimensions, as of now or of another day.

import type { Actor } from '../../domain/access/actor.js';
import { contentsAt, foldContents } from '../../domain/records/record-contents.js';
import { projectRecord } from '../../domain/records/record-projection.js';
import type { Dimension } from '../../domain/statistics/measure.js';
import { cellId, type Cell } from '../../domain/statistics/table-margins.js';
import { contentsOfRecords } from '../records/contents-of-records.js';
import type { Room } from '../room.js';

/** Absent is now; milliseconds since the epoch. */
export interface CountTimes {
  readonly knownAt?: number | undefined;
  readonly validAt?: number | undefined;
}

/** Persons folded at a time when another day than today is asked for. */
const PAGE = 1000;

/** One cell for each combination that occurs; parties stand in it by their partyKey, several of one person joined by `+`. */
export async function countCells(
  room: Room,
  actor: Actor,
  dimensions: readonly Dimension[],
  at: CountTimes,
  now: number,
): Promise<Cell[]> {
  return at.knownAt === undefined && at.validAt === undefined
    ? room.statistics.countVisible(actor, dimensions)
    : countFolded(room, actor, dimensions, at, now);
}

/** Another day's table: folds each visible person's statements as they were known and valid then. */
async function countFolded(
  room: Room,
  actor: Actor,
  dimensions: readonly Dimension[],
  at: CountTimes,
  now: number,
): Promise<Cell[]> {
  const today = at.validAt ?? at.knownAt ?? now;
  const clock = {
    today,
    view: { organisationId: actor.organisationId },
    ...(at.knownAt === undefined ? {} : { knownAt: at.knownAt }),
    ...(at.validAt === undefined ? {} : { validAt: at.validAt }),
  };
  const cells: Cell[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await room.projections.listVisible(actor, {
      limit: PAGE,
      today,
      ...(after === undefined ? {} : { after }),
    });
    for (const [personId, contents] of await contentsOfRecords(room, page.personIds)) {
      const known = contents.statements.some(
        ({ recordedOn, statement }) => recordedOn === personId && statement.recordedAt <= (at.knownAt ?? Infinity),
      );
      if (!known) continue;
      const projection = projectRecord(foldContents(contentsAt(personId, contents, at.knownAt), clock));
      cells.push({
        key: Object.fromEntries(dimensions.map((dimension) => [dimension, projection[dimension]])),
        count: 1,
      });
    }
    after = page.personIds.at(-1);
    if (!page.more) return merged(cells);
  }
}

function merged(cells: readonly Cell[]): Cell[] {
  const sums = new Map<string, Cell>();
  for (const { key, count } of cells) {
    const id = cellId(key);
    sums.set(id, { key, count: (sums.get(id)?.count ?? 0) + count });
  }
  return [...sums.values()];
}

// Warns of what imported rows keep in words: of registered names by few questions for a batch, and of no more in a day than anybody is.

import type { Actor } from '../../domain/access/actor.js';
import { cellsToCompare, openCellsOf, questionsOf, withNameWarnings } from '../../domain/imports/open-cells.js';
import type { IncomingRow } from '../../domain/imports/incoming-person.js';
import type { BatchPlan } from '../../domain/imports/plan-batch.js';
import type { Room } from '../room.js';
import { MOST_NAME_WARNINGS, othersCompared } from './names-compared.js';

/** One question to the vault: it takes 150 pieces of text at a time. */
const WINDOWS_OF_QUESTION = 150;

/** Of one batch of 500 rows, so that 500 names of two or three words are compared; longer texts take up the room of several. */
const MOST_QUESTIONS = 10;

/** Ordinals of the rows whose reference is warned of; the warnings are counted. */
async function rowsWithRegisteredNames(
  room: Room,
  actor: Actor,
  rows: readonly IncomingRow[],
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const others = othersCompared(room, actor);
  const cells = cellsToCompare(rows);
  if (others === null || cells.length === 0) return found;
  const left = MOST_NAME_WARNINGS - (await room.nameQuotas.warnings(actor));
  for (const cellsAsked of questionsOf(cells, { windowsOfOne: WINDOWS_OF_QUESTION, most: MOST_QUESTIONS })) {
    if (found.size >= left) break;
    const texts = cellsAsked.map(({ text }) => text);
    const named = await room.registeredNames.inTexts(texts, [], others);
    for (const [at, { row }] of cellsAsked.entries()) {
      if (named[at] !== true || found.size >= left) continue;
      found.add(row);
      await room.nameQuotas.countWarning(actor);
    }
  }
  return found;
}

export interface ImportedTexts {
  readonly jobId: string;
  readonly rows: readonly IncomingRow[];
  readonly referenceColumn: string;
}

/**
 * The plan with its warnings of registered names; all warnings of the batch are noted in the log by their codes. Nothing is refused: the rows were
 * given by somebody who is not there to confirm, and a report is read before the next file is made.
 */
export async function warnOfImportedTexts(
  room: Room,
  actor: Actor,
  plan: BatchPlan,
  { jobId, rows, referenceColumn }: ImportedTexts,
): Promise<BatchPlan> {
  const named = await rowsWithRegisteredNames(room, actor, rows);
  const reports = withNameWarnings(plan.reports, named, referenceColumn);
  const kept = openCellsOf(reports);
  if (kept !== null)
    await room.audit.note({ action: 'open_text_kept', subjectKind: 'import', subjectId: jobId, details: { ...kept } });
  return { ...plan, reports };
}

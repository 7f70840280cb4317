// Warns of codes of a statement that are words, before the statement is written.

import type { Actor } from '../../domain/access/actor.js';
import type { StatementDraft } from '../../domain/records/statement-draft.js';
import { withoutWords, wordsOfDetails } from '../../domain/records/words-of-details.js';
import type { Room } from '../room.js';
import { lookThrough, type LookedThrough } from './look-through.js';

interface LookedThroughCodes extends Pick<LookedThrough, 'settle'> {
  /** What is to be written: without their words where the act is refused in the end. */
  readonly drafts: readonly StatementDraft[];
}

/** As `lookThrough`, which it asks nothing where no code is a word. `about`: none who is registered in this act. */
export async function lookThroughCodes(
  room: Room,
  actor: Actor,
  drafts: readonly StatementDraft[],
  about: readonly string[] = [],
): Promise<LookedThroughCodes> {
  const texts = drafts.flatMap(wordsOfDetails);
  if (texts.length === 0) return { drafts, settle: () => Promise.resolve() };
  const { isWarned, settle } = await lookThrough(room, actor, texts, about);
  return { drafts: isWarned ? drafts.map(withoutWords) : drafts, settle };
}

// Warns of codes of a statement that are words, before the statement is kept.

import type { Actor } from '../../domain/access/actor.js';
import type { StatementDraft } from '../../domain/records/statement-draft.js';
import { wordsOfDetails } from '../../domain/records/words-of-details.js';
import type { Room } from '../room.js';
import { requireOpenText } from './require-open-text.js';

/** The last of an act, as `requireOpenText` is, which it asks nothing where no code is a word. `about`: none who is registered in this act. */
export async function requireOpenCodes(
  room: Room,
  actor: Actor,
  drafts: readonly StatementDraft[],
  about: readonly string[] = [],
): Promise<void> {
  const texts = drafts.flatMap(wordsOfDetails);
  if (texts.length > 0) await requireOpenText(room, actor, texts, about);
}

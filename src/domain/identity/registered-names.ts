// Whether an open text holds the name of somebody registered: what is asked of whoever keeps the names.

import type { IdentityParticulars } from './identity-particulars.js';

/** A person's id, or their names where somebody has them opened already. */
export type WhoseNames = string | Promise<IdentityParticulars>;

/** Kept apart from the names themselves: an answer says which texts, and never which name or whose. */
export interface RegisteredNames {
  /**
   * For each text whether it holds a name, answered when nothing is asked any more. `about` are people of the asker's own organisation whom the
   * texts are about: one part of their names, or of their kin's, is enough. Of other people two parts of one name must stand together;
   * `mayBeCompared` says of which of those that were met the names may be compared, and is asked also where nobody was met. Nothing is looked up or
   * opened before `about` is there, nor where it fails.
   */
  inTexts(
    texts: readonly string[],
    about: readonly WhoseNames[] | Promise<readonly WhoseNames[]>,
    mayBeCompared: ((personIds: readonly string[]) => Promise<ReadonlySet<string>>) | null,
  ): Promise<readonly boolean[]>;
}

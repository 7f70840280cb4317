// A download of a file of evidence, as the organisation of who downloaded it is told of it.

import type { Instant } from '../records/instant.js';
import type { FileAccess } from './evidence-file.js';

export interface FileDownload {
  /** Random UUID. */
  readonly id: string;
  /** Of the item. */
  readonly code: string;
  /** Whether the item is of the same organisation. */
  readonly own: boolean;
  readonly access: FileAccess;
  /** Whether a grant of another organisation allowed it. */
  readonly granted: boolean;
  readonly username: string;
  readonly at: Instant;
}

// Tells an organisation which files of evidence its own people downloaded, of whichever organisation's items, newest first.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import type { FileDownload } from '../../domain/evidence/file-download.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { Database } from '../../persistence/database.js';

export interface ListEvidenceFileDownloadsCommand {
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListedFileDownloads {
  readonly downloads: readonly FileDownload[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

@Injectable()
export class ListEvidenceFileDownloads {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** What other organisations downloaded is not told, of one's own items either: who looks at an open copy tells who matters to them. */
  async execute(actor: Actor, command: ListEvidenceFileDownloadsCommand): Promise<ListedFileDownloads> {
    requireAllowed(actor, 'read_evidence_file_downloads');
    const limit = readPageLimit(command.limit);
    const asOf = command.knownAt ?? this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const page = { cursor: command.cursor ?? null, limit, asOf };
      const { downloads, more } = await room.evidenceFiles.downloadsOfOwn(actor, page);
      await room.audit.note({
        action: 'evidence_file_downloads_listed',
        subjectKind: 'evidence',
        details: { listed: downloads.length, knownAt: command.knownAt ?? null },
      });
      return { downloads, cursor: more ? (downloads.at(-1)?.id ?? null) : null };
    });
  }
}

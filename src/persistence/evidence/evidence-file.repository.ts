// Keeps what is known of the files of evidence, and who downloaded them; what is in them is the vault's.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { EvidenceFile, FileAccess, FileType } from '../../domain/evidence/evidence-file.js';
import type { FileDownload } from '../../domain/evidence/file-download.js';
import { timestampOf } from '../statements/statement-row.js';
import { downloadsOfOwn, type FileDownloadPage } from './downloads-of-own.query.js';

interface FileRow {
  id: string;
  access: string;
  media_type: string;
  bytes: number;
  sha256: string;
  added_at: Date;
}

export interface NewFile extends Omit<EvidenceFile, 'addedAt'> {
  /** Id of the destroyed one whose place it takes. */
  readonly replaces: string | null;
}

export interface NewDownload {
  /** Random UUID. */
  readonly id: string;
  readonly fileId: string;
  /** Whose grant allows it; null for an open file, and for the organisation of the item. */
  readonly requestId: string | null;
  /** Whether that grant is for a single use. */
  readonly once: boolean;
}

export class EvidenceFileRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Throws DomainError `conflict` where the item has such a file. */
  async add(itemId: string, file: NewFile, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_file (id, item_id, organisation_id, access, media_type, bytes, sha256, added_by, added_at, replaces)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        file.id,
        itemId,
        actor.organisationId,
        file.access,
        file.mediaType,
        file.bytes,
        file.sha256,
        actor.userId,
        new Date(at),
        file.replaces,
      ],
    );
  }

  /** The open one first; of two of them the one that took the other's place by then. */
  async ofItem(itemId: string, knownAt: number | null): Promise<EvidenceFile[]> {
    const rows = await this.manager.query<FileRow[]>(
      `SELECT f.id, f.access, f.media_type, f.bytes, f.sha256, f.added_at FROM registry.evidence_file f
       WHERE f.item_id = $1 AND f.added_at <= $2::timestamptz
         AND NOT EXISTS (SELECT 1 FROM registry.evidence_file n WHERE n.replaces = f.id AND n.added_at <= $2::timestamptz) ORDER BY f.access`,
      [itemId, timestampOf(knownAt ?? Infinity)],
    );
    return rows.map(fileOf);
  }

  /** For the sweep of the vault. */
  async exists(id: string): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(`SELECT 1 FROM registry.evidence_file WHERE id = $1`, [id]);
    return rows.length > 0;
  }

  async addDownload({ id, fileId, requestId, once }: NewDownload, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_file_download (id, file_id, user_id, request_id, single_use, downloaded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, fileId, actor.userId, requestId, once, new Date(at)],
    );
  }

  /** By the people of the actor's organisation, newest first. Throws `invalid_field` for a cursor that is none of these. */
  downloadsOfOwn(actor: Actor, page: FileDownloadPage): Promise<{ downloads: FileDownload[]; more: boolean }> {
    return downloadsOfOwn(this.manager, actor, page);
  }

  /** When a user's own download was, in milliseconds since the epoch; null for what is none of this file. */
  async ownDownloadAt(id: string, fileId: string, userId: string): Promise<number | null> {
    const rows = await this.manager.query<{ downloaded_at: Date }[]>(
      `SELECT downloaded_at FROM registry.evidence_file_download WHERE id = $1 AND file_id = $2 AND user_id = $3`,
      [id, fileId, userId],
    );
    return rows[0]?.downloaded_at.getTime() ?? null;
  }
}

/** The domain checked the closed lists before the row was written, and it is not rewritten. */
function fileOf(row: FileRow): EvidenceFile {
  return {
    id: row.id,
    access: row.access as FileAccess,
    mediaType: row.media_type as FileType,
    bytes: row.bytes,
    sha256: row.sha256,
    addedAt: row.added_at.getTime(),
  };
}

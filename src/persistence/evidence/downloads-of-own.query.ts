// Finds the downloads of files of evidence by the people of one organisation, newest first.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import type { FileAccess } from '../../domain/evidence/evidence-file.js';
import type { FileDownload } from '../../domain/evidence/file-download.js';
import { isUuid } from '../../domain/uuid.js';
import { timestampOf } from '../statements/statement-row.js';
import { visibleEvidence } from './visible-evidence.query.js';

export interface FileDownloadPage {
  /** Id of the last download of the page before. */
  readonly cursor: string | null;
  readonly limit: number;
  /** Milliseconds since the epoch: later downloads are left out. */
  readonly asOf: number;
}

interface DownloadRow {
  readonly id: string;
  readonly code: string;
  readonly own: boolean;
  readonly access: string;
  readonly granted: boolean;
  readonly username: string;
  readonly downloaded_at: Date;
}

/** $1 is the organisation, $2 an instant. */
const select = (actor: Actor): string =>
  `SELECT d.id, e.code, e.organisation_id = $1::uuid AS own, f.access, d.request_id IS NOT NULL AS granted, u.username, d.downloaded_at
  FROM registry.evidence_file_download d
  JOIN registry.app_user u ON u.id = d.user_id
  JOIN registry.evidence_file f ON f.id = d.file_id
  JOIN registry.evidence_item e ON e.id = f.item_id
  WHERE u.organisation_id = $1::uuid AND d.downloaded_at <= $2::timestamptz AND ${visibleEvidence(actor, 1)}`;

/** Throws `invalid_field` for a cursor that is no download of this organisation. */
export async function downloadsOfOwn(
  manager: EntityManager,
  actor: Actor,
  { cursor, limit, asOf }: FileDownloadPage,
): Promise<{ downloads: FileDownload[]; more: boolean }> {
  const given = [actor.organisationId, timestampOf(asOf)];
  const find = (rest: string, values: readonly unknown[]): Promise<DownloadRow[]> =>
    manager.query<DownloadRow[]>(`${select(actor)} ${rest}`, [...given, ...values]);
  const [begin] = cursor !== null && isUuid(cursor) ? await find('AND d.id = $3::uuid', [cursor]) : [];
  if (cursor !== null && begin === undefined) throw invalidField('/cursor', 'the cursor of the page before');
  const rows = await find(
    `AND ($3::timestamptz IS NULL OR (d.downloaded_at, d.id) < ($3::timestamptz, $4::uuid))
     ORDER BY d.downloaded_at DESC, d.id DESC LIMIT $5`,
    [begin?.downloaded_at ?? null, begin?.id ?? null, limit + 1],
  );
  return { downloads: rows.slice(0, limit).map(downloadOf), more: rows.length > limit };
}

/** The domain checked the closed list before the row was written, and it is not rewritten. */
function downloadOf({ downloaded_at, access, ...row }: DownloadRow): FileDownload {
  return { ...row, access: access as FileAccess, at: downloaded_at.getTime() };
}

// Stores protected releases, their states and their signatures.

import type { EntityManager } from 'typeorm';
import type { ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import type { ReleaseState } from '../../domain/statistics/release.js';

export interface StoredRelease {
  readonly document: ReleaseDocument;
  /** Null of a release of a version that did not attack its releases. */
  readonly auditNote: ReleaseAuditNote | null;
  readonly state: ReleaseState;
  readonly preparedAt: number;
  readonly publishedAt: number | null;
  /** Ids of the users who signed, in order. */
  readonly signedBy: readonly string[];
  /** Of the document, by the key of the log; null before publication and of a release that was published by a version without notes. */
  readonly signedNote: string | null;
  /** The public release that corrects this one, the newest where there are several. */
  readonly correctedBy: number | null;
}

/** A release that somebody has not signed, and that can still be published. */
export interface UnsignedRelease {
  readonly number: number;
  readonly asOf: string;
  readonly preparedAt: number;
  /** Prepared by the service, at the beginning of a month. */
  readonly byService: boolean;
  readonly signatures: number;
}

export interface ReleasePage {
  /** Number of the last release of the page before. */
  readonly before: number | null;
  readonly limit: number;
}

interface ReleaseRow {
  document: ReleaseDocument;
  audit_note: ReleaseAuditNote | null;
  state: string;
  prepared_at: Date;
  published_at: Date | null;
  signed_by: string[];
  signed_note: string | null;
  corrected_by: number | null;
}

const SELECT = `
  SELECT r.document, r.audit_note, r.state, r.prepared_at, r.published_at, r.signed_note,
         (SELECT max(c.number) FROM registry.release c WHERE c.corrects = r.number AND c.state IN ('published', 'superseded')) AS corrected_by,
         ARRAY(SELECT s.user_id::text FROM registry.release_signature s WHERE s.number = r.number ORDER BY s.signed_at, s.user_id) AS signed_by
  FROM registry.release r`;

/** States in which anybody may read a release. */
const PUBLIC_STATES = `('published', 'superseded')`;

export class ReleaseRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Held until the transaction ends: releases are numbered, signed and published one after the other. */
  async lock(): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(20, 3)`);
  }

  async nextNumber(): Promise<number> {
    const rows = await this.manager.query<{ next: number }[]>(
      `SELECT coalesce(max(number), 0) + 1 AS next FROM registry.release`,
    );
    return rows[0]?.next ?? 1;
  }

  async add(release: {
    document: ReleaseDocument;
    auditNote: ReleaseAuditNote;
    state: ReleaseState;
    /** Null of what the service prepared. */
    preparedBy: string | null;
    at: number;
  }): Promise<void> {
    const { document } = release;
    await this.manager.query(
      `INSERT INTO registry.release (number, state, measure, as_of, document, audit_note, prepared_by, prepared_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        document.number,
        release.state,
        document.measure,
        document.asOf,
        JSON.stringify(document),
        JSON.stringify(release.auditNote),
        release.preparedBy,
        new Date(release.at),
      ],
    );
  }

  async find(number: number): Promise<StoredRelease | null> {
    const rows = await this.manager.query<ReleaseRow[]>(`${SELECT} WHERE r.number = $1`, [number]);
    return rows[0] === undefined ? null : releaseOf(rows[0]);
  }

  async findPublic(number: number): Promise<StoredRelease | null> {
    const rows = await this.manager.query<ReleaseRow[]>(
      `${SELECT} WHERE r.number = $1 AND r.state IN ${PUBLIC_STATES}`,
      [number],
    );
    return rows[0] === undefined ? null : releaseOf(rows[0]);
  }

  /** The one that is published now. */
  async findLatest(measure: string): Promise<StoredRelease | null> {
    const rows = await this.manager.query<ReleaseRow[]>(`${SELECT} WHERE r.measure = $1 AND r.state = 'published'`, [
      measure,
    ]);
    return rows[0] === undefined ? null : releaseOf(rows[0]);
  }

  /** Public releases of one definition of a measure, newest first: those that can be compared with each other. */
  async newestPublic(measure: { name: string; version: number }, most: number): Promise<readonly ReleaseDocument[]> {
    const rows = await this.manager.query<Pick<ReleaseRow, 'document'>[]>(
      `SELECT r.document FROM registry.release r
       WHERE r.measure = $1 AND r.document -> 'version' = to_jsonb($2::integer) AND r.state IN ${PUBLIC_STATES} ORDER BY r.number DESC LIMIT $3`,
      [measure.name, measure.version, most],
    );
    return rows.map(({ document }) => document);
  }

  /** Newest first; only public ones unless all are asked for. Asks for one more than `limit` to know whether a page follows. */
  async list(all: boolean, page: ReleasePage): Promise<{ releases: StoredRelease[]; more: boolean }> {
    const rows = await this.manager.query<ReleaseRow[]>(
      `${SELECT} WHERE ($1 OR r.state IN ${PUBLIC_STATES}) AND ($2::integer IS NULL OR r.number < $2) ORDER BY r.number DESC LIMIT $3`,
      [all, page.before, page.limit + 1],
    );
    return { releases: rows.slice(0, page.limit).map(releaseOf), more: rows.length > page.limit };
  }

  /** The public release of the same definition of the measure before this one; what is published later is newer, so that it stays the same. */
  async findBefore({ number, measure, version }: ReleaseDocument): Promise<ReleaseDocument | null> {
    const rows = await this.manager.query<Pick<ReleaseRow, 'document'>[]>(
      `SELECT r.document FROM registry.release r
       WHERE r.number < $1 AND r.measure = $2 AND r.document -> 'version' = to_jsonb($3::integer) AND r.state IN ${PUBLIC_STATES} ORDER BY r.number DESC LIMIT 1`,
      [number, measure, version],
    );
    return rows[0]?.document ?? null;
  }

  /** Whether a release of this measure was ever published, and when the newest one in whatever state was prepared. */
  async schedule(measure: string): Promise<{ published: boolean; preparedAt: number | null }> {
    const rows = await this.manager.query<{ published: boolean | null; prepared_at: Date | null }[]>(
      `SELECT bool_or(r.state IN ${PUBLIC_STATES}) AS published, max(r.prepared_at) AS prepared_at FROM registry.release r WHERE r.measure = $1`,
      [measure],
    );
    return { published: rows[0]?.published ?? false, preparedAt: rows[0]?.prepared_at?.getTime() ?? null };
  }

  /** Newest first; one that is older than what is public was not attacked beside it and can no longer be published. */
  async unsignedBy(userId: string, most: number): Promise<readonly UnsignedRelease[]> {
    const rows = await this.manager.query<
      { number: number; as_of: string; prepared_at: Date; by_service: boolean; signatures: number }[]
    >(
      `SELECT r.number, r.document ->> 'asOf' AS as_of, r.prepared_at, r.prepared_by IS NULL AS by_service,
              (SELECT count(*)::int FROM registry.release_signature s WHERE s.number = r.number) AS signatures
       FROM registry.release r
       WHERE r.state = 'audited' AND NOT EXISTS (SELECT 1 FROM registry.release p WHERE p.measure = r.measure AND p.number > r.number AND p.state IN ${PUBLIC_STATES})
         AND NOT EXISTS (SELECT 1 FROM registry.release_signature s WHERE s.number = r.number AND s.user_id = $1)
       ORDER BY r.number DESC LIMIT $2`,
      [userId, most],
    );
    return rows.map((row) => ({
      number: row.number,
      asOf: row.as_of,
      preparedAt: row.prepared_at.getTime(),
      byService: row.by_service,
      signatures: row.signatures,
    }));
  }

  /** With its publication, in the same statement: a note is put in once. */
  async publish(number: number, publishedAt: number, signedNote: string): Promise<void> {
    await this.manager.query(
      `UPDATE registry.release SET state = 'published', published_at = $2, signed_note = $3 WHERE number = $1`,
      [number, new Date(publishedAt), signedNote],
    );
  }

  async setState(number: number, state: ReleaseState): Promise<void> {
    await this.manager.query(`UPDATE registry.release SET state = $2 WHERE number = $1`, [number, state]);
  }

  /** Into the tables that dashboards read; of a release that is public by now, once. */
  async fillPublished(number: number): Promise<void> {
    await this.manager.query(`SELECT registry.fill_published($1)`, [number]);
  }

  async addSignature(number: number, userId: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.release_signature (number, user_id, signed_at) VALUES ($1, $2, $3)`,
      [number, userId, new Date(at)],
    );
  }
}

function releaseOf(row: ReleaseRow): StoredRelease {
  return {
    document: row.document,
    auditNote: row.audit_note,
    state: row.state as ReleaseState,
    preparedAt: row.prepared_at.getTime(),
    publishedAt: row.published_at?.getTime() ?? null,
    signedBy: row.signed_by,
    signedNote: row.signed_note,
    correctedBy: row.corrected_by,
  };
}

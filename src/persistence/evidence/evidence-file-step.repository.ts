// Keeps what became of files of evidence whose people were erased, and knows of whom an item is, as far as its organisation may know.

import type { EntityManager } from 'typeorm';
import type { FileAccess } from '../../domain/evidence/evidence-file.js';
import type { FileOfItem, NamedInItem } from '../../domain/evidence/file-state.js';
import type { NamedActor } from '../named-actor.js';

/** A file with what decides whether it is opened. */
export interface StandingFile extends FileOfItem {
  readonly id: string;
  readonly itemId: string;
}

/** An item with a file that may have to go with somebody. */
export interface ItemOfPerson {
  readonly id: string;
  readonly code: string;
  readonly sha256: string;
  readonly organisationId: string;
  /** Whether it shows people of whom nobody has said who they are. */
  readonly unidentified: boolean;
}

type Cause = { readonly erasureId: string } | { readonly by: string; readonly reason: string };

interface FileRow {
  id: string;
  item_id: string;
  access: string;
  added_at: Date;
  kept_at: Date | null;
  destroyed_at: Date | null;
}

interface NamedRow {
  item_id: string;
  person_id: string;
  erased_at: Date | null;
  named_at: Date;
  depicted: boolean;
}

/**
 * What the organisation of an item (`e`) may know of whom it is: what it said itself, and what all may know of the people whom it registered. What others say of
 * its item in confidence, or of people of others, must not move what it holds.
 */
const NAMING = `registry.statement s
  JOIN registry.person p ON p.id = s.person_id
  JOIN registry.evidence_item c ON s.evidence IN (c.sha256, lower(c.code))
  JOIN registry.evidence_item e ON e.sha256 = c.sha256
   AND (s.organisation_id = e.organisation_id OR (p.owner_organisation_id = e.organisation_id AND NOT s.confidential))
  WHERE NOT EXISTS (SELECT 1 FROM registry.statement_withdrawal w WHERE w.statement_id = s.id)`;

/** By the references of the items first, so that the index on what statements name is used. */
const OF_ITEMS = `s.evidence = ANY(ARRAY(
  SELECT o.sha256 FROM registry.evidence_item o WHERE o.id = ANY($1::uuid[])
  UNION SELECT lower(o.code) FROM registry.evidence_item o
    WHERE o.sha256 IN (SELECT i.sha256 FROM registry.evidence_item i WHERE i.id = ANY($1::uuid[]))))`;

export class EvidenceFileStepRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly namedActor: NamedActor,
  ) {}

  /** Items that have a file and are of this person by what their organisations may know, in the order of their digests. */
  async itemsOfPerson(personId: string): Promise<ItemOfPerson[]> {
    return this.manager.query<ItemOfPerson[]>(
      `SELECT DISTINCT e.id, e.code, e.sha256, e.organisation_id AS "organisationId", coalesce(e.unidentified_max, 0) > 0 AS unidentified
       FROM ${NAMING} AND s.person_id = $1 AND EXISTS (SELECT 1 FROM registry.evidence_file f WHERE f.item_id = e.id)
       ORDER BY e.sha256, e.id`,
      [personId],
    );
  }

  /** By item; whoever reads is told nothing of it but the state that follows. */
  async namedIn(itemIds: readonly string[]): Promise<Map<string, NamedInItem[]>> {
    const named = new Map<string, NamedInItem[]>(itemIds.map((id) => [id, []]));
    if (itemIds.length === 0) return named;
    const rows = await this.namedActor.reaching('registry', () =>
      this.manager.query<NamedRow[]>(
        `SELECT e.id AS item_id, p.id AS person_id, p.erased_at, max(s.recorded_at) AS named_at, bool_or(s.kind = 'depiction') AS depicted
         FROM ${NAMING} AND e.id = ANY($1::uuid[]) AND ${OF_ITEMS}
         GROUP BY e.id, p.id, p.erased_at ORDER BY e.id, p.id`,
        [[...itemIds]],
      ),
    );
    for (const row of rows)
      named.get(row.item_id)?.push({
        personId: row.person_id,
        erasedAt: row.erased_at?.getTime() ?? null,
        namedAt: row.named_at.getTime(),
        depicted: row.depicted,
      });
    return named;
  }

  /** Those whose place nothing has taken. */
  async filesOf(itemIds: readonly string[]): Promise<StandingFile[]> {
    const rows = await this.manager.query<FileRow[]>(
      `SELECT f.id, f.item_id, f.access, f.added_at,
         (SELECT max(k.recorded_at) FROM registry.evidence_file_step k WHERE k.file_id = f.id AND k.step = 'kept') AS kept_at,
         (SELECT d.recorded_at FROM registry.evidence_file_step d WHERE d.file_id = f.id AND d.step = 'destroyed') AS destroyed_at
       FROM registry.evidence_file f
       WHERE f.item_id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM registry.evidence_file n WHERE n.replaces = f.id)
       ORDER BY f.item_id, f.access`,
      [[...itemIds]],
    );
    return rows.map((row) => ({
      id: row.id,
      itemId: row.item_id,
      // The domain checked the closed list before the row was written.
      access: row.access as FileAccess,
      addedAt: row.added_at.getTime(),
      keptAt: row.kept_at?.getTime() ?? null,
      destroyedAt: row.destroyed_at?.getTime() ?? null,
    }));
  }

  async take(fileId: string, step: 'kept' | 'destroyed', cause: Cause, at: number): Promise<void> {
    const given = 'by' in cause ? [null, cause.reason, cause.by] : [cause.erasureId, null, null];
    await this.manager.query(
      `INSERT INTO registry.evidence_file_step (file_id, number, step, erasure_id, reason, recorded_by, recorded_at)
       SELECT $1::uuid, 1 + count(*), $2::text, $3::uuid, $4::text, $5::uuid, $6::timestamptz FROM registry.evidence_file_step WHERE file_id = $1`,
      [fileId, step, ...given, new Date(at)],
    );
  }

  /** Files that went with this erasure. */
  async destroyedWith(erasureId: string): Promise<string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT file_id AS id FROM registry.evidence_file_step WHERE erasure_id = $1 ORDER BY 1`,
      [erasureId],
    );
    return rows.map(({ id }) => id);
  }

  /** All that are destroyed, by their ids, of those behind `after`. */
  async destroyed(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT file_id AS id FROM registry.evidence_file_step WHERE step = 'destroyed' AND ($1::uuid IS NULL OR file_id > $1) ORDER BY 1 LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }
}

// Keeps organisations' assessments of evidence and their withdrawals, and knows which originals and persons they concern.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type {
  AssessedBy,
  Assessment,
  Ground,
  Method,
  ReadAssessment,
  Verdict,
} from '../../domain/evidence/assessment.js';
import { timestampOf } from '../statements/statement-row.js';

interface AssessmentRow {
  id: string;
  item_id: string;
  organisation_id: string;
  organisation_name: string;
  depends_on_party: boolean;
  verdict: string;
  method: string;
  ground: string;
  reason: string;
  recorded_at: Date;
  withdrawn_at: Date | null;
}

interface OriginalRow {
  sha256: string;
  /** By which statements name it: its digest and the codes of its copies, lower case. */
  reference: string;
}

interface WordRow {
  sha256: string;
  organisation_id: string;
  depends_on_party: boolean;
  verdict: string;
  recorded_at: Date;
  withdrawn_at: Date | null;
}

/** The originals that any of the references of $1 means; codes are kept in capitals. */
const MEANT = `
  SELECT e.sha256 FROM registry.evidence_item e WHERE e.sha256 = ANY($1::text[])
  UNION SELECT e.sha256 FROM registry.evidence_item e WHERE e.code = ANY(ARRAY(SELECT upper(g) FROM unnest($1::text[]) AS g))`;

export class AssessmentRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(
    given: { readonly id: string; readonly itemId: string; readonly assessment: ReadAssessment },
    actor: Actor,
    at: number,
  ): Promise<void> {
    const { verdict, method, ground, reason } = given.assessment;
    await this.manager.query(
      `INSERT INTO registry.evidence_assessment (id, item_id, organisation_id, recorded_by, recorded_at, verdict, method, ground, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [given.id, given.itemId, actor.organisationId, actor.userId, new Date(at), verdict, method, ground, reason],
    );
  }

  async withdraw(assessmentId: string, reason: string, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_assessment_withdrawal (assessment_id, reason, recorded_by, recorded_at) VALUES ($1, $2, $3, $4)`,
      [assessmentId, reason, actor.userId, new Date(at)],
    );
  }

  /** By item, oldest first; what was withdrawn later stands as not withdrawn. */
  async ofItems(itemIds: readonly string[], knownAt: number | null): Promise<Map<string, Assessment[]>> {
    const grouped = new Map<string, Assessment[]>(itemIds.map((id) => [id, []]));
    const rows = await this.manager.query<AssessmentRow[]>(
      `SELECT a.id, a.item_id, a.organisation_id, o.name AS organisation_name, o.party_id IS NOT NULL AS depends_on_party,
              a.verdict, a.method, a.ground, a.reason, a.recorded_at, w.recorded_at AS withdrawn_at
       FROM registry.evidence_assessment a JOIN registry.organisation o ON o.id = a.organisation_id
       LEFT JOIN registry.evidence_assessment_withdrawal w ON w.assessment_id = a.id AND w.recorded_at <= $2::timestamptz
       WHERE a.item_id = ANY($1::uuid[]) AND a.recorded_at <= $2::timestamptz ORDER BY a.recorded_at, a.id`,
      [[...itemIds], timestampOf(knownAt ?? Infinity)],
    );
    for (const row of rows) grouped.get(row.item_id)?.push(assessmentOf(row));
    return grouped;
  }

  /** The originals that these references mean, each with every reference to it, of whoever recorded it. */
  async originalsMeant(references: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.manager.query<OriginalRow[]>(
      `WITH meant AS (${MEANT})
       SELECT e.sha256, lower(e.code) AS reference FROM meant m JOIN registry.evidence_item e ON e.sha256 = m.sha256
       UNION ALL SELECT m.sha256, m.sha256 FROM meant m`,
      [[...references]],
    );
    const meant = new Map<string, string[]>();
    for (const { sha256, reference } of rows) meant.set(sha256, [...(meant.get(sha256) ?? []), reference]);
    return meant;
  }

  /**
   * What every organisation said of any copy of these originals, withdrawn words among it; by digest. Of a copy that is registry_only nobody
   * else may know, so that what its organisation says of it moves no record.
   */
  async ofOriginals(digests: readonly string[]): Promise<Map<string, AssessedBy[]>> {
    const grouped = new Map<string, AssessedBy[]>();
    const rows = await this.manager.query<WordRow[]>(
      `SELECT e.sha256, a.organisation_id, o.party_id IS NOT NULL AS depends_on_party, a.verdict, a.recorded_at, w.recorded_at AS withdrawn_at
       FROM registry.evidence_item e JOIN registry.evidence_assessment a ON a.item_id = e.id
       JOIN registry.organisation o ON o.id = a.organisation_id
       LEFT JOIN registry.evidence_assessment_withdrawal w ON w.assessment_id = a.id
       WHERE e.sha256 = ANY($1::text[]) AND e.sharing_level <> 'registry_only' ORDER BY e.sha256, a.recorded_at`,
      [[...digests]],
    );
    for (const row of rows) grouped.set(row.sha256, [...(grouped.get(row.sha256) ?? []), wordOf(row)]);
    return grouped;
  }

  /** Whoever a statement names these references about; withdrawn statements too, since the past is folded as well. */
  async personsNaming(references: readonly string[]): Promise<string[]> {
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT DISTINCT s.person_id FROM registry.statement s
       WHERE s.evidence = ANY($1::text[]) ORDER BY 1`,
      [[...references]],
    );
    return rows.map((row) => row.person_id);
  }

  /** Ids of the depictions that name these references and the persons whom they are about. */
  async depictions(references: readonly string[]): Promise<{ statementId: string; personId: string }[]> {
    return this.manager.query<{ statementId: string; personId: string }[]>(
      `SELECT s.id AS "statementId", s.person_id AS "personId" FROM registry.statement s
       WHERE s.evidence = ANY($1::text[]) AND s.kind = 'depiction' ORDER BY s.id`,
      [[...references]],
    );
  }

  /**
   * Held until the transaction ends. Who states something on the ground of an original shares it, who assesses it holds it alone: neither
   * misses what the other writes. Everybody takes it after the persons.
   */
  async lockOriginals(digests: readonly string[], mode: 'shared' | 'alone'): Promise<void> {
    const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    await this.manager.query(
      `SELECT ${lock}(hashtextextended(g.digest, 21)) FROM (SELECT unnest($1::text[]) AS digest ORDER BY 1) AS g`,
      [[...digests]],
    );
  }
}

function assessmentOf(row: AssessmentRow): Assessment {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    dependsOnParty: row.depends_on_party,
    verdict: row.verdict as Verdict,
    method: row.method as Method,
    ground: row.ground as Ground,
    reason: row.reason,
    recordedAt: row.recorded_at.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime() ?? null,
  };
}

function wordOf(row: WordRow): AssessedBy {
  return {
    organisationId: row.organisation_id,
    dependsOnParty: row.depends_on_party,
    verdict: row.verdict as Verdict,
    recordedAt: row.recorded_at.getTime(),
    withdrawnAt: row.withdrawn_at?.getTime() ?? null,
  };
}

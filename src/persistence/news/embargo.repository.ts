// Keeps which statements are under embargo, how each embargo ended, and whose news is verified first.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { EmbargoGround, StandingEmbargo, VerdictOnNews } from '../../domain/news/embargo-order.js';
import type { StatementKind } from '../../domain/records/statement-kinds.js';
import { newsWaits } from './news-waits.query.js';

/** What decides about new statements on a person. */
export interface NewsGround {
  readonly ownerOrganisationId: string;
  /** Whether the owner has its news verified before others are told. */
  readonly verifiedFirst: boolean;
  readonly hasWill: boolean;
  /** Whether news of this person waits for its verification. */
  readonly waits: boolean;
  /** Whether the statement that is superseded is held back for a verification. */
  readonly replacesHeld: boolean;
}

interface EmbargoRow {
  id: string;
  person_id: string;
  owner: string;
  ground: string;
  kind: string;
  recorded_by: string;
  recorded_at: Date;
  ended: string | null;
  withdrawn: boolean;
}

/** The rule of the organisation behind `organisation`; news is verified first where nobody said otherwise. */
const ruleOf = (organisation: string): string => `COALESCE(
    (SELECT r.verified_first FROM registry.news_rule r WHERE r.organisation_id = ${organisation} ORDER BY r.number DESC LIMIT 1),
    (SELECT r.verified_first FROM registry.news_rule r WHERE r.organisation_id IS NULL ORDER BY r.number DESC LIMIT 1), true)`;

/** Of the statement behind `statement`. */
const waits = (
  condition: string,
): string => `EXISTS (SELECT 1 FROM registry.embargo e WHERE ${condition} AND e.ground <> 'will'
    AND NOT EXISTS (SELECT 1 FROM registry.embargo_end d WHERE d.statement_id = e.statement_id AND d.verdict = 'verified'))`;

const SELECT = `
  SELECT e.statement_id AS id, e.person_id, p.owner_organisation_id AS owner, e.ground, s.kind, s.recorded_by, s.recorded_at, d.verdict AS ended,
         EXISTS (SELECT 1 FROM registry.statement_withdrawal x WHERE x.statement_id = e.statement_id) AS withdrawn
  FROM registry.embargo e JOIN registry.statement s ON s.id = e.statement_id JOIN registry.person p ON p.id = e.person_id
  LEFT JOIN registry.embargo_end d ON d.statement_id = e.statement_id
  WHERE e.ground <> 'will'`;

export class EmbargoRepository {
  constructor(private readonly manager: EntityManager) {}

  /** `replaced` is the statement that a new one supersedes. */
  async groundFor(personId: string, replaced: string | null): Promise<NewsGround> {
    const [row] = await this.manager.query<
      { owner: string; rule: boolean; will: boolean; waits: boolean; replaces: boolean }[]
    >(
      `SELECT p.owner_organisation_id AS owner, ${ruleOf('p.owner_organisation_id')} AS rule,
              EXISTS (SELECT 1 FROM registry.person_will v WHERE v.person_id = p.id) AS will,
              ${newsWaits('p.id', `'infinity'::timestamptz`)} AS waits, ${waits('e.statement_id = $2::uuid')} AS replaces
       FROM registry.person p WHERE p.id = $1`,
      [personId, replaced],
    );
    if (row === undefined) throw new Error('statements were recorded on nobody');
    return {
      ownerOrganisationId: row.owner,
      verifiedFirst: row.rule,
      hasWill: row.will,
      waits: row.waits,
      replacesHeld: row.replaces,
    };
  }

  async add(personId: string, grounds: ReadonlyMap<string, EmbargoGround>, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.embargo (statement_id, person_id, ground, recorded_at)
       SELECT id, $2, ground, $3 FROM jsonb_to_recordset($1::jsonb) AS g(id uuid, ground text)`,
      [JSON.stringify([...grounds].map(([id, ground]) => ({ id, ground }))), personId, new Date(at)],
    );
  }

  async find(statementId: string): Promise<StandingEmbargo | null> {
    const rows = await this.manager.query<EmbargoRow[]>(`${SELECT} AND e.statement_id = $1`, [statementId]);
    return rows[0] === undefined ? null : embargoOf(rows[0]);
  }

  /** What waits at the reader's organisation, oldest first; of one person or of all. */
  async waiting(actor: Actor, personId: string | null, limit: number): Promise<StandingEmbargo[]> {
    const rows = await this.manager.query<EmbargoRow[]>(
      `SELECT * FROM (${SELECT} AND p.owner_organisation_id = $1 AND ($2::uuid IS NULL OR e.person_id = $2)) w
       WHERE w.ended IS NULL AND NOT w.withdrawn ORDER BY w.recorded_at, w.id LIMIT $3`,
      [actor.organisationId, personId, limit],
    );
    return rows.map(embargoOf);
  }

  async end(
    statementId: string,
    verdict: VerdictOnNews,
    given: { readonly reason: string; readonly by: string; readonly at: number },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.embargo_end (statement_id, verdict, reason, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)`,
      [statementId, verdict, given.reason, given.by, new Date(given.at)],
    );
  }

  async isVerifiedFirst(organisationId: string): Promise<boolean> {
    const [row] = await this.manager.query<{ rule: boolean }[]>(`SELECT ${ruleOf('$1::uuid')} AS rule`, [
      organisationId,
    ]);
    return row?.rule ?? true;
  }

  async setRule(actor: Actor, verifiedFirst: boolean, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.news_rule (organisation_id, verified_first, recorded_by, recorded_at) VALUES ($1, $2, $3, $4)`,
      [actor.organisationId, verifiedFirst, actor.userId, new Date(at)],
    );
  }
}

function embargoOf(row: EmbargoRow): StandingEmbargo {
  return {
    statementId: row.id,
    personId: row.person_id,
    ownerOrganisationId: row.owner,
    ground: row.ground as StandingEmbargo['ground'],
    kind: row.kind as StatementKind,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.getTime(),
    ended: row.ended as VerdictOnNews | null,
    withdrawn: row.withdrawn,
  };
}

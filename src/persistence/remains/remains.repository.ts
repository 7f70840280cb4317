// Keeps cases of remains, their links to persons, the steps that were taken on a link and the statements it wrote.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { IdentificationLevel, IdentificationMethod } from '../../domain/records/kinds/kind-values.js';
import type { Sex } from '../../domain/records/statement.js';
import type { RemainsCase, RemainsExtent, RemainsSharingLevel } from '../../domain/remains/remains-case.js';
import type { LinkStep, RemainsLink } from '../../domain/remains/remains-link.js';
import { timestampOf } from '../statements/statement-row.js';
import { visibleRemains } from './visible-remains.query.js';

interface CaseRow {
  id: string;
  organisation_id: string;
  organisation_name: string;
  recorded_at: Date;
  site_id: string | null;
  extent: string;
  minimum_individuals: number;
  sex: string;
  age_from: number | null;
  age_to: number | null;
  died: string | null;
  sharing_level: string;
}

interface StepRow {
  organisationId: string;
  organisationName: string;
  userId: string;
  username: string;
  at: string;
  reason: string | null;
}

interface LinkRow {
  id: string;
  case_id: string;
  method: string;
  level: string;
  valid_edtf: string;
  grade: string;
  person_ids: string[];
  proposed: StepRow;
  confirmed: StepRow | null;
  withdrawn: StepRow | null;
  handed_over: string[];
}

export type NewCase = Omit<RemainsCase, 'organisationId' | 'organisationName' | 'recordedAt'>;
export type NewLink = Pick<RemainsLink, 'id' | 'caseId' | 'method' | 'level' | 'valid' | 'grade' | 'personIds'>;

/** Cases that the reader may see; $1 is the time until which something was recorded, and $2 the reader's organisation. */
const casesFor = (actor: Actor): string => `
  SELECT r.id, r.organisation_id, o.name AS organisation_name, r.recorded_at,
         (SELECT t.id FROM registry.site t WHERE t.id = r.site_id AND ${visibleRemains(actor, 2, 't')}) AS site_id, r.extent, r.minimum_individuals, r.sex,
         r.age_from, r.age_to, r.died, r.sharing_level
  FROM registry.remains_case r JOIN registry.organisation o ON o.id = r.organisation_id
  WHERE r.recorded_at <= $1::timestamptz AND ${visibleRemains(actor, 2)}`;

const STEP = `jsonb_build_object('organisationId', s.organisation_id, 'organisationName', so.name, 'userId', s.recorded_by,
  'username', coalesce(u.username, ''), 'at', s.recorded_at, 'reason', s.reason)
  FROM registry.remains_link_step s JOIN registry.organisation so ON so.id = s.organisation_id
  LEFT JOIN registry.app_user u ON u.id = s.recorded_by WHERE s.link_id = l.id AND s.recorded_at <= $1::timestamptz`;

const LINK = `
  SELECT l.id, l.case_id, l.method, l.level, l.valid_edtf, l.grade,
         ARRAY(SELECT p.person_id::text FROM registry.remains_link_person p WHERE p.link_id = l.id ORDER BY 1) AS person_ids,
         jsonb_build_object('organisationId', l.organisation_id, 'organisationName', o.name, 'userId', l.proposed_by,
           'username', coalesce(pu.username, ''), 'at', l.proposed_at, 'reason', NULL) AS proposed,
         (SELECT ${STEP} AND s.step = 'confirmed') AS confirmed,
         (SELECT ${STEP} AND s.step = 'withdrawn') AS withdrawn,
         ARRAY(SELECT DISTINCT t.details ->> 'extent' FROM registry.remains_link_statement w JOIN registry.statement t ON t.id = w.statement_id
               WHERE w.link_id = l.id AND t.kind = 'remains_handed_over' AND t.recorded_at <= $1::timestamptz) AS handed_over
  FROM registry.remains_link l JOIN registry.organisation o ON o.id = l.organisation_id
  LEFT JOIN registry.app_user pu ON pu.id = l.proposed_by
  WHERE l.proposed_at <= $1::timestamptz`;

export class RemainsRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(remains: NewCase, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.remains_case (id, organisation_id, recorded_by, recorded_at, site_id, extent, minimum_individuals, sex, age_from, age_to, died, sharing_level)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        remains.id,
        actor.organisationId,
        actor.userId,
        new Date(at),
        remains.siteId,
        remains.extent,
        remains.minimumIndividuals,
        remains.sex,
        remains.age?.from ?? null,
        remains.age?.to ?? null,
        remains.died,
        remains.sharingLevel,
      ],
    );
  }

  async find(actor: Actor, id: string, knownAt: number | null): Promise<RemainsCase | null> {
    const rows = await this.manager.query<CaseRow[]>(`${casesFor(actor)} AND r.id = $3::uuid`, [
      timestampOf(knownAt ?? Infinity),
      actor.organisationId,
      id,
    ]);
    return rows[0] === undefined ? null : caseOf(rows[0]);
  }

  /** Newest record first; asks for one more than `limit` to know whether a page follows. */
  async list(
    actor: Actor,
    page: {
      readonly knownAt: number | null;
      readonly siteId: string | null;
      readonly after: string | null;
      readonly limit: number;
    },
  ): Promise<{ cases: RemainsCase[]; more: boolean }> {
    const rows = await this.manager.query<CaseRow[]>(
      `${casesFor(actor)} AND ($3::uuid IS NULL OR r.site_id = $3)
         AND ($4::uuid IS NULL OR (r.recorded_at, r.id) < (SELECT b.recorded_at, b.id FROM registry.remains_case b WHERE b.id = $4))
       ORDER BY r.recorded_at DESC, r.id DESC LIMIT $5`,
      [timestampOf(page.knownAt ?? Infinity), actor.organisationId, page.siteId, page.after, page.limit + 1],
    );
    return { cases: rows.slice(0, page.limit).map(caseOf), more: rows.length > page.limit };
  }

  /** Held until the transaction ends: steps on the links of one case come one after the other. */
  async lock(caseId: string): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::text, 12))`, [caseId]);
  }

  async addLink(link: NewLink, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.remains_link (id, case_id, method, level, valid_edtf, grade, organisation_id, proposed_by, proposed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        link.id,
        link.caseId,
        link.method,
        link.level,
        link.valid,
        link.grade,
        actor.organisationId,
        actor.userId,
        new Date(at),
      ],
    );
    await this.manager.query(
      `INSERT INTO registry.remains_link_person (link_id, person_id) SELECT $1::uuid, unnest($2::uuid[])`,
      [link.id, [...link.personIds]],
    );
  }

  /** Oldest proposal first. */
  async linksOf(caseIds: readonly string[], knownAt: number | null): Promise<RemainsLink[]> {
    const rows = await this.manager.query<LinkRow[]>(
      `${LINK} AND l.case_id = ANY($2::uuid[]) ORDER BY l.proposed_at, l.id`,
      [timestampOf(knownAt ?? Infinity), [...caseIds]],
    );
    return rows.map(linkOf);
  }

  async step(
    linkId: string,
    step: 'confirmed' | 'withdrawn',
    reason: string | null,
    actor: Actor,
    at: number,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.remains_link_step (link_id, step, reason, organisation_id, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [linkId, step, reason, actor.organisationId, actor.userId, new Date(at)],
    );
  }

  async addStatements(linkId: string, statementIds: readonly string[]): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.remains_link_statement (link_id, statement_id) SELECT $1::uuid, unnest($2::uuid[])`,
      [linkId, [...statementIds]],
    );
  }

  /** What these links wrote, withdrawn or not. */
  async writtenFor(
    linkIds: readonly string[],
  ): Promise<{ linkId: string; statementId: string; personId: string; kind: string }[]> {
    if (linkIds.length === 0) return [];
    return this.manager.query<{ linkId: string; statementId: string; personId: string; kind: string }[]>(
      `SELECT w.link_id AS "linkId", t.id AS "statementId", t.person_id AS "personId", t.kind FROM registry.remains_link_statement w
       JOIN registry.statement t ON t.id = w.statement_id WHERE w.link_id = ANY($1::uuid[])`,
      [[...linkIds]],
    );
  }

  /** Those that nobody has withdrawn yet, in the order of their writing: the ids of statements are drawn, and would be the order of a log. */
  async standingStatements(linkId: string): Promise<{ statementId: string; personId: string; kind: string }[]> {
    return this.manager.query<{ statementId: string; personId: string; kind: string }[]>(
      `SELECT t.id AS "statementId", t.person_id AS "personId", t.kind FROM registry.remains_link_statement w
       JOIN registry.statement t ON t.id = w.statement_id
       WHERE w.link_id = $1 AND NOT EXISTS (SELECT 1 FROM registry.statement_withdrawal x WHERE x.statement_id = t.id)
       ORDER BY t.recorded_at, t.person_id, t.kind, t.id`,
      [linkId],
    );
  }
}

function caseOf(row: CaseRow): RemainsCase {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    recordedAt: row.recorded_at.getTime(),
    siteId: row.site_id,
    extent: row.extent as RemainsExtent,
    minimumIndividuals: row.minimum_individuals,
    sex: row.sex as Sex,
    age: row.age_from === null || row.age_to === null ? null : { from: row.age_from, to: row.age_to },
    died: row.died,
    sharingLevel: row.sharing_level as RemainsSharingLevel,
  };
}

function stepOf({ organisationId, organisationName, userId, username, at }: StepRow): LinkStep {
  return { organisationId, organisationName, userId, username, at: Date.parse(at) };
}

function linkOf(row: LinkRow): RemainsLink {
  return {
    id: row.id,
    caseId: row.case_id,
    method: row.method as IdentificationMethod,
    level: row.level as IdentificationLevel,
    valid: row.valid_edtf,
    grade: row.grade,
    personIds: row.person_ids,
    proposed: stepOf(row.proposed),
    confirmed: row.confirmed === null ? null : stepOf(row.confirmed),
    withdrawn: row.withdrawn === null ? null : { ...stepOf(row.withdrawn), reason: row.withdrawn.reason ?? '' },
    handedOver: handedOver(row.handed_over),
  };
}

function handedOver(extents: readonly string[]): RemainsLink['handedOver'] {
  if (extents.includes('whole')) return 'whole';
  return extents.length === 0 ? null : 'part';
}

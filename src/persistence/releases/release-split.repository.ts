// Keeps splits of releases by party: who was asked, what each organisation answered, and for which release the agreement was used.

import type { EntityManager } from 'typeorm';
import type {
  GivenAnswer,
  SplitDimension,
  SplitRefusalReason,
  SplitRequest,
} from '../../domain/statistics/release-split.js';
import type { NamedActor } from '../named-actor.js';

export interface StoredSplit {
  readonly id: string;
  readonly by: SplitDimension;
  readonly askedAt: number;
  /** The public release that it is to correct; null of none. */
  readonly corrects: number | null;
  /** The release that it was used for; null of none yet. */
  readonly release: number | null;
  /** Whether that release is public, so that an answer can no longer change anything. */
  readonly published: boolean;
  /** Whether a newer split was asked for before this one was used. */
  readonly replaced: boolean;
}

/** A split as one organisation that was asked sees it. */
export interface AskedSplit extends StoredSplit {
  readonly request: SplitRequest;
}

interface SplitRow {
  id: string;
  split_by: string;
  asked_at: Date;
  corrects: number | null;
  release: number | null;
  published: boolean;
  replaced: boolean;
}

interface RequestRow {
  split_id: string;
  organisation_id: string;
  request_at: Date;
  answer: string | null;
  reason: string | null;
  version: number;
}

const SPLIT = `
  sp.id, sp.split_by, sp.asked_at, sp.corrects, u.number AS release, coalesce(r.state IN ('published', 'superseded'), false) AS published,
  u.number IS NULL AND EXISTS (SELECT 1 FROM registry.release_split n WHERE n.turn > sp.turn) AS replaced
  FROM registry.release_split sp
  LEFT JOIN registry.release_split_use u ON u.split_id = sp.id
  LEFT JOIN registry.release r ON r.number = u.number`;

const REQUEST = `q.split_id, q.organisation_id, q.asked_at AS request_at, a.answer, a.reason, coalesce(a.version, 0) AS version`;
const ANSWER = `
  LEFT JOIN LATERAL (
    SELECT w.answer, w.reason, w.version FROM registry.release_split_answer w
    WHERE w.split_id = q.split_id AND w.organisation_id = q.organisation_id ORDER BY w.version DESC LIMIT 1) a ON true`;

export class ReleaseSplitRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly actor: NamedActor,
  ) {}

  async add(
    split: Pick<StoredSplit, 'id' | 'by' | 'askedAt' | 'corrects'> & { readonly askedBy: string },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.release_split (id, split_by, asked_by, asked_at, corrects) VALUES ($1, $2, $3, $4, $5)`,
      [split.id, split.by, split.askedBy, new Date(split.askedAt), split.corrects],
    );
  }

  /** Those that were not asked before. Returns how many that were. */
  async ask(splitId: string, organisationIds: readonly string[], at: number): Promise<number> {
    const asked = await this.ofAll<{ organisation_id: string }>(
      `INSERT INTO registry.release_split_request (split_id, organisation_id, asked_at)
       SELECT $1, o.id, $3 FROM unnest($2::uuid[]) AS o(id) ON CONFLICT DO NOTHING RETURNING organisation_id`,
      [splitId, [...organisationIds], new Date(at)],
    );
    return asked.length;
  }

  async answer(
    splitId: string,
    given: GivenAnswer & {
      readonly organisationId: string;
      readonly version: number;
      readonly by: string;
      readonly at: number;
    },
  ): Promise<void> {
    const { organisationId, version, answer, reason, by, at } = given;
    await this.manager.query(
      `INSERT INTO registry.release_split_answer (split_id, organisation_id, version, answer, reason, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [splitId, organisationId, version, answer, reason, by, new Date(at)],
    );
  }

  async use(splitId: string, number: number): Promise<void> {
    await this.manager.query(`INSERT INTO registry.release_split_use (split_id, number) VALUES ($1, $2)`, [
      splitId,
      number,
    ]);
  }

  async find(id: string): Promise<StoredSplit | null> {
    const rows = await this.manager.query<SplitRow[]>(`SELECT ${SPLIT} WHERE sp.id::text = $1`, [id]);
    return rows[0] === undefined ? null : splitOf(rows[0]);
  }

  async ofRelease(number: number): Promise<StoredSplit | null> {
    const rows = await this.manager.query<SplitRow[]>(`SELECT ${SPLIT} WHERE u.number = $1`, [number]);
    return rows[0] === undefined ? null : splitOf(rows[0]);
  }

  /** Newest first. */
  async newest(most: number): Promise<readonly StoredSplit[]> {
    const rows = await this.manager.query<SplitRow[]>(`SELECT ${SPLIT} ORDER BY sp.turn DESC LIMIT $1`, [most]);
    return rows.map(splitOf);
  }

  /** Of every organisation: for the rule that all must agree, and for numbers; no name of one is told. */
  async requestsOf(splitId: string): Promise<readonly SplitRequest[]> {
    const rows = await this.ofAll<RequestRow>(
      `SELECT ${REQUEST} FROM registry.release_split_request q ${ANSWER} WHERE q.split_id = $1 ORDER BY q.organisation_id`,
      [splitId],
    );
    return rows.map(requestOf);
  }

  /** Newest first. */
  async askedOf(organisationId: string, most: number): Promise<readonly AskedSplit[]> {
    return this.asked(`q.organisation_id = $1 ORDER BY sp.turn DESC LIMIT $2`, [organisationId, most]);
  }

  async findAsked(splitId: string, organisationId: string): Promise<AskedSplit | null> {
    return (await this.asked(`q.split_id::text = $1 AND q.organisation_id = $2`, [splitId, organisationId]))[0] ?? null;
  }

  private async asked(condition: string, parameters: readonly unknown[]): Promise<readonly AskedSplit[]> {
    const rows = await this.manager.query<(SplitRow & RequestRow)[]>(
      `SELECT ${REQUEST}, ${SPLIT} JOIN registry.release_split_request q ON q.split_id = sp.id ${ANSWER} WHERE ${condition}`,
      [...parameters],
    );
    return rows.map((row) => ({ ...splitOf(row), request: requestOf(row) }));
  }

  private async ofAll<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.actor.reaching('registry', () => this.manager.query<Row[]>(text, [...parameters]));
  }
}

function splitOf(row: SplitRow): StoredSplit {
  const { id, split_by, asked_at, corrects, release, published, replaced } = row;
  return { id, by: split_by as SplitDimension, askedAt: asked_at.getTime(), corrects, release, published, replaced };
}

function requestOf(row: RequestRow): SplitRequest {
  return {
    organisationId: row.organisation_id,
    askedAt: row.request_at.getTime(),
    answer: row.answer === 'agreed' || row.answer === 'refused' ? row.answer : null,
    reason: row.reason as SplitRefusalReason | null,
    version: row.version,
  };
}

// Keeps items of evidence and their chains of custody.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { SharingLevel } from '../../domain/access/person-visibility.js';
import type {
  CustodyEntry,
  EvidenceContents,
  EvidenceItem,
  EvidenceKind,
  Keeper,
  Sensitivity,
} from '../../domain/evidence/evidence-item.js';
import type { ReportSource, StatementSource } from '../../domain/evidence/statement-source.js';
import { timestampOf } from '../statements/statement-row.js';
import { visibleEvidence } from './visible-evidence.query.js';

interface ItemRow {
  id: string;
  code: string;
  organisation_id: string;
  organisation_name: string;
  recorded_at: Date;
  sha256: string;
  kind: string;
  source: string;
  link: string | null;
  first_published: string | null;
  made: string | null;
  sensitivities: string[];
  unidentified_min: number | null;
  unidentified_max: number | null;
  sharing_level: string;
  named: string[];
}

interface CustodyRow {
  from_organisation_id: string | null;
  from_word: string | null;
  to_organisation_id: string | null;
  to_word: string | null;
  handed_over: string;
  recorded_at: Date;
}

/** $1 is the time until which something was recorded. */
const ITEM = `
  SELECT e.id, e.code, e.organisation_id, o.name AS organisation_name, e.recorded_at, e.sha256, e.kind, e.source, e.link, e.first_published, e.made,
         e.sensitivities, e.unidentified_min, e.unidentified_max, e.sharing_level,
         ARRAY(SELECT n.organisation_id::text FROM registry.evidence_named_organisation n WHERE n.item_id = e.id ORDER BY 1) AS named
  FROM registry.evidence_item e JOIN registry.organisation o ON o.id = e.organisation_id
  WHERE e.recorded_at <= $1::timestamptz`;

export class EvidenceRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(
    { id, code, contents }: { readonly id: string; readonly code: string; readonly contents: EvidenceContents },
    actor: Actor,
    at: number,
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.evidence_item (id, code, organisation_id, recorded_by, recorded_at, sha256, kind, source, link, first_published, made,
         sensitivities, unidentified_min, unidentified_max, sharing_level)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        id,
        code,
        actor.organisationId,
        actor.userId,
        new Date(at),
        contents.sha256,
        contents.kind,
        contents.source,
        contents.link,
        contents.firstPublished,
        contents.made,
        [...contents.sensitivities],
        contents.unidentified?.min ?? null,
        contents.unidentified?.max ?? null,
        contents.sharingLevel,
      ],
    );
    await this.manager.query(
      `INSERT INTO registry.evidence_named_organisation (item_id, organisation_id) SELECT $1::uuid, unnest($2::uuid[])`,
      [id, [...contents.namedOrganisations]],
    );
  }

  async find(actor: Actor, code: string, knownAt: number | null): Promise<EvidenceItem | null> {
    const rows = await this.manager.query<ItemRow[]>(`${ITEM} AND ${visibleEvidence(actor, 2)} AND e.code = $3`, [
      timestampOf(knownAt ?? Infinity),
      actor.organisationId,
      code,
    ]);
    return rows[0] === undefined ? null : itemOf(rows[0]);
  }

  /** The code under which an organisation has recorded this original, or null. */
  async codeOfOriginal(organisationId: string, sha256: string): Promise<string | null> {
    const rows = await this.manager.query<{ code: string }[]>(
      `SELECT code FROM registry.evidence_item WHERE organisation_id = $1 AND sha256 = $2`,
      [organisationId, sha256],
    );
    return rows[0]?.code ?? null;
  }

  /** Newest record first; asks for one more than `limit` to know whether a page follows. */
  async list(
    actor: Actor,
    page: {
      readonly knownAt: number | null;
      readonly after: string | null;
      readonly limit: number;
      /** Only items of these originals. */
      readonly originals?: readonly string[];
    },
  ): Promise<{ items: EvidenceItem[]; more: boolean }> {
    const rows = await this.manager.query<ItemRow[]>(
      `${ITEM} AND ${visibleEvidence(actor, 2)}
         ${page.originals === undefined ? '' : 'AND e.sha256 = ANY($5::text[])'}
         AND ($3::text IS NULL OR (e.recorded_at, e.id) < (SELECT b.recorded_at, b.id FROM registry.evidence_item b WHERE b.code = $3))
       ORDER BY e.recorded_at DESC, e.id DESC LIMIT $4`,
      [
        timestampOf(page.knownAt ?? Infinity),
        actor.organisationId,
        page.after,
        page.limit + 1,
        ...(page.originals === undefined ? [] : [[...page.originals]]),
      ],
    );
    return { items: rows.slice(0, page.limit).map(itemOf), more: rows.length > page.limit };
  }

  /** Two hand-overs at once become one after the other. */
  async addCustody(itemId: string, entry: Omit<CustodyEntry, 'recordedAt'>, actor: Actor, at: number): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::text, 22))`, [itemId]);
    await this.manager.query(
      `INSERT INTO registry.evidence_custody
         (item_id, number, from_organisation_id, from_word, to_organisation_id, to_word, handed_over, recorded_by, recorded_at)
       SELECT $1::uuid, 1 + count(*), $2::uuid, $3::text, $4::uuid, $5::text, $6::text, $7::uuid, $8::timestamptz
       FROM registry.evidence_custody c WHERE c.item_id = $1::uuid`,
      [itemId, ...cellsOf(entry.from), ...cellsOf(entry.to), entry.handedOver, actor.userId, new Date(at)],
    );
  }

  /** In the order in which they were recorded. */
  async custodyOf(itemId: string, knownAt: number | null): Promise<CustodyEntry[]> {
    const rows = await this.manager.query<CustodyRow[]>(
      `SELECT from_organisation_id, from_word, to_organisation_id, to_word, handed_over, recorded_at
       FROM registry.evidence_custody WHERE item_id = $1 AND recorded_at <= $2::timestamptz ORDER BY number`,
      [itemId, timestampOf(knownAt ?? Infinity)],
    );
    return rows.map((row) => ({
      from: keeperOf(row.from_organisation_id, row.from_word),
      to: keeperOf(row.to_organisation_id, row.to_word),
      handedOver: row.handed_over,
      recordedAt: row.recorded_at.getTime(),
    }));
  }
}

function cellsOf(keeper: Keeper): [string | null, string | null] {
  return 'word' in keeper ? [null, keeper.word] : [keeper.organisationId, null];
}

function keeperOf(organisationId: string | null, word: string | null): Keeper {
  return organisationId === null ? { word: word as ReportSource } : { organisationId };
}

function itemOf(row: ItemRow): EvidenceItem {
  const { unidentified_min: min, unidentified_max: max } = row;
  return {
    id: row.id,
    code: row.code,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    recordedAt: row.recorded_at.getTime(),
    sha256: row.sha256,
    kind: row.kind as EvidenceKind,
    source: row.source as StatementSource,
    link: row.link,
    firstPublished: row.first_published,
    made: row.made,
    sensitivities: row.sensitivities as Sensitivity[],
    unidentified: min === null || max === null ? null : { min, max },
    sharingLevel: row.sharing_level as SharingLevel,
    namedOrganisations: row.named,
  };
}

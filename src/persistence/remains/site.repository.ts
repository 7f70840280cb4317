// Keeps sites and their counts without persons.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { RemainsSharingLevel, Site, SiteCount } from '../../domain/remains/remains-case.js';
import type { PlacePrecision } from '../../domain/records/statement.js';
import { timestampOf } from '../statements/statement-row.js';
import { visibleRemains } from './visible-remains.query.js';

interface SiteRow {
  id: string;
  organisation_id: string;
  organisation_name: string;
  recorded_at: Date;
  place_code: string;
  place_precision: string;
  sharing_level: string;
  counts: {
    as_of: string;
    recovered: number | null;
    identified: number | null;
    handed_over: number | null;
    recorded_at: string;
  }[];
}

export type NewSite = Pick<Site, 'id' | 'place' | 'sharingLevel'>;

/** $1 is the time until which something was recorded. */
const SELECT = `
  SELECT r.id, r.organisation_id, o.name AS organisation_name, r.recorded_at, r.place_code, r.place_precision, r.sharing_level,
         COALESCE((SELECT jsonb_agg(to_jsonb(c) ORDER BY c.number DESC) FROM registry.site_count c
                   WHERE c.site_id = r.id AND c.recorded_at <= $1::timestamptz), '[]') AS counts
  FROM registry.site r JOIN registry.organisation o ON o.id = r.organisation_id
  WHERE r.recorded_at <= $1::timestamptz`;

export class SiteRepository {
  constructor(private readonly manager: EntityManager) {}

  async add(site: NewSite, actor: Actor, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.site (id, organisation_id, recorded_by, recorded_at, place_code, place_precision, sharing_level)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        site.id,
        actor.organisationId,
        actor.userId,
        new Date(at),
        site.place.code,
        site.place.precision,
        site.sharingLevel,
      ],
    );
  }

  /** Two counts at once become one after the other. */
  async addCount(siteId: string, count: SiteCount, actor: Actor, at: number): Promise<void> {
    await this.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::text, 11))`, [siteId]);
    await this.manager.query(
      `INSERT INTO registry.site_count (site_id, number, as_of, recovered, identified, handed_over, recorded_by, recorded_at)
       SELECT $1::uuid, 1 + count(*), $2::text, $3::integer, $4::integer, $5::integer, $6::uuid, $7::timestamptz
       FROM registry.site_count c WHERE c.site_id = $1::uuid`,
      [siteId, count.asOf, count.recovered, count.identified, count.handedOver, actor.userId, new Date(at)],
    );
  }

  async find(actor: Actor, id: string, knownAt: number | null): Promise<Site | null> {
    const rows = await this.manager.query<SiteRow[]>(`${SELECT} AND ${visibleRemains(actor, 2)} AND r.id = $3::uuid`, [
      timestampOf(knownAt ?? Infinity),
      actor.organisationId,
      id,
    ]);
    return rows[0] === undefined ? null : siteOf(rows[0]);
  }

  /** Of these sites those that the reader may see, by id. */
  async findAll(actor: Actor, ids: readonly string[], knownAt: number | null): Promise<Map<string, Site>> {
    if (ids.length === 0) return new Map();
    const rows = await this.manager.query<SiteRow[]>(
      `${SELECT} AND ${visibleRemains(actor, 2)} AND r.id = ANY($3::uuid[])`,
      [timestampOf(knownAt ?? Infinity), actor.organisationId, [...ids]],
    );
    return new Map(rows.map((row) => [row.id, siteOf(row)]));
  }

  /** Newest record first; asks for one more than `limit` to know whether a page follows. */
  async list(
    actor: Actor,
    page: { readonly knownAt: number | null; readonly after: string | null; readonly limit: number },
  ): Promise<{ sites: Site[]; more: boolean }> {
    const rows = await this.manager.query<SiteRow[]>(
      `${SELECT} AND ${visibleRemains(actor, 2)}
         AND ($3::uuid IS NULL OR (r.recorded_at, r.id) < (SELECT b.recorded_at, b.id FROM registry.site b WHERE b.id = $3))
       ORDER BY r.recorded_at DESC, r.id DESC LIMIT $4`,
      [timestampOf(page.knownAt ?? Infinity), actor.organisationId, page.after, page.limit + 1],
    );
    return { sites: rows.slice(0, page.limit).map(siteOf), more: rows.length > page.limit };
  }
}

function siteOf(row: SiteRow): Site {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    recordedAt: row.recorded_at.getTime(),
    place: { code: row.place_code, precision: row.place_precision as PlacePrecision },
    sharingLevel: row.sharing_level as RemainsSharingLevel,
    counts: row.counts.map((count) => ({
      asOf: count.as_of,
      recovered: count.recovered,
      identified: count.identified,
      handedOver: count.handed_over,
      recordedAt: Date.parse(count.recorded_at),
    })),
  };
}

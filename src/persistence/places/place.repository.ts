// The gazetteer: administrative areas by code, each under its parent.

import type { EntityManager } from 'typeorm';
import type { Place } from '../../domain/records/statement.js';

export interface GazetteerPlace {
  /** `scheme:code`, e.g. an ISO 3166-2 code or a p-code. */
  readonly code: string;
  readonly parentCode: string | null;
  readonly name: string;
  /** 1 = first administrative level. */
  readonly level: number;
}

export class PlaceRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Adds unseen places, parents first; returns the codes that were new. */
  async addUnseen(places: readonly GazetteerPlace[]): Promise<string[]> {
    const added: string[] = [];
    const ordered = [...places].sort((a, b) => a.level - b.level);
    for (const level of new Set(ordered.map((place) => place.level))) {
      const rows = await this.manager.query<{ code: string }[]>(
        `INSERT INTO registry.place (code, parent_code, name, level, state_code, municipality_code)
         SELECT g.code, g.parent, g.name, g.level, coalesce(up.state_code, g.code),
                CASE WHEN g.level = 2 THEN g.code ELSE up.municipality_code END
         FROM jsonb_to_recordset($1::jsonb) AS g(code text, parent text, name text, level smallint)
         LEFT JOIN registry.place up ON up.code = g.parent
         ORDER BY g.code
         ON CONFLICT ON CONSTRAINT place_pk DO NOTHING RETURNING code`,
        [
          JSON.stringify(
            ordered
              .filter((p) => p.level === level)
              .map((p) => ({ code: p.code, parent: p.parentCode, name: p.name, level: p.level })),
          ),
        ],
      );
      added.push(...rows.map((row) => row.code));
    }
    return added;
  }

  async find(code: string): Promise<GazetteerPlace | null> {
    const rows = await this.manager.query<{ code: string; parent_code: string | null; name: string; level: number }[]>(
      `SELECT code, parent_code, name, level FROM registry.place WHERE code = $1`,
      [code],
    );
    const row = rows[0];
    return row === undefined ? null : { code: row.code, parentCode: row.parent_code, name: row.name, level: row.level };
  }

  /** First and second administrative level of each of these codes that the gazetteer knows. */
  async locate(codes: readonly string[]): Promise<Map<string, Pick<Place, 'state' | 'municipality'>>> {
    if (codes.length === 0) return new Map();
    const rows = await this.manager.query<{ code: string; state_code: string; municipality_code: string | null }[]>(
      `SELECT code, state_code, municipality_code FROM registry.place WHERE code = ANY($1::text[])`,
      [[...codes]],
    );
    return new Map(rows.map((row) => [row.code, { state: row.state_code, municipality: row.municipality_code }]));
  }

  async list(): Promise<GazetteerPlace[]> {
    const rows = await this.manager.query<{ code: string; parent_code: string | null; name: string; level: number }[]>(
      `SELECT code, parent_code, name, level FROM registry.place ORDER BY code`,
    );
    return rows.map((row) => ({ code: row.code, parentCode: row.parent_code, name: row.name, level: row.level }));
  }
}

// Keeps with whom each person is compared and on which rung others are shown them.

import type { EntityManager } from 'typeorm';
import { mayTakeLong } from '../../postgres/preparing-client.js';
import type { PersonClass } from '../../domain/anonymity/person-class.js';
import { COMPARISON } from './comparison.query.js';
import type { RungRow } from './told-of-row.js';

/** As it is kept beside the person; null for a record that tells nothing of anybody. */
export interface ClassOfPerson {
  readonly personId: string;
  readonly personClass: PersonClass | null;
}

/** Of digests of 64 bits two in a registry of a million are equal by chance once in 37 million registries. */
const GIVEN = `SELECT (g->>0)::uuid AS person_id,
    ARRAY(SELECT hashtextextended(k.value, 0) FROM jsonb_array_elements_text(g->1) WITH ORDINALITY AS k(value, place) ORDER BY k.place) AS keys,
    (g->>2)::smallint AS birth_from, (g->>3)::smallint AS birth_to
  FROM jsonb_array_elements($1::jsonb) AS given(g)`;

const STAYS = `c.keys[c.rung + 1] IS NOT DISTINCT FROM excluded.keys[c.rung + 1]
    AND (c.birth_from, c.birth_to) IS NOT DISTINCT FROM (excluded.birth_from, excluded.birth_to)`;

/**
 * Of the last comparison a person keeps the rung for as long as it looks like those on it: what is said of it since changes nothing that is
 * told there. Else nothing is told until the next one.
 */
const KEEP = `
WITH given AS (${GIVEN})
INSERT INTO registry.shown_class AS c (person_id, keys, birth_from, birth_to)
SELECT person_id, keys, birth_from, birth_to FROM given ORDER BY person_id
ON CONFLICT (person_id) DO UPDATE SET keys = excluded.keys, birth_from = excluded.birth_from, birth_to = excluded.birth_to,
  (rung, year, least) = (SELECT c.rung, c.year, c.least WHERE ${STAYS})
WHERE (c.keys, c.birth_from, c.birth_to) IS DISTINCT FROM (excluded.keys, excluded.birth_from, excluded.birth_to)`;

/** A comparison of a million takes longer than a request may; the memory keeps its classes off the disk. */
const LIMITS = `SET LOCAL statement_timeout = '10min'; SET LOCAL work_mem = '64MB'`;

export class ShownClassRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The caller has locked these persons for writing, or has just added them. */
  async keep(classes: readonly ClassOfPerson[]): Promise<void> {
    const alike = classes.filter(({ personClass }) => personClass !== null);
    const untold = classes.filter(({ personClass }) => personClass === null);
    if (alike.length > 0) {
      await this.manager.query(KEEP, [JSON.stringify(alike.map(cellsOf))]);
    }
    if (untold.length > 0) {
      await this.manager.query(`DELETE FROM registry.shown_class WHERE person_id = ANY($1::uuid[])`, [
        untold.map(({ personId }) => personId),
      ]);
    }
  }

  /** Of these persons those whose row is another, or there where there should be none. */
  async differing(classes: readonly ClassOfPerson[]): Promise<string[]> {
    const alike = classes.filter(({ personClass }) => personClass !== null);
    const rows = await this.manager.query<{ person_id: string }[]>(
      `WITH given AS (${GIVEN})
       SELECT coalesce(g.person_id, c.person_id)::text AS person_id
       FROM given g FULL JOIN (SELECT * FROM registry.shown_class WHERE person_id = ANY($2::uuid[])) AS c ON c.person_id = g.person_id
       WHERE (c.keys, c.birth_from, c.birth_to) IS DISTINCT FROM (g.keys, g.birth_from, g.birth_to) ORDER BY 1`,
      [JSON.stringify(alike.map(cellsOf)), classes.map(({ personId }) => personId)],
    );
    return rows.map((row) => row.person_id);
  }

  /** The last comparison of these persons, by id; of whoever is missing there was none. */
  async rungsOf(personIds: readonly string[]): Promise<Map<string, RungRow>> {
    if (personIds.length === 0) return new Map();
    const rows = await this.manager.query<(RungRow & { person_id: string })[]>(
      `SELECT person_id, rung, year, least FROM registry.shown_class WHERE person_id = ANY($1::uuid[])`,
      [[...personIds]],
    );
    return new Map(rows.map((row) => [row.person_id, row]));
  }

  /** One process compares at a time; false where another is at it. */
  async tryLockComparison(): Promise<boolean> {
    const rows = await this.manager.query<{ locked: boolean }[]>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('compare persons', 25)) AS locked`,
    );
    return rows[0]?.locked === true;
  }

  /** Compares everybody and keeps what differs; how many were shown otherwise before. Whoever changed meanwhile waits for the next time. */
  async compare(year: number, least: number): Promise<number> {
    await this.manager.query(LIMITS);
    const rows = await this.manager.query<{ changed: number }[]>(
      mayTakeLong(`WITH compared AS MATERIALIZED (${COMPARISON}), changed AS (
         UPDATE registry.shown_class c SET rung = n.rung, year = $1::integer, least = $2::integer FROM compared n
         WHERE c.person_id = n.person_id AND c.keys = n.keys AND (c.birth_from, c.birth_to) IS NOT DISTINCT FROM (n.birth_from, n.birth_to)
           AND (c.rung, c.year, c.least) IS DISTINCT FROM (n.rung::smallint, $1::smallint, $2::smallint)
         RETURNING 1
       ) SELECT count(*)::int AS changed FROM changed`),
      [year, least],
    );
    return rows[0]?.changed ?? 0;
  }
}

function cellsOf({ personId, personClass }: ClassOfPerson): unknown[] {
  return [personId, personClass?.keys, personClass?.birthYears?.from ?? null, personClass?.birthYears?.to ?? null];
}

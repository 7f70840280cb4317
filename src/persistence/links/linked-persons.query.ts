// Finds who is linked with whom, however far the links reach.

import type { EntityManager } from 'typeorm';
import type { StandingLink } from '../../domain/records/record-contents.js';

/** Both ways along links; each step by an index, which an OR over both columns would not use. */
const component = (start: string, given: string): string => `
  WITH RECURSIVE component(id) AS (
    ${start}
    UNION
    SELECT n.id FROM component c CROSS JOIN LATERAL (
      SELECT l.into_person_id AS id FROM registry.person_link l ${given} WHERE l.from_person_id = c.id
      UNION ALL
      SELECT l.from_person_id FROM registry.person_link l ${given} WHERE l.into_person_id = c.id
    ) n
  )`;

/** Of links `l` those that were confirmed, whether they still stand or not. */
const COMPLETED = `JOIN registry.person_link_review r ON r.link_id = l.id AND r.completes`;

/** Whether the record of `person`, an expression without the aliases l and r, was ever merged; each direction has an index of its own. */
export function isLinked(person: string): string {
  const links = `SELECT 1 FROM registry.person_link l ${COMPLETED}`;
  return `(EXISTS (${links} WHERE l.from_person_id = ${person}) OR EXISTS (${links} WHERE l.into_person_id = ${person}))`;
}

interface LinkRow {
  from_person_id: string;
  into_person_id: string;
  stands_from: Date;
  stands_to: Date | null;
}

/** Every link that stands or ever stood among these persons and those linked with them. */
export async function linksAround(manager: EntityManager, personIds: readonly string[]): Promise<StandingLink[]> {
  if (personIds.length === 0) return [];
  const rows = await manager.query<LinkRow[]>(
    `${component('SELECT unnest($1::uuid[])', COMPLETED)}
     SELECT l.from_person_id, l.into_person_id, r.recorded_at AS stands_from, w.recorded_at AS stands_to
     FROM component c JOIN registry.person_link l ON l.from_person_id = c.id ${COMPLETED}
     LEFT JOIN registry.person_link_withdrawal w ON w.link_id = l.id`,
    [[...personIds]],
  );
  return rows.map((row) => ({
    fromPersonId: row.from_person_id,
    intoPersonId: row.into_person_id,
    from: row.stands_from.getTime(),
    to: row.stands_to?.getTime() ?? Infinity,
  }));
}

/** Of these persons those whom a link of any state names. */
export async function linkedAmong(manager: EntityManager, personIds: readonly string[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT from_person_id AS id FROM registry.person_link WHERE from_person_id = ANY($1::uuid[])
     UNION SELECT into_person_id FROM registry.person_link WHERE into_person_id = ANY($1::uuid[])`,
    [[...personIds]],
  );
  return rows.map(({ id }) => id);
}

/**
 * Locks these persons and all whom a link could join to them, proposed ones included, in the order of their inner ids: whoever changes the
 * statements of one of them renews the record in which they stand, and whoever merges waits for that.
 */
export async function lockLinked(manager: EntityManager, personIds: readonly string[]): Promise<void> {
  const locked = new Set<string>();
  let wanted: readonly string[] = personIds;
  // Another transaction may have proposed a link while this one waited; it cannot once the locks are held.
  while (wanted.some((id) => !locked.has(id))) {
    const rows = await manager.query<{ id: string }[]>(
      `${component('SELECT unnest($1::uuid[])', '')}
       SELECT p.id FROM registry.person p WHERE p.id IN (SELECT id FROM component) ORDER BY p.id FOR NO KEY UPDATE OF p`,
      [[...wanted]],
    );
    for (const { id } of rows) locked.add(id);
    for (const id of personIds) locked.add(id);
    const now = await manager.query<{ id: string }[]>(
      `${component('SELECT unnest($1::uuid[])', '')} SELECT id FROM component`,
      [[...personIds]],
    );
    wanted = now.map(({ id }) => id);
  }
}

// Keeps one row per person and view, and reads lists from them for a reader.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import { STALE_DAYS, type RecordProjection } from '../../domain/records/record-projection.js';
import { HELD_STATUSES, type WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { timestampOf } from '../statements/statement-row.js';

export const SHARED_VIEW = 'shared';

export interface ProjectionOf {
  readonly personId: string;
  /** `shared`, or the id of the organisation whose confidential statements change the fold. */
  readonly view: string;
  readonly projection: RecordProjection;
}

export interface ListFilter {
  readonly status?: WhereaboutsStatus;
  readonly flag?: RecordFlag;
  readonly assignedTo?: string;
  /** Inner id of the last person of the page before. */
  readonly after?: string;
  readonly limit: number;
  /** The reader's now, for flags that depend on it. */
  readonly today: number;
}

export class ProjectionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Writes these rows; a view of the same person that is not among them must be removed by `removeOtherViews`. */
  async put(rows: readonly ProjectionOf[], at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.record_projection (person_id, view, status, fate, episode, sex, state, municipality, month, category, side, holder,
         lasting_flags, sign_of_life_earliest, updated_at)
       SELECT person_id, view, status, fate, episode, sex, state, municipality, month, category, side, holder, lasting_flags, sign_of_life_earliest, $2
       FROM jsonb_to_recordset($1::jsonb) AS g(person_id uuid, view text, status text, fate text, episode integer, sex text, state text, municipality text,
         month text, category text, side text, holder text, lasting_flags text[], sign_of_life_earliest timestamptz)
       ON CONFLICT ON CONSTRAINT record_projection_pk DO UPDATE SET status = EXCLUDED.status, fate = EXCLUDED.fate, episode = EXCLUDED.episode,
         sex = EXCLUDED.sex, state = EXCLUDED.state, municipality = EXCLUDED.municipality, month = EXCLUDED.month, category = EXCLUDED.category,
         side = EXCLUDED.side, holder = EXCLUDED.holder, lasting_flags = EXCLUDED.lasting_flags,
         sign_of_life_earliest = EXCLUDED.sign_of_life_earliest, updated_at = EXCLUDED.updated_at`,
      [JSON.stringify(rows.map(rowOf)), new Date(at)],
    );
  }

  async removeOtherViews(personId: string, keep: readonly string[]): Promise<void> {
    await this.manager.query(
      `DELETE FROM registry.record_projection WHERE person_id = $1 AND NOT view = ANY($2::text[])`,
      [personId, [...keep]],
    );
  }

  /** A page of persons that the reader may see, by inner id; asks for one more than `limit` to know whether a page follows. */
  async listVisible(actor: Actor, filter: ListFilter): Promise<{ personIds: string[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, parameters.length + 1);
    parameters.push(...visible.parameters);
    const conditions = [visible.condition];
    if (filter.status !== undefined) conditions.push(`r.status = ${bind(filter.status)}`);
    if (filter.flag !== undefined) conditions.push(flagCondition(filter.flag, filter.today, bind));
    if (filter.after !== undefined) conditions.push(`p.id > ${bind(filter.after)}::uuid`);
    if (filter.assignedTo !== undefined) {
      conditions.push(
        `EXISTS (SELECT 1 FROM registry.assignment a WHERE a.person_id = p.id AND a.user_id = ${bind(filter.assignedTo)}::uuid AND a.ended_at IS NULL)`,
      );
    }
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT p.id FROM registry.person p
       JOIN LATERAL (SELECT * FROM registry.record_projection r WHERE r.person_id = p.id AND r.view IN (${bind(actor.organisationId)}, '${SHARED_VIEW}')
                     ORDER BY r.view = '${SHARED_VIEW}' LIMIT 1) r ON true
       WHERE ${conditions.join(' AND ')} ORDER BY p.id LIMIT ${bind(filter.limit + 1)}`,
      parameters,
    );
    return { personIds: rows.slice(0, filter.limit).map((row) => row.id), more: rows.length > filter.limit };
  }
}

function flagCondition(flag: RecordFlag, today: number, bind: (value: unknown) => string): string {
  if (flag !== 'sign_of_life_stale') return `${bind(flag)} = ANY (r.lasting_flags)`;
  const olderThan = (days: number): string => `${bind(new Date(today - days * 86_400_000))}::timestamptz`;
  return `((r.status = ANY(${bind([...HELD_STATUSES])}::text[]) AND r.sign_of_life_earliest < ${olderThan(STALE_DAYS.held)})
    OR (r.status = 'missing' AND r.sign_of_life_earliest < ${olderThan(STALE_DAYS.missing)}))`;
}

function rowOf({ personId, view, projection }: ProjectionOf): Record<string, unknown> {
  return {
    person_id: personId,
    view,
    status: projection.status,
    fate: projection.fate,
    episode: projection.episode,
    sex: projection.sex,
    state: projection.state,
    municipality: projection.municipality,
    month: projection.month,
    category: projection.category,
    side: projection.side,
    holder: projection.holder,
    lasting_flags: projection.lastingFlags,
    sign_of_life_earliest: projection.signOfLifeEarliest === null ? null : timestampOf(projection.signOfLifeEarliest),
  };
}

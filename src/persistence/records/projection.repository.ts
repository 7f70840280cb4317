// Reads pages of a list for a reader from the rows that stand for records, today's or those of any time asked for.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import type { Instant } from '../../domain/records/instant.js';
import { isTimed } from '../../domain/records/timed-flags.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { followUpOverdue, type FollowUpPoint } from '../tasks/overdue-follow-up.query.js';
import { sourcesAt, viewsOf, type ReadTimes } from './at-times.query.js';

export interface ListFilter extends ReadTimes {
  readonly status?: WhereaboutsStatus;
  readonly flag?: RecordFlag;
  readonly assignedTo?: string;
  /** Inner id of the last person of the page before. */
  readonly after?: string;
  readonly limit: number;
  /** The reader's day, for flags that depend on it. */
  readonly today: Instant;
  /** Follow-ups that were promised or done later than this are not counted. */
  readonly asOf: Instant;
}

type Bind = (value: unknown) => string;

export class ProjectionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** A page of persons that the reader may see, by inner id; asks for one more than `limit` to know whether a page follows. */
  async listVisible(actor: Actor, filter: ListFilter): Promise<{ personIds: string[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind: Bind = (value) => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, parameters.length + 1);
    parameters.push(...visible.parameters);
    const conditions = [visible.condition, ...filterConditions(actor, filter, bind)].join(' AND ');
    const page = `ORDER BY r.person_id LIMIT ${bind(filter.limit + 1)}`;
    // Each part is read in the order of its index and no further than the page needs.
    const parts = viewsOf(sourcesAt(filter, bind), bind(actor.organisationId)).map(
      ({ table, condition }) =>
        `(SELECT r.person_id FROM ${table} r JOIN registry.person p ON p.id = r.person_id WHERE ${condition} AND ${conditions} ${page})`,
    );
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT r.person_id FROM (${parts.join(' UNION ALL ')}) AS r ${page}`,
      parameters,
    );
    return { personIds: rows.slice(0, filter.limit).map((row) => row.person_id), more: rows.length > filter.limit };
  }
}

function filterConditions({ organisationId }: Actor, filter: ListFilter, bind: Bind): string[] {
  const conditions: string[] = [];
  if (filter.status !== undefined) conditions.push(`r.status = ${bind(filter.status)}`);
  if (filter.flag !== undefined) conditions.push(flagCondition(filter.flag, { ...filter, organisationId }, bind));
  if (filter.after !== undefined) conditions.push(`r.person_id > ${bind(filter.after)}::uuid`);
  if (filter.assignedTo !== undefined) {
    conditions.push(
      `r.person_id IN (SELECT a.person_id FROM registry.assignment a WHERE a.user_id = ${bind(filter.assignedTo)}::uuid AND a.ended_at IS NULL)`,
    );
  }
  return conditions;
}

/** A flag that depends on the day stands in the row with the days on which it stands; a follow-up is known to its organisation alone. */
function flagCondition(flag: RecordFlag, point: FollowUpPoint, bind: Bind): string {
  if (flag === 'follow_up_overdue') return followUpOverdue('r.person_id', point, bind);
  const name = bind(flag);
  if (!isTimed(flag)) return `r.lasting_flags @> ARRAY[${name}]`;
  const day = `${bind(new Date(point.today))}::timestamptz`;
  return `r.timed_flags @> ARRAY[${name}] AND EXISTS (SELECT 1 FROM unnest(r.timed_flags, r.raised_from, r.raised_until) AS t(flag, raised, lowered)
    WHERE t.flag = ${name} AND t.raised <= ${day} AND ${day} < t.lowered)`;
}

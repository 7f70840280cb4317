// Reads pages of a list for a reader from the rows that stand for records, today's or those of any time asked for.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { RecordFlag } from '../../domain/records/flags.js';
import type { Instant } from '../../domain/records/instant.js';
import { isTimed } from '../../domain/records/timed-flags.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { followUpOverdue, type FollowUpPoint } from '../tasks/overdue-follow-up.query.js';
import { pageOfReader, plannedFor, sourcesAt, type ReadTimes } from './at-times.query.js';

/** The longest page. */
export const MOST_LISTED = 200;

export interface ListFilter extends ReadTimes {
  readonly status?: WhereaboutsStatus;
  readonly flag?: RecordFlag;
  readonly assignedTo?: string;
  /** Inner id of the last person of the page before. */
  readonly after?: string;
  /** 1 to MOST_LISTED. */
  readonly limit: number;
  /** The reader's day, for flags that depend on it. */
  readonly today: Instant;
  /** Follow-ups that were promised or done later than this are not counted. */
  readonly asOf: Instant;
}

type Bind = (value: unknown) => string;

/** As the indexes of rare flags say it; PostgreSQL reads one of them only where the condition is in the query. */
const HAS_LASTING_FLAG = `r.lasting_flags <> '{}'`;
const HAS_CLOCK = `NOT r.timed_flags <@ '{child,sign_of_life_stale}'`;
const COMMON_FLAGS: readonly RecordFlag[] = ['child', 'sign_of_life_stale'];

export class ProjectionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** A page of persons that the reader may see, by inner id; asks for one more than `limit` to know whether a page follows. */
  async listVisible(actor: Actor, filter: ListFilter): Promise<{ personIds: string[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind: Bind = (value) => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, parameters.length + 1);
    parameters.push(...visible.parameters);
    const conditions = [
      ...filterConditions(actor, filter, bind),
      `(SELECT ${visible.condition} FROM registry.person p WHERE p.id = r.person_id)`,
    ];
    const page = pageOfReader(sourcesAt(filter, bind), bind(actor.organisationId), {
      conditions,
      limit: rowsRead(filter.limit),
    });
    const rows = await this.manager.query<{ person_id: string }[]>(plannedFor(filter, page), parameters);
    return { personIds: rows.slice(0, filter.limit).map((row) => row.person_id), more: rows.length > filter.limit };
  }
}

/**
 * One more than the page shows whether another follows. The number is in the text, since for one that is bound the planner expects a tenth of
 * all rows to be wanted and sorts them; two numbers make two texts to plan.
 */
function rowsRead(limit: number): number {
  return limit <= 50 ? 51 : MOST_LISTED + 1;
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

/**
 * A flag that depends on the day stands in the row, once, with the days on which it stands; a follow-up is known to its organisation alone.
 * A page may come to thousands of rows before it is full, so that looking up the place of the flag is worth more than unnesting three arrays.
 */
function flagCondition(flag: RecordFlag, point: FollowUpPoint, bind: Bind): string {
  if (flag === 'follow_up_overdue') return followUpOverdue('r.person_id', point, bind);
  const name = `${bind(flag)}::text`;
  if (!isTimed(flag)) return `${HAS_LASTING_FLAG} AND r.lasting_flags @> ARRAY[${name}]`;
  const day = `${bind(new Date(point.today))}::timestamptz`;
  const place = `array_position(r.timed_flags, ${name})`;
  const stands = `r.raised_from[${place}] <= ${day} AND ${day} < r.raised_until[${place}]`;
  return COMMON_FLAGS.includes(flag) ? stands : `${HAS_CLOCK} AND ${stands}`;
}

// Reads pages of a list for a reader from the rows that stand for records, today's or those of any time asked for.

import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Told } from '../../domain/anonymity/rungs.js';
import { RECORD_FLAGS, type RecordFlag } from '../../domain/records/flags.js';
import type { Instant } from '../../domain/records/instant.js';
import type { BirthYears } from '../../domain/records/statement.js';
import { isTimed } from '../../domain/records/timed-flags.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { isLinked } from '../links/linked-persons.query.js';
import { toldOfRow } from '../anonymity/told-of-row.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { millisecondsOf, secondsOf } from '../statements/statement-row.js';
import { followUpOverdue, type FollowUpPoint } from '../tasks/overdue-follow-up.query.js';
import { pageOfReader, plannedFor, sourcesAt, type ReadTimes } from './at-times.query.js';
import { LISTED_LAYOUT } from './interval-row.js';
import { conditionsOnOthers, dayOf, KNOWN_ALIKE } from './others-in-lists.query.js';

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
  /** Of the people of others everything is told as of now. */
  readonly now: Instant;
  /** As the room has it. */
  readonly leastAlike: number;
}

type Bind = (value: unknown) => string;

/** As the indexes of rare flags say it; PostgreSQL reads one of them only where the condition is in the query. */
const HAS_LASTING_FLAG = `r.lasting_flags <> '{}'`;
const HAS_CLOCK = `NOT r.timed_flags <@ '{child,sign_of_life_stale}'`;
const COMMON_FLAGS: readonly RecordFlag[] = ['child', 'sign_of_life_stale'];

/** What a list needs to know of a person, as its reader may see it. */
export interface ListedRow {
  readonly personId: string;
  /** The reader's own pseudonym, or null where none was drawn yet. */
  readonly pseudonym: string | null;
  /** Whether the reader's organisation registered the person. */
  readonly own: boolean;
  /** Whether the reader is told exactly: not of somebody who was erased. */
  readonly exact: boolean;
  /** Null for every organisation but that one. */
  readonly reference: string | null;
  /** How much of the row the reader is told where that is not exact; null where people are not compared. */
  readonly told: Told | null;
  /** Null where the row does not tell it all: the record is one of several persons, or the row is of an older version. */
  readonly shown: ListedProjection | null;
}

export interface ListedProjection {
  readonly status: WhereaboutsStatus;
  /** In the order of the closed list. */
  readonly flags: readonly RecordFlag[];
  readonly state: string;
  readonly month: string;
  readonly birthYears: BirthYears | null;
  /** Infinite where the last sign of life has no earliest instant; null where there is none. */
  readonly signAt: Instant | null;
}

interface Row {
  person_id: string;
  pseudonym: string | null;
  own: boolean;
  exact: boolean;
  reference: string | null;
  is_whole: boolean;
  /** Rung, year and least of the last comparison; null where there was none, and where the reader is told exactly. */
  compared: readonly (number | null)[] | null;
  /** Whether the person was known then as today. */
  is_alike: boolean;
  status: string;
  flags: string;
  follow_up: boolean;
  state: string;
  month: string;
  birth_from: number | null;
  birth_to: number | null;
  /** Seconds since the epoch. */
  sign_at: number | null;
}

export class ProjectionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** A page of persons that the reader may see, by inner id; asks for one more than `limit` to know whether a page follows. */
  async listVisible(actor: Actor, filter: ListFilter): Promise<{ rows: ListedRow[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind: Bind = (value) => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, parameters.length + 1);
    parameters.push(...visible.parameters);
    const own = `p.owner_organisation_id = ${bind(actor.organisationId)}::uuid`;
    const page = pageOfReader(sourcesAt(filter, bind), bind(actor.organisationId), {
      person: `SELECT ${own} AS own, ${own} AND p.erased_at IS NULL AS exact, CASE WHEN ${own} THEN p.reference END AS reference
        FROM registry.person p WHERE p.id = r.person_id AND ${visible.condition}`,
      columns: 'p.own, p.exact, p.reference',
      conditions: filterConditions(actor, filter, bind),
      limit: rowsRead(filter.limit),
    });
    const rows = await this.manager.query<Row[]>(plannedFor(filter, shownOf(page, actor, filter, bind)), parameters);
    return {
      rows: rows.slice(0, filter.limit).map((row) => listedRow(row, actor, filter)),
      more: rows.length > filter.limit,
    };
  }
}

/**
 * The rows of a page with what stands beside them; the reader's day decides which flags are up. What is asked of few persons stands in a
 * subselect of its own, or PostgreSQL would gather all links and all tasks first.
 */
function shownOf(page: string, { organisationId }: Actor, filter: ListFilter, bind: Bind): string {
  const [organisation, day] = [`${bind(organisationId)}::uuid`, dayOf('page', filter, bind)];
  const stands = `page.raised_from[i] <= ${day} AND ${day} < page.raised_until[i]`;
  return `SELECT page.person_id, page.own, page.exact, page.reference, page.status, page.state, page.month, page.birth_from, page.birth_to,
      ${secondsOf('page.sign_at')} AS sign_at, page.layout >= ${LISTED_LAYOUT} AND NOT (SELECT ${isLinked('page.person_id')}) AS is_whole,
      (SELECT n.pseudonym FROM registry.pseudonym n WHERE n.person_id = page.person_id AND n.organisation_id = ${organisation}) AS pseudonym,
      (SELECT ${followUpOverdue('page.person_id', { ...filter, organisationId }, bind)}) AS follow_up,
      CASE WHEN NOT page.exact THEN (SELECT ARRAY[c.rung, c.year, c.least] FROM registry.shown_class c WHERE c.person_id = page.person_id) END AS compared,
      ${filter.knownAt === undefined ? 'true' : KNOWN_ALIKE} AS is_alike,
      array_to_string(page.lasting_flags || ARRAY(SELECT page.timed_flags[i] FROM generate_subscripts(page.timed_flags, 1) AS i WHERE ${stands}), ' ') AS flags
    FROM (${page}) AS page
    ORDER BY page.person_id`;
}

function listedRow(row: Row, actor: Actor, { leastAlike }: ListFilter): ListedRow {
  const { own, exact, reference, pseudonym } = row;
  const [rung = null, year = null, least = null] = (row.is_alike ? row.compared : null) ?? [];
  const told = exact ? null : toldOfRow(actor, { rung, year, least }, leastAlike);
  const shown = row.is_whole ? projectionOf(row) : null;
  return { personId: row.person_id, pseudonym, own, exact, reference, told, shown };
}

function projectionOf(row: Row): ListedProjection {
  const { status, state, month, birth_from: from, birth_to: to, sign_at: sign } = row;
  const raised = new Set([...row.flags.split(' '), ...(row.follow_up ? ['follow_up_overdue'] : [])]);
  return {
    status: status as WhereaboutsStatus,
    flags: RECORD_FLAGS.filter((flag) => raised.has(flag)),
    state,
    month,
    birthYears: from === null || to === null ? null : { from, to },
    signAt: sign === null ? null : millisecondsOf(sign),
  };
}

/**
 * One more than the page shows whether another follows. The number is in the text, since for one that is bound the planner expects a tenth of
 * all rows to be wanted and sorts them; two numbers make two texts to plan.
 */
function rowsRead(limit: number): number {
  return limit <= 50 ? 51 : MOST_LISTED + 1;
}

function filterConditions(actor: Actor, filter: ListFilter, bind: Bind): string[] {
  const { organisationId } = actor;
  const conditions = conditionsOnOthers(actor, filter, bind);
  // One of a closed list, and in the text: how many have a status is what the plan of a page depends on.
  if (filter.status !== undefined) conditions.push(`r.status = ${pg.escapeLiteral(filter.status)}`);
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
function flagCondition(flag: RecordFlag, point: ListFilter & FollowUpPoint, bind: Bind): string {
  if (flag === 'follow_up_overdue') return followUpOverdue('r.person_id', point, bind);
  // In the text, as a status is: for a value that it does not know PostgreSQL would plan such a page anew at every call.
  const name = `${pg.escapeLiteral(flag)}::text`;
  if (!isTimed(flag)) return `${HAS_LASTING_FLAG} AND r.lasting_flags @> ARRAY[${name}]`;
  const day = dayOf('p', point, bind);
  const place = `array_position(r.timed_flags, ${name})`;
  const stands = `r.raised_from[${place}] <= ${day} AND ${day} < r.raised_until[${place}]`;
  return COMMON_FLAGS.includes(flag) ? stands : `${HAS_CLOCK} AND ${stands}`;
}

// Keeps the rows that lists and counts read: one of today per person and view, and the intervals of the past.

import type { EntityManager } from 'typeorm';
import type { Instant } from '../../domain/records/instant.js';
import type { RecordInterval } from '../../domain/records/record-history.js';
import { timestampOf } from '../statements/statement-row.js';
import {
  cellsOf,
  GIVEN,
  INTERVAL_COLUMNS,
  intervalOf,
  isOfToday,
  KNOWN_TO,
  LAYOUT,
  PROJECTED,
  type IntervalRow,
  type PersonInterval,
} from './interval-row.js';

/** What a new change of one person has to know of the changes before. */
export interface KnownHistory {
  /** Intervals of what is known today. */
  readonly open: readonly RecordInterval[];
  /** When an interval last began or ended; -Infinity where there is none. */
  readonly lastChange: Instant;
}

/** Rows of an older version know nothing of their past: such a person is folded anew from all of its statements. */
const TODAY = `SELECT person_id, view, CASE WHEN layout = ${LAYOUT} THEN coalesce(known_from, 'infinity') ELSE 'infinity' END AS known_from,
    'infinity'::timestamptz AS known_to, coalesce(valid_from, '-infinity') AS valid_from, 'infinity'::timestamptz AS valid_to, ${PROJECTED} FROM registry.record_projection`;
const PAST = `SELECT person_id, view, known_from, known_to, valid_from, valid_to, ${PROJECTED} FROM registry.record_interval`;

/** Beside given rows `r`. */
const OF_PERSON = `(SELECT id AS of_person, ${KNOWN_TO} FROM registry.person) AS p ON p.of_person = r.person_id`;

const NOTHING: KnownHistory = { open: [], lastChange: -Infinity };

export class IntervalRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Every interval of these persons, keyed by person id. */
  async ofPersons(personIds: readonly string[]): Promise<Map<string, RecordInterval[]>> {
    const rows = await this.manager.query<IntervalRow[]>(
      `SELECT ${INTERVAL_COLUMNS} FROM (${TODAY} WHERE person_id = ANY($1::uuid[]) UNION ALL ${PAST} WHERE person_id = ANY($1::uuid[])) AS r
       ORDER BY r.person_id, r.view, r.known_from, r.valid_from`,
      [[...personIds]],
    );
    return grouped(personIds, rows);
  }

  /** The next persons by inner id, whoever may know of them: for upkeep alone, never for an answer. */
  async nextPersons(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM registry.person WHERE $1::uuid IS NULL OR id > $1::uuid ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** How many follow, as far as a progress bar has to know. */
  async countPersons(after: string | null): Promise<number> {
    const rows = await this.manager.query<{ people: number }[]>(
      `SELECT count(*)::int AS people FROM registry.person WHERE $1::uuid IS NULL OR id > $1::uuid`,
      [after],
    );
    return rows[0]?.people ?? 0;
  }

  /** The caller has locked these persons for writing. */
  async known(personIds: readonly string[]): Promise<Map<string, KnownHistory>> {
    const open = await this.manager.query<IntervalRow[]>(
      `SELECT ${INTERVAL_COLUMNS} FROM (${TODAY} WHERE person_id = ANY($1::uuid[])
         UNION ALL ${PAST} WHERE person_id = ANY($1::uuid[]) AND known_to = 'infinity') AS r`,
      [[...personIds]],
    );
    const changes = await this.manager.query<{ person_id: string; last: Date }[]>(
      `SELECT person_id, max(known_to) AS last FROM registry.record_interval
       WHERE person_id = ANY($1::uuid[]) AND known_to < 'infinity' GROUP BY person_id`,
      [[...personIds]],
    );
    const closed = new Map(changes.map((row) => [row.person_id, row.last.getTime()]));
    return new Map(
      [...grouped(personIds, open)].map(([id, intervals]) => {
        const lastChange = Math.max(closed.get(id) ?? -Infinity, ...intervals.map(({ knownFrom }) => knownFrom));
        return [id, intervals.length === 0 ? NOTHING : { open: intervals, lastChange }];
      }),
    );
  }

  /** Ends what was known until `at` and begins what is known from then on, for many persons at once. */
  async change(closed: readonly PersonInterval[], opened: readonly PersonInterval[], at: Instant): Promise<void> {
    await this.endToday(
      closed.filter(({ interval }) => isOfToday(interval)),
      at,
    );
    await this.endPast(
      closed.filter(({ interval }) => !isOfToday(interval)),
      at,
    );
    await this.add(opened, at);
  }

  async add(intervals: readonly PersonInterval[], at: Instant): Promise<void> {
    const today = intervals.filter(({ interval }) => isOfToday(interval));
    const past = intervals.filter(({ interval }) => !isOfToday(interval));
    if (today.length > 0) {
      await this.manager.query(
        `INSERT INTO registry.record_projection (person_id, view, known_from, valid_from, ${PROJECTED}, ${KNOWN_TO}, updated_at)
         SELECT person_id, view, known_from, valid_from, ${PROJECTED}, ${KNOWN_TO}, $2 FROM (${GIVEN}) AS r JOIN ${OF_PERSON}`,
        [JSON.stringify(today.map(cellsOf)), new Date(at)],
      );
    }
    if (past.length > 0) {
      await this.manager.query(
        `INSERT INTO registry.record_interval (person_id, view, known_from, known_to, valid_from, valid_to, ${PROJECTED}, ${KNOWN_TO})
         SELECT person_id, view, known_from, known_to, valid_from, valid_to, ${PROJECTED}, ${KNOWN_TO} FROM (${GIVEN}) AS r JOIN ${OF_PERSON}`,
        [JSON.stringify(past.map(cellsOf))],
      );
    }
  }

  /** Puts these persons' whole histories in the place of whatever is stored. */
  async replace(personIds: readonly string[], intervals: readonly PersonInterval[], at: Instant): Promise<void> {
    for (const table of ['record_projection', 'record_interval']) {
      await this.manager.query(`DELETE FROM registry.${table} WHERE person_id = ANY($1::uuid[])`, [[...personIds]]);
    }
    await this.add(intervals, at);
  }

  private async endToday(closed: readonly PersonInterval[], at: Instant): Promise<void> {
    if (closed.length === 0) return;
    await this.manager.query(
      `WITH ended AS (DELETE FROM registry.record_projection r USING (SELECT (g->>0)::uuid AS person_id, g->>1 AS view
           FROM jsonb_array_elements($1::jsonb) AS given(g)) AS c WHERE r.person_id = c.person_id AND r.view = c.view RETURNING r.*)
       INSERT INTO registry.record_interval (person_id, view, known_from, known_to, valid_from, valid_to, ${PROJECTED}, ${KNOWN_TO})
       SELECT person_id, view, known_from, $2, valid_from, 'infinity', ${PROJECTED}, ${KNOWN_TO} FROM ended`,
      [JSON.stringify(closed.map(cellsOf)), timestampOf(at)],
    );
  }

  private async endPast(closed: readonly PersonInterval[], at: Instant): Promise<void> {
    if (closed.length === 0) return;
    await this.manager.query(
      `UPDATE registry.record_interval r SET known_to = $2 FROM (SELECT (g->>0)::uuid AS person_id, g->>1 AS view, (g->>4)::timestamptz AS valid_from
         FROM jsonb_array_elements($1::jsonb) AS given(g)) AS c
       WHERE r.person_id = c.person_id AND r.view = c.view AND r.valid_from = c.valid_from AND r.known_to = 'infinity'`,
      [JSON.stringify(closed.map(cellsOf)), timestampOf(at)],
    );
  }
}

function grouped(personIds: readonly string[], rows: readonly IntervalRow[]): Map<string, RecordInterval[]> {
  const byPerson = new Map<string, RecordInterval[]>(personIds.map((id) => [id, []]));
  for (const row of rows) byPerson.get(row.person_id)?.push(intervalOf(row));
  return byPerson;
}

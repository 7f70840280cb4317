// Keeps how long each identity is kept: the steps that were taken, what they amount to, and the rule of each organisation.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import {
  nextLook,
  standingAfter,
  type RetentionObstacle,
  type RetentionStep,
  type RetentionStepKind,
  type StandingRetention,
} from '../../domain/retention/standing-retention.js';
import { dayOf } from '../../domain/tasks/due-day.js';

interface StepRow {
  number: number;
  step: string;
  until: string | null;
  cause: string | null;
  reason: string | null;
  username: string | null;
  recorded_at: Date;
}

interface StandingRow {
  person_id: string;
  version: number;
  until: string | null;
  warned_on: string | null;
  put_off: string | null;
  closed_on: string | null;
}

/** Whose identity, and whose it is. */
export interface KeptPerson {
  readonly personId: string;
  readonly organisationId: string;
}

export interface NewRetentionStep extends Pick<RetentionStep, 'step' | 'until' | 'cause' | 'reason' | 'at'> {
  /** Null for the clock. */
  readonly userId: string | null;
}

const day = (column: string): string => `to_char(${column}, 'YYYY-MM-DD') AS ${column}`;

export class IdentityRetentionRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Oldest first. */
  async stepsOf(personId: string): Promise<RetentionStep[]> {
    const rows = await this.manager.query<StepRow[]>(
      `SELECT s.number, s.step, ${day('until')}, s.cause, s.reason, u.username, s.recorded_at
       FROM registry.retention_step s LEFT JOIN registry.app_user u ON u.id = s.recorded_by
       WHERE s.person_id = $1 ORDER BY s.number`,
      [personId],
    );
    return rows.map(stepOf);
  }

  /** The next step of a person whom the caller holds for writing. Answers what stands after it. */
  async take(
    { personId, organisationId }: KeptPerson,
    before: readonly RetentionStep[],
    { userId, ...given }: NewRetentionStep,
  ): Promise<StandingRetention> {
    const number = before.length + 1;
    await this.manager.query(
      `INSERT INTO registry.retention_step (person_id, number, organisation_id, step, until, cause, reason, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        personId,
        number,
        organisationId,
        given.step,
        given.until,
        given.cause,
        given.reason,
        userId,
        new Date(given.at),
      ],
    );
    const standing = standingAfter([...before, { number, by: null, ...given }]);
    const { version, until, warnedOn, putOff, closedOn } = standing;
    await this.manager.query(
      `INSERT INTO registry.retention (person_id, organisation_id, version, until, warned_on, put_off, closed_on, next_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT ON CONSTRAINT retention_pk DO UPDATE SET version = EXCLUDED.version, until = EXCLUDED.until, warned_on = EXCLUDED.warned_on,
         put_off = EXCLUDED.put_off, closed_on = EXCLUDED.closed_on, next_on = EXCLUDED.next_on`,
      [personId, organisationId, version, until, warnedOn, putOff, closedOn, nextLook(standing, dayOf(given.at))],
    );
    return standing;
  }

  /** The clock has looked and taken no step. */
  async lookAgain(personId: string, on: string | null): Promise<void> {
    await this.manager.query(`UPDATE registry.retention SET next_on = $2 WHERE person_id = $1`, [personId, on]);
  }

  /** Those at whom the clock has to look by `today`, the longest due first. */
  async due(today: string, limit: number): Promise<KeptPerson[]> {
    const rows = await this.manager.query<{ person_id: string; organisation_id: string }[]>(
      `SELECT person_id, organisation_id FROM registry.retention
       WHERE next_on <= $1 ORDER BY next_on, person_id LIMIT $2`,
      [today, limit],
    );
    return rows.map((row) => ({ personId: row.person_id, organisationId: row.organisation_id }));
  }

  /** Identities of the reader's organisation that have a date and are not erased, the nearest date first. */
  async dated(actor: Actor, limit: number): Promise<(StandingRetention & { readonly personId: string })[]> {
    const rows = await this.manager.query<StandingRow[]>(
      `SELECT t.person_id, t.version, ${day('until')}, ${day('warned_on')}, t.put_off, ${day('closed_on')}
       FROM registry.retention t JOIN registry.person p ON p.id = t.person_id
       WHERE t.organisation_id = $1 AND t.until IS NOT NULL AND p.erased_at IS NULL ORDER BY t.until, t.person_id LIMIT $2`,
      [actor.organisationId, limit],
    );
    return rows.map((row) => ({
      personId: row.person_id,
      version: row.version,
      until: row.until,
      warnedOn: row.warned_on,
      putOff: row.put_off as RetentionObstacle | null,
      closedOn: row.closed_on,
      isErased: false,
    }));
  }

  /** Whether a request of this organisation to find one of these persons is not closed. */
  async hasOpenRequest(organisationId: string, personIds: readonly string[]): Promise<boolean> {
    const rows = await this.manager.query<unknown[]>(
      `SELECT 1 FROM registry.tracing_request WHERE organisation_id = $1 AND person_id = ANY ($2::uuid[]) AND state <> 'closed' LIMIT 1`,
      [organisationId, [...personIds]],
    );
    return rows.length > 0;
  }

  /** Months from registration; null where the organisation gives no date by itself. */
  async monthsOf(organisationId: string): Promise<number | null> {
    const [row] = await this.manager.query<{ months: number | null }[]>(
      `SELECT months FROM registry.retention_rule WHERE organisation_id = $1 ORDER BY number DESC LIMIT 1`,
      [organisationId],
    );
    return row?.months ?? null;
  }

  async setRule(actor: Actor, months: number | null, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.retention_rule (organisation_id, months, recorded_by, recorded_at) VALUES ($1, $2, $3, $4)`,
      [actor.organisationId, months, actor.userId, new Date(at)],
    );
  }
}

function stepOf(row: StepRow): RetentionStep {
  return {
    number: row.number,
    step: row.step as RetentionStepKind,
    until: row.until,
    cause: row.cause as RetentionStep['cause'],
    reason: row.reason,
    by: row.username,
    at: row.recorded_at.getTime(),
  };
}

// Gives persons who were just registered the date of retention that their organisation's rule says, in one statement.

import type { EntityManager } from 'typeorm';
import { WARNED_DAYS } from '../../domain/retention/retention-days.js';

/** Months after the day of registration, on the same day of the month or its last. Nothing where the organisation has no rule. */
const DATE_BY_RULE = `
  WITH ruled AS (
    SELECT p.id, p.owner_organisation_id AS organisation,
           (($2::timestamptz AT TIME ZONE 'UTC')::date + make_interval(months => r.months))::date AS until
    FROM registry.person p
    CROSS JOIN LATERAL (SELECT months FROM registry.retention_rule u
      WHERE u.organisation_id = p.owner_organisation_id ORDER BY u.number DESC LIMIT 1) r
    WHERE p.id = ANY ($1::uuid[]) AND r.months IS NOT NULL
  ), stood AS (
    INSERT INTO registry.retention (person_id, organisation_id, version, until, next_on)
    SELECT id, organisation, 1, until, until - $3::integer FROM ruled
  )
  INSERT INTO registry.retention_step (person_id, number, organisation_id, step, until, cause, recorded_at)
  SELECT id, 1, organisation, 'set', until, 'rule', $2 FROM ruled`;

export async function dateByRule(manager: EntityManager, personIds: readonly string[], at: number): Promise<void> {
  await manager.query(DATE_BY_RULE, [[...personIds], new Date(at), WARNED_DAYS]);
}

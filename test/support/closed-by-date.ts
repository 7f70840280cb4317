// Closes somebody's identity as the clock does after a warning: half a year has gone by in the rows alone, and not for the service that is asked.

import { Client } from 'pg';

const CLOSE = `
  WITH who AS (
    SELECT p.id, p.owner_organisation_id AS organisation, ($2::timestamptz AT TIME ZONE 'UTC')::date AS today,
           (SELECT count(*)::int FROM registry.retention_step s WHERE s.person_id = p.id) AS taken
    FROM registry.pseudonym n JOIN registry.person p ON p.id = n.person_id WHERE n.pseudonym = $1
  ), stepped AS (
    INSERT INTO registry.retention_step (person_id, number, organisation_id, step, until, cause, recorded_at)
    SELECT id, taken + g.number, organisation, g.step, today, g.cause, $2::timestamptz - make_interval(days => g.ago)
    FROM who, (VALUES (1, 'set', 'rule', 180), (2, 'warned', NULL, 90), (3, 'closed', NULL, 0)) AS g (number, step, cause, ago)
  ), stood AS (
    INSERT INTO registry.retention (person_id, organisation_id, version, until, warned_on, closed_on, next_on)
    SELECT id, organisation, taken + 3, today, today - 90, today, today + 1 FROM who
    ON CONFLICT ON CONSTRAINT retention_pk DO UPDATE SET version = EXCLUDED.version, until = EXCLUDED.until, warned_on = EXCLUDED.warned_on,
      put_off = NULL, closed_on = EXCLUDED.closed_on, next_on = EXCLUDED.next_on
  )
  UPDATE registry.person SET identity_closed_at = $2 WHERE id = (SELECT id FROM who) RETURNING id`;

/** `now` is the clock of the service, in milliseconds since the epoch. */
export async function closeByDate(ownerUrl: string, pseudonym: string, now: number): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`SELECT registry.name_actor('registry', NULL, NULL)`);
    const { rowCount } = await owner.query(CLOSE, [pseudonym, new Date(now)]);
    if (rowCount !== 1) throw new Error('nobody was closed');
  } finally {
    await owner.end();
  }
}

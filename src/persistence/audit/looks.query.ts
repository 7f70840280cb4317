// Reads from the log who looked at one person, day by day.

import type { EntityManager } from 'typeorm';
import type { AuditAction } from '../../domain/audit/audit-entry.js';
import type { Look } from '../../domain/audit/access-report.js';

export interface LooksAsked {
  readonly personId: string;
  readonly ownerOrganisationId: string;
  readonly ofOwn: readonly AuditAction[];
  readonly ofOthers: readonly AuditAction[];
  /** Days before this one, YYYY-MM-DD; null from the newest on. */
  readonly before: string | null;
  /** How many days; null for all. */
  readonly days: number | null;
}

interface LookRow {
  readonly day: string;
  readonly organisation: string;
  readonly username: string | null;
  readonly action: AuditAction;
  readonly purpose: string | null;
  readonly fields: string[];
  readonly times: number;
}

/**
 * The newest day first; found by the log's index of persons. A reply to an inquiry is told with the organisation that was told of the person. A disclosure of an enquirer or of a line of a list names the person too and shows
 * somebody else, so that it is left out.
 */
export async function looksAt(manager: EntityManager, asked: LooksAsked): Promise<{ looks: Look[]; more: boolean }> {
  const { personId, ownerOrganisationId, ofOwn, ofOthers, before, days } = asked;
  const rows = await manager.query<LookRow[]>(
    `WITH look AS (
       SELECT e.id, (e.recorded_at AT TIME ZONE 'UTC')::date AS day, COALESCE(r.asker_organisation_id, e.organisation_id) AS organisation_id, e.action,
              CASE WHEN e.organisation_id = $2 THEN e.username END AS username, COALESCE(d.purpose, r.purpose) AS purpose,
              COALESCE(d.fields, r.tells) AS fields
       FROM registry.audit_entry e
       LEFT JOIN registry.disclosure d ON e.action IN ('identity_disclosed', 'disclosure_shown') AND d.id::text = e.details ->> 'disclosureId'
       LEFT JOIN registry.inquiry_reply r ON e.action = 'inquiry_reply_released' AND r.id::text = e.details ->> 'reply'
       WHERE e.person_id = $1
         AND ((e.organisation_id = $2 AND e.action = ANY($3)) OR (e.organisation_id <> $2 AND e.action = ANY($4)))
         AND (e.action NOT IN ('identity_disclosed', 'disclosure_shown') OR e.subject_kind = 'person')
     ), day AS (
       SELECT DISTINCT day FROM look WHERE $5::date IS NULL OR day < $5::date ORDER BY day DESC LIMIT $6
     )
     SELECT to_char(l.day, 'YYYY-MM-DD') AS day, o.name AS organisation, l.username, l.action, l.purpose,
            array_remove(array_agg(DISTINCT f.field), NULL) AS fields, count(DISTINCT l.id)::int AS times
     FROM look l JOIN day ON day.day = l.day
     JOIN registry.organisation o ON o.id = l.organisation_id
     LEFT JOIN LATERAL unnest(l.fields) AS f(field) ON true
     GROUP BY l.day, o.name, l.username, l.action, l.purpose
     ORDER BY l.day DESC, o.name, l.username, l.action, l.purpose`,
    [personId, ownerOrganisationId, [...ofOwn], [...ofOthers], before, days === null ? null : days + 1],
  );
  const shown = [...new Set(rows.map(({ day }) => day))].slice(0, days ?? undefined);
  const last = shown.at(-1);
  const looks = last === undefined ? [] : rows.filter(({ day }) => day >= last);
  return { looks, more: looks.length < rows.length };
}

// Keeps who was matched to a line of a list from when to when, and tells it of what was matched before from the log.

export const name = 'keep-line-matches';

const tables = `
CREATE TABLE registry.list_line_match (
  line_id uuid NOT NULL CONSTRAINT list_line_match_line_fk REFERENCES registry.list_line,
  number integer NOT NULL CONSTRAINT list_line_match_number_positive CHECK (number > 0),
  person_id uuid CONSTRAINT list_line_match_person_fk REFERENCES registry.person,
  reason text CONSTRAINT list_line_match_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT list_line_match_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT list_line_match_pk PRIMARY KEY (line_id, number),
  CONSTRAINT list_line_match_reason_of_withdrawal CHECK (reason IS NULL OR person_id IS NULL)
);
COMMENT ON COLUMN registry.list_line_match.person_id IS 'null where the match before was withdrawn';
COMMENT ON COLUMN registry.list_line_match.reason IS 'of a withdrawal; null where it was recorded before reasons were kept here';
COMMENT ON COLUMN registry.list_line.person_id IS 'what the last match says, kept here so that the lists that name a person are found quickly';
CREATE INDEX list_line_match_person ON registry.list_line_match (person_id) WHERE person_id IS NOT NULL;
`;

/**
 * A line that was matched as it was taken in has no entry of its own in the log: it is one that stands without any entry, or whose first
 * entry withdraws a match. Should log and line ever disagree, what the line says now counts from this migration on.
 */
const history = `
WITH act AS (
  SELECT n.id AS line_id, e.recorded_at, e.id AS entry_id, e.action, e.person_id, coalesce(e.user_id, l.recorded_by) AS recorded_by
  FROM registry.audit_entry e
  JOIN registry.list l ON l.id::text = e.subject_id
  JOIN registry.list_line n ON n.list_id = l.id AND n.number = (e.details ->> 'line')::integer
  WHERE e.subject_kind = 'list' AND e.action IN ('list_line_matched', 'list_line_unmatched')
), first_act AS (
  SELECT DISTINCT ON (line_id) line_id, action, person_id FROM act ORDER BY line_id, recorded_at, entry_id
), event AS (
  SELECT n.id AS line_id, l.created_at AS recorded_at, NULL::uuid AS entry_id, coalesce(f.person_id, n.person_id) AS person_id, l.recorded_by
  FROM registry.list_line n JOIN registry.list l ON l.id = n.list_id LEFT JOIN first_act f ON f.line_id = n.id
  WHERE f.action = 'list_line_unmatched' OR (f.line_id IS NULL AND n.person_id IS NOT NULL)
  UNION ALL
  SELECT line_id, recorded_at, entry_id, CASE action WHEN 'list_line_matched' THEN person_id END, recorded_by FROM act
)
INSERT INTO registry.list_line_match (line_id, number, person_id, recorded_by, recorded_at)
SELECT line_id, row_number() OVER (PARTITION BY line_id ORDER BY entry_id IS NOT NULL, recorded_at, entry_id), person_id, recorded_by, recorded_at
FROM event;

INSERT INTO registry.list_line_match (line_id, number, person_id, recorded_by, recorded_at)
SELECT n.id, coalesce(m.number, 0) + 1, n.person_id, l.recorded_by, now()
FROM registry.list_line n JOIN registry.list l ON l.id = n.list_id
LEFT JOIN LATERAL (
  SELECT x.number, x.person_id FROM registry.list_line_match x WHERE x.line_id = n.id ORDER BY x.number DESC LIMIT 1
) m ON true
WHERE m.person_id IS DISTINCT FROM n.person_id;
`;

const guards = `
CREATE TRIGGER list_line_match_append_only BEFORE UPDATE OR DELETE ON registry.list_line_match FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER list_line_match_no_truncate BEFORE TRUNCATE ON registry.list_line_match FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(history);
  await run(guards);
  await run(`GRANT SELECT, INSERT ON registry.list_line_match TO ${roles.appRole}`);
}

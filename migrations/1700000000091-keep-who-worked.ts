// Keeps who worked on a task or a tracing request and by which channel an enquirer was reached, and tells it of what was before from the log.

export const name = 'keep-who-worked';

/** A history of one column: its name and type, the row whose last value it is, and how the values of before are told. */
interface History {
  readonly table: string;
  readonly of: string;
  readonly key: string;
  readonly column: string;
  readonly type: string;
  /** Selects the values that were entered at first: id, value, recorded_by and recorded_at; `later_value` may be asked. */
  readonly first: string;
  /** Selects what the log says was entered later: the same, and entry_id. */
  readonly later: string;
  /** Who stands for a value that the log does not tell of. */
  readonly by: string;
}

const LOGGED = (action: string, subject: string): string => `
  FROM registry.audit_entry e JOIN registry.${subject} o ON o.id::text = e.subject_id
  WHERE e.subject_kind = '${subject}' AND e.action = '${action}' AND e.user_id IS NOT NULL`;

const USER = `(SELECT u.id FROM registry.app_user u WHERE u.username = e.details ->> 'username')`;
const LATER = 'e.user_id AS recorded_by, e.recorded_at, e.id AS entry_id';
const ADDED = `e.user_id AS recorded_by, o.created_at AS recorded_at ${LOGGED('tracing_request_added', 'tracing_request')}`;

const HISTORIES: readonly History[] = [
  {
    table: 'task_assignment',
    of: 'task',
    key: 'task_id',
    column: 'assigned_to',
    type: 'uuid',
    // The log does not name who a task was first given to. Where nobody else was given it later, the task still says so, and a follow-up
    // of a tracing request went to who took that in; of others the first worker is not known any more, and is not guessed.
    first: `
  SELECT t.id, coalesce(CASE WHEN t.origin = 'tracing_request' THEN t.created_by END, t.assigned_to) AS value,
         coalesce(t.created_by, t.assigned_to) AS recorded_by, t.created_at AS recorded_at
  FROM registry.task t
  WHERE (t.origin = 'tracing_request' AND t.created_by IS NOT NULL)
     OR (t.assigned_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM later_value l WHERE l.id = t.id))`,
    later: `SELECT o.id, ${USER} AS value, ${LATER} ${LOGGED('task_assigned', 'task')}`,
    by: 'coalesce(o.created_by, o.assigned_to, h.recorded_by)',
  },
  {
    table: 'tracing_request_assignment',
    of: 'tracing_request',
    key: 'request_id',
    column: 'worker_id',
    type: 'uuid NOT NULL',
    // Whoever takes a request in works on it first.
    first: `SELECT o.id, e.user_id AS value, ${ADDED}`,
    later: `SELECT o.id, ${USER} AS value, ${LATER} ${LOGGED('tracing_request_assigned', 'tracing_request')} AND ${USER} IS NOT NULL`,
    by: 'o.worker_id',
  },
  {
    table: 'tracing_request_channel',
    of: 'tracing_request',
    key: 'request_id',
    column: 'channel',
    type: 'text NOT NULL',
    first: `SELECT o.id, e.details ->> 'channel' AS value, ${ADDED}`,
    later: `SELECT o.id, e.details ->> 'channel' AS value, ${LATER} ${LOGGED('safe_channel_changed', 'tracing_request')}`,
    by: 'o.worker_id',
  },
];

function tableOf({ table, of, key, column, type }: History): string {
  const user = type.startsWith('uuid') ? ` CONSTRAINT ${table}_worker_fk REFERENCES registry.app_user` : '';
  return `
CREATE TABLE registry.${table} (
  ${key} uuid NOT NULL CONSTRAINT ${table}_${of}_fk REFERENCES registry.${of},
  number integer NOT NULL CONSTRAINT ${table}_number_positive CHECK (number > 0),
  ${column} ${type}${user},
  recorded_by uuid NOT NULL CONSTRAINT ${table}_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT ${table}_pk PRIMARY KEY (${key}, number)
);
COMMENT ON COLUMN registry.${of}.${column} IS 'what the last row of ${table} says, kept here so that it is found quickly';`;
}

function fill({ table, key, column, first, later }: History): string {
  return `
WITH later_value AS (${later}), first_value AS (${first}), value AS (
  SELECT id, value, recorded_by, recorded_at, NULL::uuid AS entry_id FROM first_value
  UNION ALL SELECT id, value, recorded_by, recorded_at, entry_id FROM later_value
)
INSERT INTO registry.${table} (${key}, number, ${column}, recorded_by, recorded_at)
SELECT id, row_number() OVER (PARTITION BY id ORDER BY entry_id IS NOT NULL, recorded_at, entry_id), value, recorded_by, recorded_at FROM value;`;
}

/** Should log and row ever disagree, what the row says now counts from this migration on. */
function reconcile({ table, of, key, column, by }: History): string {
  return `
INSERT INTO registry.${table} (${key}, number, ${column}, recorded_by, recorded_at)
SELECT o.id, coalesce(h.number, 0) + 1, o.${column}, ${by}, now() FROM registry.${of} o
LEFT JOIN LATERAL (SELECT x.number, x.${column}, x.recorded_by FROM registry.${table} x WHERE x.${key} = o.id ORDER BY x.number DESC LIMIT 1) h ON true
WHERE h.${column} IS DISTINCT FROM o.${column};`;
}

function guardsOf({ table }: History): string {
  return `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`;
}

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  for (const history of HISTORIES) {
    await run(tableOf(history));
    await run(fill(history));
    await run(reconcile(history));
    await run(guardsOf(history));
    await run(`GRANT SELECT, INSERT ON registry.${history.table} TO ${roles.appRole}`);
  }
}

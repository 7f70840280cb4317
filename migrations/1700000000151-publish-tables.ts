// Creates the schema of published tables, the role that may read them and nothing else, and the one way to fill them.

export const name = 'publish-tables';

/**
 * Roles are of the whole server: another database may have made it, at this very moment too. An owner who may make no role goes on
 * without; docs/dashboards.md says what is granted by hand.
 */
const role = `
DO $$ BEGIN
  CREATE ROLE whereabouts_reader NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$;
`;

const tables = `
CREATE SCHEMA published;
CREATE TABLE published.release (
  release integer CONSTRAINT published_release_pk PRIMARY KEY,
  measure text NOT NULL,
  measure_version integer NOT NULL,
  base integer NOT NULL,
  as_of date NOT NULL,
  published_at timestamptz NOT NULL
);
CREATE TABLE published.cell (
  release integer NOT NULL CONSTRAINT published_cell_release_fk REFERENCES published.release,
  table_name text NOT NULL,
  status text,
  status_group text,
  state_code text,
  state_name text,
  count integer NOT NULL CONSTRAINT published_cell_count_not_negative CHECK (count >= 0),
  CONSTRAINT published_cell_unique UNIQUE NULLS NOT DISTINCT (release, table_name, status, status_group, state_code)
);
CREATE VIEW published.cell_of_release AS
  SELECT r.measure, r.measure_version, r.as_of, r.base, r.published_at, c.*
  FROM published.release r JOIN published.cell c USING (release);
CREATE VIEW published.latest_cell AS
  SELECT c.* FROM published.cell_of_release c
  WHERE c.release = (SELECT max(r.release) FROM published.release r WHERE r.measure = c.measure);
${['release', 'cell']
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON published.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON published.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('')}
`;

/** Copies what a public release's document says and takes nothing else: the service's role has no other way into the schema. */
const fill = `
CREATE FUNCTION registry.fill_published(wanted integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO published.release
  SELECT r.number, r.measure, (r.document->>'version')::integer, (r.document->>'base')::integer, (r.document->>'asOf')::date, r.published_at
  FROM registry.release r WHERE r.number = wanted AND r.state IN ('published', 'superseded');
  INSERT INTO published.cell
  SELECT DISTINCT r.number,
         coalesce(nullif(concat_ws('_by_', CASE WHEN k ? 'status' THEN 'status' END, CASE WHEN k ? 'status_group' THEN 'status_group' END,
                                   CASE WHEN k ? 'state' THEN 'state' END), ''), 'total'),
         k->>'status', k->>'status_group', k->>'state',
         CASE WHEN k->>'state' = 'unknown' THEN 'unknown' ELSE r.document->'places'->>(k->>'state') END,
         (n->>'count')::integer
  FROM registry.release r, jsonb_array_elements(r.document->'tables') t, jsonb_array_elements(t->'cells' || (t->'margins')) n,
       LATERAL (SELECT n->'key') AS key_of(k)
  WHERE r.number = wanted AND r.state IN ('published', 'superseded');
END $$;
REVOKE EXECUTE ON FUNCTION registry.fill_published(integer) FROM PUBLIC;
`;

const reading = `
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'whereabouts_reader') THEN
    GRANT USAGE ON SCHEMA published TO whereabouts_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA published TO whereabouts_reader;
  END IF;
END $$;
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(role);
  await run(tables);
  await run(fill);
  await run(`GRANT EXECUTE ON FUNCTION registry.fill_published(integer) TO ${roles.appRole}`);
  await run(reading);
  await run(
    `SELECT registry.fill_published(number) FROM registry.release
     WHERE state IN ('published', 'superseded') AND published_at IS NOT NULL ORDER BY number`,
  );
}

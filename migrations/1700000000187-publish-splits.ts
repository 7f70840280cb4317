// Gives the published tables a column for the side and one for the holder, each with its label, and fills them from the document.

export const name = 'publish-splits';

const columns = `
ALTER TABLE published.cell ADD COLUMN side text, ADD COLUMN side_name text, ADD COLUMN holder text, ADD COLUMN holder_name text;
ALTER TABLE published.cell DROP CONSTRAINT published_cell_unique;
ALTER TABLE published.cell ADD CONSTRAINT published_cell_unique UNIQUE NULLS NOT DISTINCT (release, table_name, status, status_group, state_code, side, holder);
CREATE OR REPLACE VIEW published.cell_of_release AS
  SELECT r.measure, r.measure_version, r.as_of, r.base, r.published_at, c.*
  FROM published.release r JOIN published.cell c USING (release);
CREATE OR REPLACE VIEW published.latest_cell AS
  SELECT c.* FROM published.cell_of_release c
  WHERE c.release = (SELECT max(r.release) FROM published.release r WHERE r.measure = c.measure);
`;

/** A value of several parties holds their keys with + between them. */
const label = (dimension: string): string =>
  `(SELECT string_agg(coalesce(r.document->'split'->'parties'->>(one.key), one.key), ' + ' ORDER BY one.at)
          FROM string_to_table(k->>'${dimension}', '+') WITH ORDINALITY AS one(key, at))`;

const fill = `
CREATE OR REPLACE FUNCTION registry.fill_published(wanted integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO published.release
  SELECT r.number, r.measure, (r.document->>'version')::integer, (r.document->>'base')::integer, (r.document->>'asOf')::date, r.published_at
  FROM registry.release r WHERE r.number = wanted AND r.state IN ('published', 'superseded');
  INSERT INTO published.cell (release, table_name, status, status_group, state_code, state_name, count, side, side_name, holder, holder_name)
  SELECT DISTINCT r.number,
         coalesce(nullif(concat_ws('_by_', CASE WHEN k ? 'status' THEN 'status' END, CASE WHEN k ? 'status_group' THEN 'status_group' END,
                                   CASE WHEN k ? 'state' THEN 'state' END, CASE WHEN k ? 'side' THEN 'side' END,
                                   CASE WHEN k ? 'holder' THEN 'holder' END), ''), 'total'),
         k->>'status', k->>'status_group', k->>'state',
         CASE WHEN k->>'state' = 'unknown' THEN 'unknown' ELSE r.document->'places'->>(k->>'state') END,
         (n->>'count')::integer, k->>'side', ${label('side')}, k->>'holder', ${label('holder')}
  FROM registry.release r, jsonb_array_elements(r.document->'tables') t, jsonb_array_elements(t->'cells' || (t->'margins')) n,
       LATERAL (SELECT n->'key') AS key_of(k)
  WHERE r.number = wanted AND r.state IN ('published', 'superseded');
END $$;
`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(columns);
  await run(fill);
}

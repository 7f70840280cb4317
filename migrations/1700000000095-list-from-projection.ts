// What a list shows of a record beside its status: rows of the projection hold it, so that a page is read and not folded.

export const name = 'list-from-projection';

/**
 * Years of birth and the earliest instant of the last sign of life, from which age bands and days are counted on the reader's day. Rows of
 * the first layout lack them: whoever stands in one is folded for a list until the row is made anew.
 *
 * Nearly all rows are of one view, so that PostgreSQL, planning for any view, expects any other to be as full, and reads through everybody in
 * search of the rows of an organisation that has none. What it is told of their number makes it look for them by an index.
 */
const columns = (table: string): string => `
ALTER TABLE registry.${table}
  ADD COLUMN layout smallint NOT NULL DEFAULT 1,
  ADD COLUMN birth_from smallint,
  ADD COLUMN birth_to smallint,
  ADD COLUMN sign_at timestamptz,
  ADD CONSTRAINT ${table}_birth CHECK (num_nulls(birth_from, birth_to) IN (0, 2) AND birth_from <= birth_to),
  ALTER COLUMN view SET (n_distinct = 1000000);
`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(columns('record_projection'));
  await run(columns('record_interval'));
}

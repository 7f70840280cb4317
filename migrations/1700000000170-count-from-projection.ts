// What is counted of a record beside what lists show: rows of the projection and of its past hold it.

export const name = 'count-from-projection';

/**
 * Rows of an older layout lack these, and are counted under `unknown` until the person's next change or `records rebuild` makes them anew.
 * Custody that runs is banded on the day that is counted, from when it began at the earliest and at the latest.
 */
const columns = (table: string): string => `
ALTER TABLE registry.${table}
  ADD COLUMN nationality text,
  ADD COLUMN source text,
  ADD COLUMN time_to_return text,
  ADD COLUMN custody text,
  ADD COLUMN custody_from timestamptz,
  ADD COLUMN custody_by timestamptz,
  ADD CONSTRAINT ${table}_custody CHECK (num_nulls(custody_from, custody_by) IN (0, 2)
    AND (custody IS NULL OR (custody = 'running') = (custody_from IS NOT NULL)) AND custody_from <= custody_by);
`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(columns('record_projection'));
  await run(columns('record_interval'));
}

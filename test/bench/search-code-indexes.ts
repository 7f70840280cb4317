// Takes the indexes of the search codes away while many people are sealed, and makes them again.

import type { Client } from 'pg';

const DROP_INDEXES = `ALTER TABLE vault.search_code DROP CONSTRAINT search_code_pk, DROP CONSTRAINT search_code_row_fk; DROP INDEX vault.search_code_row`;
const MAKE_INDEXES = `SET maintenance_work_mem = '512MB';
  ALTER TABLE vault.search_code ADD CONSTRAINT search_code_pk PRIMARY KEY (code, row_id),
    ADD CONSTRAINT search_code_row_fk FOREIGN KEY (row_id) REFERENCES vault.search_row ON DELETE CASCADE;
  CREATE INDEX search_code_row ON vault.search_code (row_id);
  VACUUM ANALYZE`;

/** Loading a million goes on without them. */
export async function withoutSearchCodeIndexes(owner: Client, load: () => Promise<void>): Promise<void> {
  await owner.query(DROP_INDEXES);
  await load();
  for (const statement of MAKE_INDEXES.split(';')) await owner.query(statement);
}

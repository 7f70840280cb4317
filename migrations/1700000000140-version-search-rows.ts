// Notes on every search row by what rules and under which key its codes were made, so that two versions can be found side by side.

export const name = 'version-search-rows';

/** A service of before this migration writes version 1 and does not say so. */
const versions = `
ALTER TABLE vault.search_row
  ADD COLUMN names_version integer NOT NULL DEFAULT 1 CONSTRAINT search_row_names_version_positive CHECK (names_version > 0),
  ADD COLUMN key_version integer NOT NULL DEFAULT 1 CONSTRAINT search_row_key_version_positive CHECK (key_version > 0);
COMMENT ON COLUMN vault.search_row.names_version IS 'rules by which names were read: 1 exact normal forms, from 2 on sounds';
CREATE INDEX search_row_version ON vault.search_row (names_version, key_version, person_id);
`;

/** Runs as the owner of the vault's database. The role's privileges on the table hold for its new columns. */
export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(versions);
}

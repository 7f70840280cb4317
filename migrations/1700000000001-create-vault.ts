// Creates the vault's tables: wrapped keys, sealed fields and search codes, and the few privileges of the vault's role.

export const name = 'create-vault';

const tables = `
CREATE TABLE vault.person_key (
  person_id uuid CONSTRAINT person_key_pk PRIMARY KEY,
  kek_version integer NOT NULL CONSTRAINT person_key_kek_version_positive CHECK (kek_version > 0),
  wrapped_key bytea NOT NULL,
  state text NOT NULL CONSTRAINT person_key_state CHECK (state IN ('pending', 'confirmed')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN vault.person_key.state IS 'pending until the registry has committed the person; the sweep confirms or removes what stays pending';
CREATE INDEX person_key_pending ON vault.person_key (created_at) WHERE state = 'pending';
CREATE INDEX person_key_kek_version ON vault.person_key (kek_version);

CREATE TABLE vault.sealed_field (
  person_id uuid NOT NULL CONSTRAINT sealed_field_person_fk REFERENCES vault.person_key ON DELETE CASCADE,
  field text NOT NULL CONSTRAINT sealed_field_name CHECK (field ~ '^[a-z_]{1,40}$'),
  version integer NOT NULL CONSTRAINT sealed_field_version_positive CHECK (version > 0),
  sealed bytea NOT NULL,
  CONSTRAINT sealed_field_pk PRIMARY KEY (person_id, field)
);

CREATE TABLE vault.search_row (
  row_id uuid CONSTRAINT search_row_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT search_row_person_fk REFERENCES vault.person_key ON DELETE CASCADE
);
CREATE INDEX search_row_person ON vault.search_row (person_id);

CREATE TABLE vault.search_code (
  code bigint NOT NULL CONSTRAINT search_code_63_bits CHECK (code >= 0),
  row_id uuid NOT NULL CONSTRAINT search_code_row_fk REFERENCES vault.search_row ON DELETE CASCADE,
  CONSTRAINT search_code_pk PRIMARY KEY (code, row_id)
);
COMMENT ON TABLE vault.search_code IS 'keyed codes, 64 to a row id, filled with random ones; one code a row, since equality on a column keeps its index';
CREATE INDEX search_code_row ON vault.search_code (row_id);

CREATE TABLE vault.key_fingerprint (
  key_name text CONSTRAINT key_fingerprint_pk PRIMARY KEY,
  fingerprint text NOT NULL CONSTRAINT key_fingerprint_form CHECK (fingerprint ~ '^[0-9a-f]{32}$')
);
COMMENT ON TABLE vault.key_fingerprint IS 'which keys this vault was made with; a service with others refuses to start';
`;

/** Search codes leave with their search row; sealed fields and search rows with their person's key. */
const privileges = {
  person_key: 'SELECT, INSERT, DELETE, UPDATE (state)',
  sealed_field: 'SELECT, INSERT, DELETE, UPDATE (version, sealed)',
  search_row: 'SELECT, INSERT, DELETE',
  search_code: 'SELECT, INSERT',
  key_fingerprint: 'SELECT, INSERT',
} as const;

/** Runs as the owner of the vault's database. `vaultRole` is an already quoted identifier of a role that exists; it will own nothing. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly vaultRole: string }): Promise<void> {
  await run(tables);
  await run(`GRANT USAGE ON SCHEMA vault TO ${roles.vaultRole}`);
  for (const [table, granted] of Object.entries(privileges)) {
    await run(`GRANT ${granted} ON vault.${table} TO ${roles.vaultRole}`);
  }
}

// Splits data keys: where the key store holds the other half, which store that is, and who was erased.

export const name = 'split-data-keys';

/** Slots are drawn by every process that seals and are never given back; a store's first place holds its header, so that they count from 1. */
const tables = `
CREATE SEQUENCE vault.key_slot AS bigint MINVALUE 1 CACHE 1;
ALTER TABLE vault.person_key
  ADD COLUMN key_slot bigint,
  ADD CONSTRAINT person_key_slot_positive CHECK (key_slot > 0),
  ADD CONSTRAINT person_key_slot_unique UNIQUE (key_slot);
COMMENT ON COLUMN vault.person_key.key_slot IS 'where the key store holds the other half of the data key; null: the wrapped key is whole';
CREATE INDEX person_key_whole ON vault.person_key (person_id) WHERE key_slot IS NULL;

CREATE TABLE vault.key_store (
  only_one boolean NOT NULL DEFAULT true CONSTRAINT key_store_pk PRIMARY KEY CONSTRAINT key_store_only_one CHECK (only_one),
  store_id uuid NOT NULL
);
COMMENT ON TABLE vault.key_store IS 'which key store this vault was made with; a service with another, or with none, refuses to start';

CREATE TABLE vault.erased_person (
  person_id uuid CONSTRAINT erased_person_pk PRIMARY KEY,
  key_slot bigint CONSTRAINT erased_person_slot_positive CHECK (key_slot > 0),
  erased_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN vault.erased_person.key_slot IS 'which half is destroyed again should an older key store be put back';
`;

/** The vault's role may not change a wrapped key; it may exchange a whole one for a half, once. */
const exchange = `
CREATE FUNCTION vault.split_key(person uuid, version integer, wrapped bytea, slot bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT vault.hold_key_version(version);
  UPDATE vault.person_key SET kek_version = version, wrapped_key = wrapped, key_slot = slot WHERE person_id = person AND key_slot IS NULL
$$;
REVOKE ALL ON FUNCTION vault.split_key FROM PUBLIC;
`;

/** `vaultRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly vaultRole: string }): Promise<void> {
  await run(tables);
  await run(`GRANT USAGE, SELECT ON SEQUENCE vault.key_slot TO ${roles.vaultRole}`);
  await run(exchange);
  await run(`GRANT EXECUTE ON FUNCTION vault.split_key TO ${roles.vaultRole}`);
  await run(`GRANT SELECT, INSERT ON vault.key_store, vault.erased_person TO ${roles.vaultRole}`);
}

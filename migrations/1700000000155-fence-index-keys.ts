// Remembers under which versions of the blind index key codes may still be stored, as it is remembered of the key-encryption key.

export const name = 'fence-index-keys';

const versions = `
CREATE TABLE vault.index_key_version (
  version integer CONSTRAINT index_key_version_pk PRIMARY KEY CONSTRAINT index_key_version_positive CHECK (version > 0),
  state text NOT NULL CONSTRAINT index_key_version_state CHECK (state IN ('in_use', 'closed', 'retired')),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN vault.index_key_version.state IS 'in_use: codes are stored and asked under it; closed: asked alone; retired: there are no codes of it and its key may be destroyed';
INSERT INTO vault.index_key_version (version, state) SELECT DISTINCT key_version, 'in_use' FROM vault.search_row;
`;

/** As in fence-key-versions: who writes holds the version's row to the end, who closes or retires it waits for all of them. */
const fence = `
CREATE FUNCTION vault.hold_index_key_version(wanted integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  present text;
BEGIN
  SELECT state INTO present FROM vault.index_key_version WHERE version = wanted FOR SHARE;
  IF NOT FOUND THEN
    INSERT INTO vault.index_key_version (version, state) VALUES (wanted, 'in_use') ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
    SELECT state INTO present FROM vault.index_key_version WHERE version = wanted FOR SHARE;
  END IF;
  IF present IS DISTINCT FROM 'in_use' THEN
    RAISE EXCEPTION 'no codes are stored under version % of the blind index key any more', wanted USING ERRCODE = 'KV002';
  END IF;
END $$;

CREATE FUNCTION vault.refuse_closed_index_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM vault.hold_index_key_version(v.key_version) FROM (SELECT DISTINCT key_version FROM added ORDER BY key_version) v;
  RETURN NULL;
END $$;
CREATE TRIGGER search_row_index_key_open AFTER INSERT ON vault.search_row
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vault.refuse_closed_index_key();
`;

/** The first version's fingerprint has no number: it is from before there were versions. */
const changes = `
CREATE FUNCTION vault.close_index_key_versions(present_version integer) RETURNS SETOF integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM vault.hold_index_key_version(present_version);
  INSERT INTO vault.index_key_version (version, state)
    SELECT DISTINCT key_version, 'in_use' FROM vault.search_row WHERE key_version < present_version
    UNION SELECT known.version, 'in_use'
          FROM (SELECT CASE key_name WHEN 'blind_index' THEN 1 ELSE substring(key_name FROM '^blind_index_([0-9]+)$')::integer END AS version
                FROM vault.key_fingerprint) known
          WHERE known.version < present_version
    ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.index_key_version WHERE version < present_version ORDER BY version FOR UPDATE;
  RETURN QUERY UPDATE vault.index_key_version SET state = 'closed', changed_at = clock_timestamp()
    WHERE version < present_version AND state = 'in_use' RETURNING version;
END $$;

CREATE FUNCTION vault.retire_index_key_version(given integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  people bigint;
BEGIN
  INSERT INTO vault.index_key_version (version, state) VALUES (given, 'in_use') ON CONFLICT ON CONSTRAINT index_key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.index_key_version WHERE version = given FOR UPDATE;
  SELECT count(DISTINCT person_id) INTO people FROM vault.search_row WHERE key_version = given;
  IF people = 0 THEN
    UPDATE vault.index_key_version SET state = 'retired', changed_at = clock_timestamp() WHERE version = given AND state <> 'retired';
  END IF;
  RETURN people;
END $$;
`;

const OF_OWNER = ['hold_index_key_version(integer)', 'refuse_closed_index_key()'] as const;
const FOR_THE_ROLE = ['close_index_key_versions(integer)', 'retire_index_key_version(integer)'] as const;

/** Runs as the owner of the vault's database. `vaultRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly vaultRole: string }): Promise<void> {
  await run(versions);
  await run(fence);
  await run(changes);
  for (const signature of [...OF_OWNER, ...FOR_THE_ROLE])
    await run(`REVOKE ALL ON FUNCTION vault.${signature} FROM PUBLIC`);
  await run(`GRANT SELECT ON vault.index_key_version TO ${roles.vaultRole}`);
  for (const signature of FOR_THE_ROLE) await run(`GRANT EXECUTE ON FUNCTION vault.${signature} TO ${roles.vaultRole}`);
}

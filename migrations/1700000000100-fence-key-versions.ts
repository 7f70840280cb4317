// Remembers which versions of the key-encryption key may still seal, and gives the vault's role a guarded way to seal data keys anew.

export const name = 'fence-key-versions';

const versions = `
CREATE TABLE vault.key_version (
  version integer CONSTRAINT key_version_pk PRIMARY KEY CONSTRAINT key_version_positive CHECK (version > 0),
  state text NOT NULL CONSTRAINT key_version_state CHECK (state IN ('in_use', 'closed', 'retired')),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN vault.key_version.state IS 'in_use: seals and opens; closed: opens and seals nobody any more; retired: nobody is sealed under it and its key may be destroyed';
INSERT INTO vault.key_version (version, state) SELECT DISTINCT kek_version, 'in_use' FROM vault.person_key;
`;

/**
 * Whoever writes under a version holds its row until the end of the transaction; whoever closes or retires the version waits for all of them,
 * and what comes later sees the new state. Locked again after a wait, the row is read as it then is, whatever the snapshot.
 */
const fence = `
CREATE FUNCTION vault.hold_key_version(wanted integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  present text;
BEGIN
  SELECT state INTO present FROM vault.key_version WHERE version = wanted FOR SHARE;
  IF NOT FOUND THEN
    INSERT INTO vault.key_version (version, state) VALUES (wanted, 'in_use') ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
    SELECT state INTO present FROM vault.key_version WHERE version = wanted FOR SHARE;
  END IF;
  IF present IS DISTINCT FROM 'in_use' THEN
    RAISE EXCEPTION 'version % of the key-encryption key seals nobody any more', wanted USING ERRCODE = 'KV001';
  END IF;
END $$;

CREATE FUNCTION vault.refuse_closed_key() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM vault.hold_key_version(v.kek_version) FROM (SELECT DISTINCT kek_version FROM added ORDER BY kek_version) v;
  RETURN NULL;
END $$;
CREATE TRIGGER person_key_version_open AFTER INSERT ON vault.person_key
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION vault.refuse_closed_key();
`;

const changes = `
CREATE FUNCTION vault.close_key_versions(present_version integer) RETURNS SETOF integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM vault.hold_key_version(present_version);
  INSERT INTO vault.key_version (version, state)
    SELECT DISTINCT kek_version, 'in_use' FROM vault.person_key WHERE kek_version < present_version
    UNION SELECT substring(key_name FROM '^key_encryption_key_([0-9]+)$')::integer, 'in_use' FROM vault.key_fingerprint
          WHERE substring(key_name FROM '^key_encryption_key_([0-9]+)$')::integer < present_version
    ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.key_version WHERE version < present_version ORDER BY version FOR UPDATE;
  RETURN QUERY UPDATE vault.key_version SET state = 'closed', changed_at = clock_timestamp()
    WHERE version < present_version AND state = 'in_use' RETURNING version;
END $$;

CREATE FUNCTION vault.rewrap_keys(to_version integer, person_ids uuid[], from_keys bytea[], to_keys bytea[]) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  changed integer;
BEGIN
  PERFORM vault.hold_key_version(to_version);
  UPDATE vault.person_key k SET kek_version = to_version, wrapped_key = given.to_key
    FROM unnest(person_ids, from_keys, to_keys) AS given (person_id, from_key, to_key)
    WHERE k.person_id = given.person_id AND k.wrapped_key = given.from_key AND k.kek_version < to_version;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;

CREATE FUNCTION vault.retire_key_version(given integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  people bigint;
BEGIN
  INSERT INTO vault.key_version (version, state) VALUES (given, 'in_use') ON CONFLICT ON CONSTRAINT key_version_pk DO NOTHING;
  PERFORM 1 FROM vault.key_version WHERE version = given FOR UPDATE;
  SELECT count(*) INTO people FROM vault.person_key WHERE kek_version = given;
  IF people = 0 THEN
    UPDATE vault.key_version SET state = 'retired', changed_at = clock_timestamp() WHERE version = given AND state <> 'retired';
  END IF;
  RETURN people;
END $$;
`;

/** The function alone changes wrapped keys: from an older version to a newer one, and from what was read to what was made of it. */
const FOR_THE_ROLE = [
  'close_key_versions(integer)',
  'rewrap_keys(integer, uuid[], bytea[], bytea[])',
  'retire_key_version(integer)',
] as const;

/** Runs as the owner of the vault's database. `vaultRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly vaultRole: string }): Promise<void> {
  await run(versions);
  await run(fence);
  await run(changes);
  await run('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC');
  await run(`GRANT SELECT ON vault.key_version TO ${roles.vaultRole}`);
  for (const signature of FOR_THE_ROLE) await run(`GRANT EXECUTE ON FUNCTION vault.${signature} TO ${roles.vaultRole}`);
}

// Binds of whom and what an entry of the log tells to it by a salted digest, so that just this can be erased.

export const name = 'seal-log-details';

/** Entries from before have neither: their own hash covers what they tell, which can therefore not be erased. */
const columns = `
ALTER TABLE registry.audit_entry
  ADD COLUMN commitment bytea CONSTRAINT audit_entry_commitment_length CHECK (length(commitment) = 32),
  ADD COLUMN salt bytea CONSTRAINT audit_entry_salt_length CHECK (length(salt) = 16),
  ADD CONSTRAINT audit_entry_sealed CHECK (salt IS NULL OR commitment IS NOT NULL),
  ADD CONSTRAINT audit_entry_erased_whole CHECK (
    commitment IS NULL OR salt IS NOT NULL OR (subject_id IS NULL AND person_id IS NULL AND details = '{}'));
`;

/** The one change that an entry may undergo. What else would be changed with it is refused as before. */
const guard = `
CREATE FUNCTION registry.keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  erased registry.audit_entry := OLD;
BEGIN
  erased.subject_id := NULL;
  erased.person_id := NULL;
  erased.details := '{}';
  erased.salt := NULL;
  IF TG_OP = 'UPDATE' AND OLD.salt IS NOT NULL AND NEW IS NOT DISTINCT FROM erased THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER audit_entry_append_only ON registry.audit_entry;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON registry.audit_entry
  FOR EACH ROW EXECUTE FUNCTION registry.keep_audit_entry();
`;

/**
 * Who asked for the erasure and who confirmed it stays. As its owner, since the application role may update no entry: it can erase those about one person, and nothing else. Whoever wrote
 * them, so that the transaction must reach the registry; an owner who is no superuser is asked by a policy as well.
 */
const erasing = `
CREATE FUNCTION registry.erase_log_details(person uuid) RETURNS bigint LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog AS $$
  WITH erased AS (
    UPDATE registry.audit_entry SET subject_id = NULL, person_id = NULL, details = '{}', salt = NULL
    WHERE person_id = person AND subject_kind <> 'erasure' AND salt IS NOT NULL AND registry.reaches_registry() RETURNING 1)
  SELECT count(*) FROM erased
$$;
REVOKE ALL ON FUNCTION registry.erase_log_details(uuid) FROM PUBLIC;
CREATE POLICY audit_entry_erase ON registry.audit_entry FOR UPDATE USING ((SELECT registry.reaches_registry()));
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(columns);
  await run(guard);
  await run(erasing);
  await run(`GRANT EXECUTE ON FUNCTION registry.erase_log_details(uuid) TO ${roles.appRole}`);
}

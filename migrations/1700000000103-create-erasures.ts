// Creates the table of erasures, asked for and confirmed by two people, and says of a person when the identity was erased.

export const name = 'create-erasures';

const tables = `
ALTER TABLE registry.person
  ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT person_erased_is_nameless CHECK (erased_at IS NULL OR NOT has_identity);
COMMENT ON COLUMN registry.person.erased_at IS 'when erasing was confirmed: from then on nothing is disclosed, and all readers see the coarse record';
CREATE INDEX person_erased ON registry.person (id) WHERE erased_at IS NOT NULL;

CREATE TABLE registry.erasure (
  id uuid CONSTRAINT erasure_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT erasure_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT erasure_organisation_fk REFERENCES registry.organisation,
  ground text NOT NULL,
  reason text NOT NULL,
  requested_by uuid NOT NULL CONSTRAINT erasure_requested_by_fk REFERENCES registry.app_user,
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  withdrawn_by uuid CONSTRAINT erasure_withdrawn_by_fk REFERENCES registry.app_user,
  withdrawn_at timestamptz,
  confirmed_by uuid CONSTRAINT erasure_confirmed_by_fk REFERENCES registry.app_user,
  confirmed_at timestamptz,
  done_at timestamptz,
  CONSTRAINT erasure_expires_later CHECK (expires_at > requested_at),
  CONSTRAINT erasure_withdrawn_by_somebody CHECK (num_nulls(withdrawn_by, withdrawn_at) IN (0, 2)),
  CONSTRAINT erasure_confirmed_by_somebody CHECK (num_nulls(confirmed_by, confirmed_at) IN (0, 2)),
  CONSTRAINT erasure_two_people CHECK (confirmed_by <> requested_by),
  CONSTRAINT erasure_withdrawn_or_confirmed CHECK (withdrawn_at IS NULL OR confirmed_at IS NULL),
  CONSTRAINT erasure_in_time CHECK (confirmed_at < expires_at),
  CONSTRAINT erasure_done_when_confirmed CHECK (done_at IS NULL OR confirmed_at IS NOT NULL)
);
COMMENT ON COLUMN registry.erasure.done_at IS 'when the key was destroyed; what was confirmed and is not done is gone on with every minute';
CREATE INDEX erasure_person ON registry.erasure (person_id, requested_at);
CREATE UNIQUE INDEX erasure_confirmed_once ON registry.erasure (person_id) WHERE confirmed_at IS NOT NULL;
CREATE INDEX erasure_unfinished ON registry.erasure (confirmed_at) WHERE confirmed_at IS NOT NULL AND done_at IS NULL;
`;

/** What happened to an erasure happens once, and what was asked for stands. */
const guards = `
CREATE FUNCTION registry.guard_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  END IF;
  IF (OLD.withdrawn_at IS NOT NULL OR OLD.done_at IS NOT NULL)
     OR (OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.confirmed_by) IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by)) THEN
    RAISE EXCEPTION 'an erasure that has ended does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER erasure_ends_once BEFORE UPDATE ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.guard_erasure();
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER erasure_no_truncate BEFORE TRUNCATE ON registry.erasure FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();

CREATE FUNCTION registry.guard_erased_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an erased person stays erased' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER person_stays_erased BEFORE UPDATE OF erased_at, has_identity ON registry.person
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL AND (NEW.has_identity OR NEW.erased_at IS DISTINCT FROM OLD.erased_at))
  EXECUTE FUNCTION registry.guard_erased_person();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  await run(`GRANT SELECT, INSERT, UPDATE (withdrawn_by, withdrawn_at, confirmed_by, confirmed_at, done_at)
    ON registry.erasure TO ${roles.appRole}`);
  await run(`GRANT UPDATE (erased_at) ON registry.person TO ${roles.appRole}`);
}

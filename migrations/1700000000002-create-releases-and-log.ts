// Creates the tables of public releases and of the log, their guards, and the few privileges of the application role.

export const name = 'create-releases-and-log';

const tables = `
CREATE TABLE registry.release (
  number integer CONSTRAINT release_pk PRIMARY KEY,
  state text NOT NULL,
  measure text NOT NULL,
  as_of timestamptz NOT NULL,
  document jsonb NOT NULL,
  prepared_by uuid NOT NULL CONSTRAINT release_prepared_by_fk REFERENCES registry.app_user,
  prepared_at timestamptz NOT NULL,
  published_at timestamptz
);
CREATE UNIQUE INDEX release_one_published ON registry.release (measure) WHERE state = 'published';
CREATE TABLE registry.release_signature (
  number integer NOT NULL CONSTRAINT release_signature_release_fk REFERENCES registry.release,
  user_id uuid NOT NULL CONSTRAINT release_signature_user_fk REFERENCES registry.app_user,
  signed_at timestamptz NOT NULL,
  CONSTRAINT release_signature_pk PRIMARY KEY (number, user_id)
);
CREATE TABLE registry.audit_entry (
  id uuid CONSTRAINT audit_entry_pk PRIMARY KEY,
  recorded_at timestamptz NOT NULL,
  user_id uuid,
  username text NOT NULL,
  organisation_id uuid,
  via text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  person_id uuid,
  request_id text NOT NULL,
  details jsonb NOT NULL
);
CREATE INDEX audit_entry_person ON registry.audit_entry (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX audit_entry_organisation ON registry.audit_entry (organisation_id, id) WHERE organisation_id IS NOT NULL;
CREATE TABLE registry.audit_unsealed (
  recorded_at timestamptz NOT NULL,
  entry_id uuid NOT NULL,
  CONSTRAINT audit_unsealed_pk PRIMARY KEY (recorded_at, entry_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE TABLE registry.audit_seal (
  sequence bigint CONSTRAINT audit_seal_pk PRIMARY KEY,
  entry_id uuid NOT NULL CONSTRAINT audit_seal_entry_unique UNIQUE,
  hash bytea NOT NULL CONSTRAINT audit_seal_hash_length CHECK (length(hash) = 32),
  sealed_at timestamptz NOT NULL
);
`;

/** Rows that nobody alters or removes, by the function that the first migration made. */
const guards = `
${['audit_entry', 'audit_seal', 'release_signature']
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('')}
CREATE FUNCTION registry.keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.document IS DISTINCT FROM OLD.document OR NEW.as_of IS DISTINCT FROM OLD.as_of OR NEW.number IS DISTINCT FROM OLD.number THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER release_immutable BEFORE UPDATE ON registry.release FOR EACH ROW EXECUTE FUNCTION registry.keep_release();
CREATE TRIGGER release_no_delete BEFORE DELETE ON registry.release FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
`;

/** Privileges by table; what is not listed the application role may not do. */
const privileges: Readonly<Record<string, string>> = {
  release: 'SELECT, INSERT, UPDATE (state, published_at)',
  release_signature: 'SELECT, INSERT',
  audit_entry: 'SELECT, INSERT',
  audit_unsealed: 'SELECT, INSERT, DELETE',
  audit_seal: 'SELECT, INSERT',
};

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  for (const [table, granted] of Object.entries(privileges)) {
    await run(`GRANT ${granted} ON registry.${table} TO ${roles.appRole}`);
  }
}

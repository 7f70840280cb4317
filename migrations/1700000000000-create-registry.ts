// Creates the registry's tables of accounts, records and their doors, their guards, and the few privileges of the application role.

export const name = 'create-registry';

const organisations = `
CREATE TABLE registry.meta (
  key text CONSTRAINT meta_pk PRIMARY KEY,
  value jsonb NOT NULL
);
CREATE TABLE registry.party (
  id uuid CONSTRAINT party_pk PRIMARY KEY,
  party_key text NOT NULL CONSTRAINT party_key_unique UNIQUE,
  label text NOT NULL CONSTRAINT party_label_unique UNIQUE CONSTRAINT party_label_length CHECK (length(label) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL
);
CREATE TABLE registry.organisation (
  id uuid CONSTRAINT organisation_pk PRIMARY KEY,
  name text NOT NULL CONSTRAINT organisation_name_unique UNIQUE CONSTRAINT organisation_name_length CHECK (length(name) BETWEEN 1 AND 200),
  kind text NOT NULL,
  party_id uuid CONSTRAINT organisation_party_fk REFERENCES registry.party,
  created_at timestamptz NOT NULL
);
CREATE TABLE registry.app_user (
  id uuid CONSTRAINT app_user_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT app_user_organisation_fk REFERENCES registry.organisation,
  username text NOT NULL CONSTRAINT app_user_username_unique UNIQUE CONSTRAINT app_user_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
  password_hash text,
  roles text[] NOT NULL,
  token_version integer NOT NULL DEFAULT 1,
  failed_sign_ins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL,
  CONSTRAINT app_user_organisation_unique UNIQUE (id, organisation_id)
);
CREATE TABLE registry.one_time_link (
  token_hash bytea CONSTRAINT one_time_link_pk PRIMARY KEY,
  purpose text NOT NULL CONSTRAINT one_time_link_purpose CHECK (purpose IN ('set_up', 'set_password')),
  user_id uuid CONSTRAINT one_time_link_user_fk REFERENCES registry.app_user,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE TABLE registry.refresh_token (
  token_hash bytea CONSTRAINT refresh_token_pk PRIMARY KEY,
  family_id uuid NOT NULL,
  user_id uuid NOT NULL CONSTRAINT refresh_token_user_fk REFERENCES registry.app_user,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX refresh_token_family ON registry.refresh_token (family_id);
CREATE TABLE registry.web_session (
  token_hash bytea CONSTRAINT web_session_pk PRIMARY KEY,
  user_id uuid NOT NULL CONSTRAINT web_session_user_fk REFERENCES registry.app_user,
  token_version integer NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
`;

const records = `
CREATE TABLE registry.place (
  code text CONSTRAINT place_pk PRIMARY KEY,
  parent_code text CONSTRAINT place_parent_fk REFERENCES registry.place,
  name text NOT NULL,
  level smallint NOT NULL CONSTRAINT place_level CHECK (level BETWEEN 1 AND 6),
  state_code text NOT NULL,
  municipality_code text,
  CONSTRAINT place_parent_below_first CHECK ((level = 1) = (parent_code IS NULL))
);
CREATE TABLE registry.person (
  id uuid CONSTRAINT person_pk PRIMARY KEY,
  owner_organisation_id uuid NOT NULL CONSTRAINT person_owner_fk REFERENCES registry.organisation,
  reference text CONSTRAINT person_reference_length CHECK (length(reference) BETWEEN 1 AND 200),
  sharing_level text NOT NULL CONSTRAINT person_sharing_level CHECK (sharing_level IN ('registry_only', 'named_organisations', 'central_agency_only', 'partners_pseudonymous')),
  legal_basis text NOT NULL CONSTRAINT person_legal_basis CHECK (legal_basis IN ('consent', 'vital_interests', 'public_interest', 'legal_obligation', 'legitimate_interest')),
  has_identity boolean NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT person_reference_unique UNIQUE (owner_organisation_id, reference)
);
CREATE INDEX person_sharing ON registry.person (sharing_level) WHERE sharing_level <> 'partners_pseudonymous';
CREATE TABLE registry.person_named_organisation (
  person_id uuid NOT NULL CONSTRAINT person_named_organisation_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT person_named_organisation_organisation_fk REFERENCES registry.organisation,
  CONSTRAINT person_named_organisation_pk PRIMARY KEY (person_id, organisation_id)
);
CREATE TABLE registry.pseudonym (
  person_id uuid NOT NULL CONSTRAINT pseudonym_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT pseudonym_organisation_fk REFERENCES registry.organisation,
  pseudonym text NOT NULL CONSTRAINT pseudonym_unique UNIQUE,
  CONSTRAINT pseudonym_pk PRIMARY KEY (person_id, organisation_id)
);
CREATE TABLE registry.assignment (
  id uuid CONSTRAINT assignment_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT assignment_person_fk REFERENCES registry.person,
  user_id uuid NOT NULL CONSTRAINT assignment_user_fk REFERENCES registry.app_user,
  assigned_by uuid NOT NULL CONSTRAINT assignment_assigned_by_fk REFERENCES registry.app_user,
  assigned_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX assignment_open_unique ON registry.assignment (user_id, person_id) WHERE ended_at IS NULL;
CREATE TABLE registry.statement (
  id uuid CONSTRAINT statement_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT statement_person_fk REFERENCES registry.person,
  kind text NOT NULL,
  valid_edtf text NOT NULL,
  valid_earliest timestamptz NOT NULL,
  valid_latest timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  basis text NOT NULL CONSTRAINT statement_basis CHECK (basis IN ('observed', 'told', 'inferred')),
  source text NOT NULL,
  reliability text NOT NULL CONSTRAINT statement_reliability CHECK (reliability ~ '^[A-F]$'),
  information smallint NOT NULL CONSTRAINT statement_information CHECK (information BETWEEN 1 AND 6),
  place_code text CONSTRAINT statement_place_fk REFERENCES registry.place,
  place_precision text CONSTRAINT statement_place_precision CHECK (place_precision IN ('exact_10m', 'vicinity_100m', 'locality_1km', 'admin_area', 'unknown')),
  confidential boolean NOT NULL,
  details jsonb NOT NULL CONSTRAINT statement_details_object CHECK (jsonb_typeof(details) = 'object'),
  reference text,
  CONSTRAINT statement_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT statement_valid_order CHECK (valid_earliest <= valid_latest),
  CONSTRAINT statement_place_pair CHECK ((place_code IS NULL) = (place_precision IS NULL))
);
CREATE UNIQUE INDEX statement_reference_unique ON registry.statement (organisation_id, person_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX statement_person ON registry.statement (person_id);
CREATE TABLE registry.statement_withdrawal (
  statement_id uuid CONSTRAINT statement_withdrawal_pk PRIMARY KEY CONSTRAINT statement_withdrawal_statement_fk REFERENCES registry.statement,
  how text NOT NULL CONSTRAINT statement_withdrawal_how CHECK (how IN ('retracted', 'superseded')),
  successor_id uuid CONSTRAINT statement_withdrawal_successor_fk REFERENCES registry.statement,
  reason text NOT NULL CONSTRAINT statement_withdrawal_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT statement_withdrawal_recorded_by_fk REFERENCES registry.app_user,
  CONSTRAINT statement_withdrawal_successor CHECK ((how = 'superseded') = (successor_id IS NOT NULL))
);
CREATE TABLE registry.record_projection (
  person_id uuid NOT NULL CONSTRAINT record_projection_person_fk REFERENCES registry.person,
  view text NOT NULL,
  status text NOT NULL,
  fate text NOT NULL,
  episode integer NOT NULL,
  sex text NOT NULL,
  state text NOT NULL,
  municipality text NOT NULL,
  month text NOT NULL,
  category text NOT NULL,
  side text NOT NULL,
  holder text NOT NULL,
  lasting_flags text[] NOT NULL,
  sign_of_life_earliest timestamptz,
  updated_at timestamptz NOT NULL,
  CONSTRAINT record_projection_pk PRIMARY KEY (person_id, view)
);
CREATE INDEX record_projection_status ON registry.record_projection (view, status);
`;

const doors = `
CREATE TABLE registry.disclosure (
  id uuid CONSTRAINT disclosure_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT disclosure_person_fk REFERENCES registry.person,
  user_id uuid NOT NULL CONSTRAINT disclosure_user_fk REFERENCES registry.app_user,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  reason text NOT NULL CONSTRAINT disclosure_reason_length CHECK (length(reason) BETWEEN 10 AND 2000),
  disclosed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  hidden_at timestamptz
);
CREATE INDEX disclosure_person ON registry.disclosure (person_id, user_id);
CREATE TABLE registry.inquiry (
  id uuid CONSTRAINT inquiry_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT inquiry_organisation_fk REFERENCES registry.organisation,
  user_id uuid NOT NULL CONSTRAINT inquiry_user_fk REFERENCES registry.app_user,
  purpose text NOT NULL,
  state text NOT NULL CONSTRAINT inquiry_state CHECK (state IN ('received', 'answered')),
  band text CONSTRAINT inquiry_band CHECK (band IN ('one_match', 'possible_matches', 'none', 'contact_registry')),
  status text,
  created_at timestamptz NOT NULL,
  CONSTRAINT inquiry_band_when_answered CHECK ((state = 'answered') = (band IS NOT NULL))
);
CREATE INDEX inquiry_organisation ON registry.inquiry (organisation_id, created_at);
CREATE TABLE registry.idempotency (
  user_id uuid NOT NULL CONSTRAINT idempotency_user_fk REFERENCES registry.app_user,
  method text NOT NULL,
  path text NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  response jsonb,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_pk PRIMARY KEY (user_id, method, path, key)
);
CREATE INDEX idempotency_created ON registry.idempotency (created_at);
CREATE TABLE registry.import_job (
  id uuid CONSTRAINT import_job_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT import_job_organisation_fk REFERENCES registry.organisation,
  user_id uuid NOT NULL CONSTRAINT import_job_user_fk REFERENCES registry.app_user,
  format text NOT NULL,
  file_sha256 bytea NOT NULL,
  mapping_sha256 bytea NOT NULL,
  row_reached bigint NOT NULL,
  added bigint NOT NULL,
  matched bigint NOT NULL,
  refused bigint NOT NULL,
  statements_added bigint NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  CONSTRAINT import_job_file_unique UNIQUE (organisation_id, file_sha256, mapping_sha256)
);
CREATE TABLE registry.import_report (
  job_id uuid NOT NULL CONSTRAINT import_report_job_fk REFERENCES registry.import_job,
  first_row bigint NOT NULL,
  lines json NOT NULL CONSTRAINT import_report_lines_array CHECK (json_typeof(lines) = 'array'),
  CONSTRAINT import_report_pk PRIMARY KEY (job_id, first_row)
);
COMMENT ON TABLE registry.import_report IS 'what became of each row, one document for each batch: a row of its own for every line cost a tenth of an import';
`;

const guards = `
CREATE FUNCTION registry.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
${['statement', 'statement_withdrawal']
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('')}`;

/** Privileges by table; what is not listed the application role may not do. */
const privileges: Readonly<Record<string, string>> = {
  meta: 'SELECT, INSERT, UPDATE',
  party: 'SELECT, INSERT',
  organisation: 'SELECT, INSERT',
  app_user: 'SELECT, INSERT, UPDATE',
  one_time_link: 'SELECT, INSERT, UPDATE, DELETE',
  refresh_token: 'SELECT, INSERT, UPDATE, DELETE',
  web_session: 'SELECT, INSERT, UPDATE, DELETE',
  place: 'SELECT, INSERT',
  person: 'SELECT, INSERT, UPDATE (has_identity)',
  person_named_organisation: 'SELECT, INSERT',
  pseudonym: 'SELECT, INSERT',
  assignment: 'SELECT, INSERT, UPDATE (ended_at)',
  statement: 'SELECT, INSERT',
  statement_withdrawal: 'SELECT, INSERT',
  record_projection: 'SELECT, INSERT, UPDATE, DELETE',
  disclosure: 'SELECT, INSERT, UPDATE (hidden_at)',
  inquiry: 'SELECT, INSERT',
  idempotency: 'SELECT, INSERT, UPDATE (response), DELETE',
  import_job: 'SELECT, INSERT, UPDATE',
  import_report: 'SELECT, INSERT',
};

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(organisations);
  await run(records);
  await run(doors);
  await run(guards);
  await run(`GRANT USAGE ON SCHEMA registry TO ${roles.appRole}`);
  for (const [table, granted] of Object.entries(privileges)) {
    await run(`GRANT ${granted} ON registry.${table} TO ${roles.appRole}`);
  }
}

// Creates the requests for disclosure that two persons decide, with their steps and grants, and lets a disclosure name its request.

export const name = 'request-disclosures';

const requests = `
CREATE TABLE registry.disclosure_request (
  id uuid CONSTRAINT disclosure_request_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT disclosure_request_person_fk REFERENCES registry.person,
  requested_by uuid NOT NULL,
  organisation_id uuid NOT NULL CONSTRAINT disclosure_request_organisation_fk REFERENCES registry.organisation,
  purpose text NOT NULL,
  fields text[] NOT NULL CONSTRAINT disclosure_request_fields_some CHECK (cardinality(fields) > 0),
  reason text NOT NULL CONSTRAINT disclosure_request_reason_length CHECK (length(reason) BETWEEN 10 AND 2000),
  days integer NOT NULL CONSTRAINT disclosure_request_days CHECK (days BETWEEN 1 AND 30),
  single_use boolean NOT NULL,
  identity_check text,
  requested_at timestamptz NOT NULL,
  CONSTRAINT disclosure_request_author_fk FOREIGN KEY (requested_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT disclosure_request_subject_checked CHECK ((identity_check IS NOT NULL) = (purpose = 'data_subject_request'))
);
COMMENT ON COLUMN registry.disclosure_request.identity_check IS 'how the identity of a data subject or representative was checked: a code';
CREATE INDEX disclosure_request_person ON registry.disclosure_request (person_id);
CREATE INDEX disclosure_request_author ON registry.disclosure_request (requested_by, requested_at DESC, id DESC);
CREATE TABLE registry.disclosure_request_step (
  request_id uuid NOT NULL CONSTRAINT disclosure_request_step_request_fk REFERENCES registry.disclosure_request,
  number integer NOT NULL CONSTRAINT disclosure_request_step_number_positive CHECK (number > 0),
  step text NOT NULL CONSTRAINT disclosure_request_step_step CHECK (step IN ('approved', 'refused', 'withdrawn', 'revoked')),
  fields text[],
  days integer CONSTRAINT disclosure_request_step_days CHECK (days BETWEEN 1 AND 30),
  single_use boolean,
  as_custodian boolean,
  reason text CONSTRAINT disclosure_request_step_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT disclosure_request_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT disclosure_request_step_pk PRIMARY KEY (request_id, number),
  CONSTRAINT disclosure_request_step_terms CHECK (CASE WHEN step = 'approved'
    THEN cardinality(fields) > 0 AND num_nulls(fields, days, single_use, as_custodian) = 0 AND reason IS NULL
    ELSE num_nonnulls(fields, days, single_use, as_custodian) = 0 AND reason IS NOT NULL END)
);
CREATE UNIQUE INDEX disclosure_request_approved_once ON registry.disclosure_request_step (request_id, recorded_by) WHERE step = 'approved';
CREATE UNIQUE INDEX disclosure_request_closed_once ON registry.disclosure_request_step (request_id) WHERE step <> 'approved';
CREATE TABLE registry.disclosure_grant (
  request_id uuid CONSTRAINT disclosure_grant_pk PRIMARY KEY CONSTRAINT disclosure_grant_request_fk REFERENCES registry.disclosure_request,
  first_approval integer NOT NULL,
  second_approval integer NOT NULL,
  fields text[] NOT NULL CONSTRAINT disclosure_grant_fields_some CHECK (cardinality(fields) > 0),
  single_use boolean NOT NULL,
  granted_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  CONSTRAINT disclosure_grant_two CHECK (first_approval < second_approval),
  CONSTRAINT disclosure_grant_term CHECK (ends_at > granted_at AND ends_at <= granted_at + interval '30 days'),
  CONSTRAINT disclosure_grant_first_fk FOREIGN KEY (request_id, first_approval) REFERENCES registry.disclosure_request_step (request_id, number),
  CONSTRAINT disclosure_grant_second_fk FOREIGN KEY (request_id, second_approval) REFERENCES registry.disclosure_request_step (request_id, number)
);
COMMENT ON TABLE registry.disclosure_grant IS 'what two approvals allow together: a request is granted once';
`;

/** What names no request was disclosed to an assigned worker, as all was before. */
const uses = `
ALTER TABLE registry.disclosure
  ADD COLUMN request_id uuid CONSTRAINT disclosure_request_fk REFERENCES registry.disclosure_request,
  ADD COLUMN single_use boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT disclosure_single_use_requested CHECK (NOT single_use OR request_id IS NOT NULL);
CREATE UNIQUE INDEX disclosure_single_use ON registry.disclosure (request_id) WHERE single_use;
CREATE INDEX disclosure_of_request ON registry.disclosure (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX disclosure_user ON registry.disclosure (user_id, disclosed_at) WHERE request_id IS NULL;
`;

const TABLES = ['disclosure_request', 'disclosure_request_step', 'disclosure_grant'];

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(requests);
  await run(uses);
  for (const table of TABLES) {
    await run(`CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
      CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
      GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
  }
}

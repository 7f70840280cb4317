// Creates the tables of tracing requests, of lists with their lines and answers, of the guards that keep them, and the service's privileges.

export const name = 'create-tracing-requests-and-lists';

const tracingRequests = `
CREATE TABLE registry.tracing_request (
  id uuid CONSTRAINT tracing_request_pk PRIMARY KEY,
  enquirer_id uuid NOT NULL CONSTRAINT tracing_request_enquirer_unique UNIQUE,
  person_id uuid NOT NULL CONSTRAINT tracing_request_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT tracing_request_organisation_fk REFERENCES registry.organisation,
  worker_id uuid NOT NULL,
  reference text CONSTRAINT tracing_request_reference_length CHECK (length(reference) BETWEEN 1 AND 200),
  kinship text NOT NULL,
  channel text NOT NULL,
  received_on date NOT NULL,
  state text NOT NULL CONSTRAINT tracing_request_state CHECK (state IN ('received', 'open', 'suspended', 'answered', 'closed')),
  closing_reason text,
  version integer NOT NULL CONSTRAINT tracing_request_version_positive CHECK (version > 0),
  created_at timestamptz NOT NULL,
  CONSTRAINT tracing_request_worker_fk FOREIGN KEY (worker_id, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT tracing_request_reference_unique UNIQUE (organisation_id, reference),
  CONSTRAINT tracing_request_closing_reason CHECK ((state = 'closed') = (closing_reason IS NOT NULL))
);
COMMENT ON COLUMN registry.tracing_request.enquirer_id IS 'under which the vault keeps who asks and how they are reached safely';
CREATE INDEX tracing_request_person ON registry.tracing_request (person_id);
CREATE INDEX tracing_request_listing ON registry.tracing_request (organisation_id, created_at, id);
CREATE TABLE registry.tracing_request_step (
  request_id uuid NOT NULL CONSTRAINT tracing_request_step_request_fk REFERENCES registry.tracing_request,
  number integer NOT NULL CONSTRAINT tracing_request_step_number_positive CHECK (number > 0),
  state text NOT NULL,
  closing_reason text,
  reason text NOT NULL CONSTRAINT tracing_request_step_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT tracing_request_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT tracing_request_step_pk PRIMARY KEY (request_id, number)
);
CREATE TABLE registry.tracing_consent (
  request_id uuid NOT NULL CONSTRAINT tracing_consent_request_fk REFERENCES registry.tracing_request,
  number integer NOT NULL CONSTRAINT tracing_consent_number_positive CHECK (number > 0),
  given_by text NOT NULL CONSTRAINT tracing_consent_given_by CHECK (given_by IN ('enquirer', 'sought_person')),
  purpose text NOT NULL,
  recipient text NOT NULL,
  recipient_organisation_id uuid CONSTRAINT tracing_consent_organisation_fk REFERENCES registry.organisation,
  decision text NOT NULL CONSTRAINT tracing_consent_decision CHECK (decision IN ('given', 'refused', 'withdrawn')),
  decided_on date NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT tracing_consent_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT tracing_consent_pk PRIMARY KEY (request_id, number),
  CONSTRAINT tracing_consent_recipient CHECK ((recipient = 'organisation') = (recipient_organisation_id IS NOT NULL))
);
`;

const lists = `
CREATE TABLE registry.list (
  id uuid CONSTRAINT list_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT list_organisation_fk REFERENCES registry.organisation,
  recorded_by uuid NOT NULL,
  reference text CONSTRAINT list_reference_length CHECK (length(reference) BETWEEN 1 AND 200),
  submitter_organisation_id uuid CONSTRAINT list_submitter_organisation_fk REFERENCES registry.organisation,
  submitter_party_id uuid CONSTRAINT list_submitter_party_fk REFERENCES registry.party,
  recipient_organisation_id uuid CONSTRAINT list_recipient_organisation_fk REFERENCES registry.organisation,
  recipient_party_id uuid CONSTRAINT list_recipient_party_fk REFERENCES registry.party,
  submitted_on date NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT list_worker_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT list_reference_unique UNIQUE (organisation_id, reference),
  CONSTRAINT list_one_submitter CHECK (num_nonnulls(submitter_organisation_id, submitter_party_id) = 1),
  CONSTRAINT list_one_recipient CHECK (num_nonnulls(recipient_organisation_id, recipient_party_id) = 1)
);
CREATE INDEX list_listing ON registry.list (organisation_id, submitted_on, id);
CREATE TABLE registry.list_line (
  id uuid CONSTRAINT list_line_pk PRIMARY KEY,
  list_id uuid NOT NULL CONSTRAINT list_line_list_fk REFERENCES registry.list,
  number integer NOT NULL CONSTRAINT list_line_number_positive CHECK (number > 0),
  person_id uuid CONSTRAINT list_line_person_fk REFERENCES registry.person,
  sealed boolean NOT NULL,
  least integer NOT NULL CONSTRAINT list_line_least CHECK (least >= 0),
  most integer NOT NULL,
  CONSTRAINT list_line_number_unique UNIQUE (list_id, number),
  CONSTRAINT list_line_most CHECK (most >= least AND most > 0),
  CONSTRAINT list_line_person_is_one CHECK (person_id IS NULL OR (least = 1 AND most = 1))
);
COMMENT ON COLUMN registry.list_line.sealed IS 'whether the vault keeps the line as it was submitted, under the id of the line';
CREATE INDEX list_line_person ON registry.list_line (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE registry.list_answer (
  id uuid CONSTRAINT list_answer_pk PRIMARY KEY,
  list_id uuid NOT NULL CONSTRAINT list_answer_list_fk REFERENCES registry.list,
  line_id uuid CONSTRAINT list_answer_line_fk REFERENCES registry.list_line,
  answer text NOT NULL CONSTRAINT list_answer_answer CHECK (answer IN ('acknowledged', 'denied', 'no_information', 'refused', 'returned', 'dead')),
  answered_on date NOT NULL,
  organisation_id uuid CONSTRAINT list_answer_organisation_fk REFERENCES registry.organisation,
  party_id uuid CONSTRAINT list_answer_party_fk REFERENCES registry.party,
  grade text NOT NULL CONSTRAINT list_answer_grade CHECK (grade ~ '^[A-F][1-6]$'),
  recorded_by uuid NOT NULL CONSTRAINT list_answer_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT list_answer_one_giver CHECK (num_nonnulls(organisation_id, party_id) = 1)
);
COMMENT ON COLUMN registry.list_answer.line_id IS 'null for an answer to the whole list, which touches no record';
CREATE INDEX list_answer_list ON registry.list_answer (list_id, line_id);
CREATE TABLE registry.list_answer_statement (
  statement_id uuid CONSTRAINT list_answer_statement_pk PRIMARY KEY CONSTRAINT list_answer_statement_statement_fk REFERENCES registry.statement,
  answer_id uuid NOT NULL CONSTRAINT list_answer_statement_answer_fk REFERENCES registry.list_answer
);
CREATE INDEX list_answer_statement_answer ON registry.list_answer_statement (answer_id);
CREATE TABLE registry.list_answer_withdrawal (
  answer_id uuid CONSTRAINT list_answer_withdrawal_pk PRIMARY KEY CONSTRAINT list_answer_withdrawal_answer_fk REFERENCES registry.list_answer,
  reason text NOT NULL CONSTRAINT list_answer_withdrawal_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT list_answer_withdrawal_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
`;

const disclosures = `
CREATE TABLE registry.contact_disclosure (
  id uuid CONSTRAINT contact_disclosure_pk PRIMARY KEY,
  subject_kind text NOT NULL CONSTRAINT contact_disclosure_subject_kind CHECK (subject_kind IN ('tracing_request', 'list_line')),
  subject_id uuid NOT NULL,
  user_id uuid NOT NULL CONSTRAINT contact_disclosure_user_fk REFERENCES registry.app_user,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  reason text NOT NULL CONSTRAINT contact_disclosure_reason_length CHECK (length(reason) BETWEEN 10 AND 2000),
  disclosed_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX contact_disclosure_subject ON registry.contact_disclosure (subject_id, disclosed_at);
COMMENT ON TABLE registry.contact_disclosure IS 'who was shown an enquirer, or a line of a list as it was submitted, and why';
`;

/** What was decided, answered and shown stays as it was recorded. */
const guards = [
  'tracing_request_step',
  'tracing_consent',
  'list_answer',
  'list_answer_statement',
  'list_answer_withdrawal',
  'contact_disclosure',
]
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('');

/** Privileges by table; what is not listed the application role may not do. */
const privileges: Readonly<Record<string, string>> = {
  tracing_request: 'SELECT, INSERT, UPDATE (worker_id, channel, state, closing_reason, version)',
  tracing_request_step: 'SELECT, INSERT',
  tracing_consent: 'SELECT, INSERT',
  list: 'SELECT, INSERT',
  list_line: 'SELECT, INSERT, UPDATE (person_id)',
  list_answer: 'SELECT, INSERT',
  list_answer_statement: 'SELECT, INSERT',
  list_answer_withdrawal: 'SELECT, INSERT',
  contact_disclosure: 'SELECT, INSERT',
};

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tracingRequests);
  await run(lists);
  await run(disclosures);
  await run(guards);
  for (const [table, granted] of Object.entries(privileges)) {
    await run(`GRANT ${granted} ON registry.${table} TO ${roles.appRole}`);
  }
}

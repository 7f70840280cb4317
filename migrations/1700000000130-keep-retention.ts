// Creates the tables of how long identities are kept, and lets an erasure be carried out by the clock once its time has passed.

export const name = 'keep-retention';

const tables = `
ALTER TABLE registry.person ADD COLUMN identity_closed_at timestamptz;
COMMENT ON COLUMN registry.person.identity_closed_at IS 'since when the identity is closed by its date of retention: nobody is shown it and no search finds it, and the owner can open it again';

CREATE TABLE registry.retention_step (
  person_id uuid NOT NULL CONSTRAINT retention_step_person_fk REFERENCES registry.person,
  number integer NOT NULL CONSTRAINT retention_step_number_positive CHECK (number > 0),
  organisation_id uuid NOT NULL CONSTRAINT retention_step_organisation_fk REFERENCES registry.organisation,
  step text NOT NULL CONSTRAINT retention_step_step CHECK (step IN ('set', 'lifted', 'warned', 'put_off', 'closed', 'reopened', 'erased')),
  until date,
  cause text CONSTRAINT retention_step_cause CHECK (cause IN ('rule', 'search_open', 'tracing_request_open')),
  reason text CONSTRAINT retention_step_reason_length CHECK (length(reason) BETWEEN 10 AND 1000),
  recorded_by uuid CONSTRAINT retention_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT retention_step_pk PRIMARY KEY (person_id, number),
  CONSTRAINT retention_step_by_somebody CHECK (
    num_nulls(recorded_by, reason) IN (0, 2)
    AND (recorded_by IS NOT NULL) = (step IN ('set', 'lifted', 'reopened') AND cause IS DISTINCT FROM 'rule')),
  CONSTRAINT retention_step_of_date CHECK (until IS NOT NULL OR step IN ('lifted', 'reopened')),
  CONSTRAINT retention_step_put_off_for CHECK (
    CASE step WHEN 'put_off' THEN cause IS NOT NULL AND cause <> 'rule' WHEN 'set' THEN cause IS NULL OR cause = 'rule' ELSE cause IS NULL END)
);
COMMENT ON TABLE registry.retention_step IS 'every step that was ever taken, by somebody, by a rule or by the clock; what stands is what they amount to';

CREATE TABLE registry.retention (
  person_id uuid CONSTRAINT retention_pk PRIMARY KEY CONSTRAINT retention_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT retention_organisation_fk REFERENCES registry.organisation,
  version integer NOT NULL CONSTRAINT retention_version_positive CHECK (version > 0),
  until date,
  warned_on date,
  put_off text,
  closed_on date,
  next_on date,
  CONSTRAINT retention_dated CHECK (until IS NOT NULL OR num_nonnulls(warned_on, put_off, closed_on, next_on) = 0),
  CONSTRAINT retention_closed_after_warning CHECK (closed_on IS NULL OR warned_on IS NOT NULL)
);
COMMENT ON TABLE registry.retention IS 'what the steps of a person amount to, kept here so that those that are due are found quickly';
COMMENT ON COLUMN registry.retention.next_on IS 'the next day on which the clock looks; null where it never has to';
CREATE INDEX retention_due ON registry.retention (next_on) WHERE next_on IS NOT NULL;
CREATE INDEX retention_listing ON registry.retention (organisation_id, until, person_id) WHERE until IS NOT NULL;

CREATE TABLE registry.retention_rule (
  number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT retention_rule_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT retention_rule_organisation_fk REFERENCES registry.organisation,
  months integer CONSTRAINT retention_rule_months CHECK (months BETWEEN 12 AND 1200),
  recorded_by uuid NOT NULL CONSTRAINT retention_rule_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE registry.retention_rule IS 'the newest row of an organisation gives every person that it registers a date, so many months on; null gives none';
CREATE INDEX retention_rule_organisation ON registry.retention_rule (organisation_id, number);
`;

/** The date stands for the first of the two people and the time in which nobody objected for the second: nobody is named where nobody acted. */
const erasuresByTheClock = `
ALTER TABLE registry.erasure
  ALTER COLUMN requested_by DROP NOT NULL,
  DROP CONSTRAINT erasure_confirmed_by_somebody,
  ADD CONSTRAINT erasure_requested_by_somebody CHECK ((requested_by IS NULL) = (ground = 'retention_ended')),
  ADD CONSTRAINT erasure_confirmed_by_somebody CHECK (
    CASE WHEN ground = 'retention_ended' THEN confirmed_by IS NULL AND confirmed_at IS NOT NULL ELSE num_nulls(confirmed_by, confirmed_at) IN (0, 2) END);
`;

const guards = ['retention_step', 'retention_rule']
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('');

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(erasuresByTheClock);
  await run(guards);
  await run(`GRANT UPDATE (identity_closed_at) ON registry.person TO ${roles.appRole}`);
  await run(`GRANT SELECT, INSERT ON registry.retention_step, registry.retention_rule TO ${roles.appRole}`);
  await run(`GRANT SELECT, INSERT, UPDATE (version, until, warned_on, put_off, closed_on, next_on)
    ON registry.retention TO ${roles.appRole}`);
}

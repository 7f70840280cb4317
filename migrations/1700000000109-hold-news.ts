// Creates the tables of statements under embargo, of how each embargo ended, and of which organisations have their news verified first.

export const name = 'hold-news';

const tables = `
CREATE TABLE registry.embargo (
  statement_id uuid CONSTRAINT embargo_pk PRIMARY KEY CONSTRAINT embargo_statement_fk REFERENCES registry.statement,
  person_id uuid NOT NULL CONSTRAINT embargo_person_fk REFERENCES registry.person,
  ground text NOT NULL CONSTRAINT embargo_ground CHECK (ground IN ('news', 'by_hand', 'will')),
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE registry.embargo IS 'statements of which others than their giver and the owner of the person are told later, or never';
CREATE INDEX embargo_person ON registry.embargo (person_id);
CREATE TABLE registry.embargo_end (
  statement_id uuid CONSTRAINT embargo_end_pk PRIMARY KEY CONSTRAINT embargo_end_embargo_fk REFERENCES registry.embargo,
  verdict text NOT NULL CONSTRAINT embargo_end_verdict CHECK (verdict IN ('verified', 'rejected')),
  reason text NOT NULL CONSTRAINT embargo_end_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT embargo_end_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
CREATE TABLE registry.news_rule (
  number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT news_rule_pk PRIMARY KEY,
  organisation_id uuid CONSTRAINT news_rule_organisation_fk REFERENCES registry.organisation,
  verified_first boolean NOT NULL,
  recorded_by uuid CONSTRAINT news_rule_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE registry.news_rule IS 'the newest row of an organisation counts, then the newest without one; where there is none, news is verified first';
CREATE INDEX news_rule_organisation ON registry.news_rule (organisation_id, number);
`;

const guards = ['embargo', 'embargo_end', 'news_rule']
  .map(
    (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
  )
  .join('');

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  for (const table of ['embargo', 'embargo_end', 'news_rule'])
    await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
}

// Keeps which organisations were asked for a split of a release by party, what they answered, and for which release it was used.

export const name = 'ask-for-splits';

const tables = `
CREATE TABLE registry.release_split (
  id uuid CONSTRAINT release_split_pk PRIMARY KEY,
  turn integer GENERATED ALWAYS AS IDENTITY CONSTRAINT release_split_turn_unique UNIQUE,
  split_by text NOT NULL CONSTRAINT release_split_by_known CHECK (split_by IN ('side', 'holder')),
  asked_by uuid NOT NULL CONSTRAINT release_split_asked_by_fk REFERENCES registry.app_user,
  asked_at timestamptz NOT NULL
);
COMMENT ON TABLE registry.release_split IS 'a release by party for which agreement is asked; nothing is counted for it before all have agreed';
COMMENT ON COLUMN registry.release_split.turn IS 'in the order of asking, which a clock may not tell';
CREATE TABLE registry.release_split_use (
  split_id uuid CONSTRAINT release_split_use_pk PRIMARY KEY CONSTRAINT release_split_use_split_fk REFERENCES registry.release_split,
  number integer NOT NULL CONSTRAINT release_split_use_unique UNIQUE CONSTRAINT release_split_use_release_fk REFERENCES registry.release
);
COMMENT ON TABLE registry.release_split_use IS 'agreement is for one release';
CREATE TABLE registry.release_split_request (
  split_id uuid NOT NULL CONSTRAINT release_split_request_split_fk REFERENCES registry.release_split,
  organisation_id uuid NOT NULL CONSTRAINT release_split_request_organisation_fk REFERENCES registry.organisation,
  asked_at timestamptz NOT NULL,
  CONSTRAINT release_split_request_pk PRIMARY KEY (split_id, organisation_id)
);
CREATE INDEX release_split_request_of_organisation ON registry.release_split_request (organisation_id, asked_at);
CREATE TABLE registry.release_split_answer (
  split_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  version integer NOT NULL CONSTRAINT release_split_answer_version CHECK (version >= 1),
  answer text NOT NULL CONSTRAINT release_split_answer_known CHECK (answer IN ('agreed', 'refused', 'withdrawn')),
  reason text CONSTRAINT release_split_answer_reason_known CHECK (reason IN ('would_endanger', 'givers_not_asked', 'figures_incomplete', 'would_mislead')),
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT release_split_answer_pk PRIMARY KEY (split_id, organisation_id, version),
  CONSTRAINT release_split_answer_request_fk FOREIGN KEY (split_id, organisation_id) REFERENCES registry.release_split_request,
  CONSTRAINT release_split_answer_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT release_split_answer_reason_of_refusal CHECK ((reason IS NOT NULL) = (answer = 'refused'))
);
`;

const TABLES = ['release_split', 'release_split_use', 'release_split_request', 'release_split_answer'] as const;

/** An organisation sees that it was asked itself, and its own answers: who else feeds a release, and what they say, is not told. */
const OWN = 'organisation_id = (SELECT registry.actor_organisation())';
const REGISTRY = '(SELECT registry.reaches_registry())';
const RULES = {
  release_split_request: { see: `(${OWN} OR ${REGISTRY})`, add: REGISTRY },
  release_split_answer: {
    see: `(${OWN} OR ${REGISTRY})`,
    add: `(${OWN} AND recorded_by = (SELECT registry.actor_user()))`,
  },
} as const;

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  for (const table of TABLES)
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
  for (const [table, { see, add }] of Object.entries(RULES))
    await run(`
ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
}

// Creates the rows by which records of one person are merged and split again, their guards, and the few privileges of the application role.

export const name = 'link-persons';

const tables = `
CREATE TABLE registry.person_link (
  id uuid CONSTRAINT person_link_pk PRIMARY KEY,
  from_person_id uuid NOT NULL CONSTRAINT person_link_from_fk REFERENCES registry.person,
  into_person_id uuid NOT NULL CONSTRAINT person_link_into_fk REFERENCES registry.person,
  reason text NOT NULL CONSTRAINT person_link_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  proposed_by uuid NOT NULL,
  organisation_id uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  CONSTRAINT person_link_proposer_fk FOREIGN KEY (proposed_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT person_link_of_two CHECK (from_person_id <> into_person_id)
);
CREATE INDEX person_link_from ON registry.person_link (from_person_id);
CREATE INDEX person_link_into ON registry.person_link (into_person_id);
CREATE TABLE registry.person_link_review (
  link_id uuid NOT NULL CONSTRAINT person_link_review_link_fk REFERENCES registry.person_link,
  organisation_id uuid NOT NULL,
  reviewed_by uuid NOT NULL,
  verdict text NOT NULL CONSTRAINT person_link_review_verdict CHECK (verdict IN ('confirmed', 'refused')),
  completes boolean NOT NULL,
  reason text NOT NULL CONSTRAINT person_link_review_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT person_link_review_pk PRIMARY KEY (link_id, organisation_id),
  CONSTRAINT person_link_review_reviewer_fk FOREIGN KEY (reviewed_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT person_link_review_completes CHECK (verdict = 'confirmed' OR NOT completes)
);
CREATE UNIQUE INDEX person_link_review_one_completes ON registry.person_link_review (link_id) WHERE completes;
COMMENT ON COLUMN registry.person_link_review.completes IS 'the confirmation with which everybody asked has agreed: from its time on the link stands';
CREATE TABLE registry.person_link_withdrawal (
  link_id uuid CONSTRAINT person_link_withdrawal_pk PRIMARY KEY CONSTRAINT person_link_withdrawal_link_fk REFERENCES registry.person_link,
  reason text NOT NULL CONSTRAINT person_link_withdrawal_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT person_link_withdrawal_recorded_by_fk REFERENCES registry.app_user
);
`;

/** So that two workers who correct one identity can notice each other. */
const identity = `ALTER TABLE registry.person ADD COLUMN identity_version integer NOT NULL DEFAULT 0`;

const TABLES = ['person_link', 'person_link_review', 'person_link_withdrawal'] as const;

/** A merge is undone by a row of its own, so that what was known at any time stays known. */
const guards = TABLES.map(
  (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
).join('');

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(identity);
  await run(guards);
  await run(`GRANT UPDATE (identity_version) ON registry.person TO ${roles.appRole}`);
  for (const table of TABLES) await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
}

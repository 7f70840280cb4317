// Creates the rows of who is to be matched, of which two records may be one person, and of what was found and said of them; their guards and privileges.

export const name = 'propose-matches';

/** A mark is added by whoever changes a person and taken away by whoever has matched them, so that neither waits for the other. */
const marks = `
CREATE TABLE registry.match_mark (
  number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT match_mark_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT match_mark_person_fk REFERENCES registry.person
);
CREATE INDEX match_mark_of_person ON registry.match_mark (person_id);
COMMENT ON TABLE registry.match_mark IS 'persons of whom something changed since they were last compared with others; those of an older registry are marked by a command';
`;

const proposals = `
CREATE TABLE registry.match_proposal (
  id uuid CONSTRAINT match_proposal_pk PRIMARY KEY,
  low_person_id uuid NOT NULL CONSTRAINT match_proposal_low_fk REFERENCES registry.person,
  high_person_id uuid NOT NULL CONSTRAINT match_proposal_high_fk REFERENCES registry.person,
  low_owner_id uuid NOT NULL CONSTRAINT match_proposal_low_owner_fk REFERENCES registry.organisation,
  high_owner_id uuid NOT NULL CONSTRAINT match_proposal_high_owner_fk REFERENCES registry.organisation,
  deciders text NOT NULL CONSTRAINT match_proposal_deciders CHECK (deciders IN ('owners', 'central_agency')),
  state text NOT NULL CONSTRAINT match_proposal_state CHECK (state IN ('open', 'told', 'superseded', 'confirmed', 'not_same')),
  band text NOT NULL CONSTRAINT match_proposal_band CHECK (band IN ('same', 'possible')),
  why jsonb NOT NULL,
  normal_form integer NOT NULL CONSTRAINT match_proposal_normal_form_positive CHECK (normal_form > 0),
  found_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT match_proposal_of_two CHECK (low_person_id < high_person_id),
  CONSTRAINT match_proposal_pair UNIQUE (low_person_id, high_person_id)
);
CREATE INDEX match_proposal_high ON registry.match_proposal (high_person_id);
CREATE INDEX match_proposal_low_owner ON registry.match_proposal (low_owner_id, found_at, id) WHERE deciders = 'owners';
CREATE INDEX match_proposal_high_owner ON registry.match_proposal (high_owner_id, found_at, id) WHERE deciders = 'owners';
CREATE INDEX match_proposal_of_agency ON registry.match_proposal (found_at, id) WHERE deciders = 'central_agency';
COMMENT ON COLUMN registry.match_proposal.low_owner_id IS 'who registered the person, which never changes: a queue is found without a look at anybody else''s';
COMMENT ON COLUMN registry.match_proposal.why IS 'part by part in codes: no name, no date, and no weight, which would tell how rare a name is';
COMMENT ON COLUMN registry.match_proposal.deciders IS 'who alone hears of it: both owners, or the central agency where they may not know of each other''s record';
`;

/** What a comparison found, each time it changed; what somebody may have read is part of what was known. */
const findings = `
CREATE TABLE registry.match_finding (
  proposal_id uuid NOT NULL CONSTRAINT match_finding_proposal_fk REFERENCES registry.match_proposal,
  number integer NOT NULL CONSTRAINT match_finding_number_positive CHECK (number > 0),
  agrees boolean NOT NULL,
  band text NOT NULL CONSTRAINT match_finding_band CHECK (band IN ('same', 'possible')),
  why jsonb NOT NULL,
  normal_form integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT match_finding_pk PRIMARY KEY (proposal_id, number)
);
CREATE TABLE registry.match_verdict (
  proposal_id uuid NOT NULL CONSTRAINT match_verdict_proposal_fk REFERENCES registry.match_proposal,
  number integer NOT NULL CONSTRAINT match_verdict_number_positive CHECK (number > 0),
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  verdict text NOT NULL CONSTRAINT match_verdict_verdict CHECK (verdict IN ('same', 'not_same', 'tell')),
  reason text NOT NULL CONSTRAINT match_verdict_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT match_verdict_pk PRIMARY KEY (proposal_id, number),
  CONSTRAINT match_verdict_recorder_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
`;

const APPEND_ONLY = ['match_finding', 'match_verdict'] as const;

const guards = APPEND_ONLY.map(
  (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
).join('');

/** A decision is moved by no comparison; taking a merge back opens what was confirmed. */
const decided = `
CREATE FUNCTION registry.keep_match_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'not_same' AND NEW.state NOT IN ('not_same', 'confirmed')
     OR NEW.low_person_id <> OLD.low_person_id OR NEW.high_person_id <> OLD.high_person_id
     OR NEW.low_owner_id <> OLD.low_owner_id OR NEW.high_owner_id <> OLD.high_owner_id OR NEW.found_at <> OLD.found_at THEN
    RAISE EXCEPTION 'a decision on a match is for ever' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER match_proposal_decided BEFORE UPDATE ON registry.match_proposal FOR EACH ROW EXECUTE FUNCTION registry.keep_match_decision();
CREATE TRIGGER match_proposal_no_delete BEFORE DELETE ON registry.match_proposal FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER match_proposal_no_truncate BEFORE TRUNCATE ON registry.match_proposal FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(marks);
  await run(proposals);
  await run(findings);
  await run(guards);
  await run(decided);
  await run(`GRANT SELECT, INSERT, DELETE ON registry.match_mark TO ${roles.appRole}`);
  await run(
    `GRANT SELECT, INSERT ON registry.match_proposal, registry.match_finding, registry.match_verdict TO ${roles.appRole}`,
  );
  await run(
    `GRANT UPDATE (deciders, state, band, why, normal_form, changed_at) ON registry.match_proposal TO ${roles.appRole}`,
  );
}

// Keeps what becomes of files of evidence once somebody whom they are of is erased, and lets a blurred copy take the place of a destroyed one.

export const name = 'seal-files-of-erased';

const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';

/** True or nothing, and never a join; what the row above shows to nobody is not there to be asked. */
const file = (more = ''): string =>
  `(SELECT true FROM registry.evidence_file AS up WHERE up.id = evidence_file_step.file_id${more})`;
const OWN = ' AND up.organisation_id = (SELECT registry.actor_organisation())';

/** The tables that are shut from here on. */
export const SHUT = ['evidence_file_step'];

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(`
CREATE TABLE registry.evidence_file_step (
  file_id uuid NOT NULL CONSTRAINT evidence_file_step_file_fk REFERENCES registry.evidence_file,
  number integer NOT NULL CONSTRAINT evidence_file_step_number_positive CHECK (number > 0),
  step text NOT NULL CONSTRAINT evidence_file_step_step CHECK (step IN ('kept', 'destroyed')),
  erasure_id uuid CONSTRAINT evidence_file_step_erasure_fk REFERENCES registry.erasure,
  reason text CONSTRAINT evidence_file_step_reason_length CHECK (length(reason) BETWEEN 10 AND 1000),
  recorded_by uuid CONSTRAINT evidence_file_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT evidence_file_step_pk PRIMARY KEY (file_id, number),
  CONSTRAINT evidence_file_step_cause CHECK (CASE WHEN erasure_id IS NULL
    THEN num_nulls(reason, recorded_by) = 0 ELSE step = 'destroyed' AND num_nonnulls(reason, recorded_by) = 0 END)
);
COMMENT ON COLUMN registry.evidence_file_step.erasure_id IS 'with which the file went; null where a custodian decided';
CREATE UNIQUE INDEX evidence_file_step_destroyed_once ON registry.evidence_file_step (file_id) WHERE step = 'destroyed';
CREATE INDEX evidence_file_step_of_erasure ON registry.evidence_file_step (erasure_id) WHERE erasure_id IS NOT NULL;
CREATE TRIGGER evidence_file_step_append_only BEFORE UPDATE OR DELETE ON registry.evidence_file_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER evidence_file_step_no_truncate BEFORE TRUNCATE ON registry.evidence_file_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
GRANT SELECT, INSERT ON registry.evidence_file_step TO ${roles.appRole};
ALTER TABLE registry.evidence_file_step ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_file_step_see ON registry.evidence_file_step FOR SELECT USING (${file()});
CREATE POLICY evidence_file_step_add ON registry.evidence_file_step FOR INSERT WITH CHECK (
  CASE WHEN erasure_id IS NULL THEN recorded_by = ${USER} AND ${file(OWN)} ELSE ${REGISTRY} END);
ALTER TABLE registry.evidence_file
  ADD COLUMN replaces uuid CONSTRAINT evidence_file_replaces_fk REFERENCES registry.evidence_file,
  ADD CONSTRAINT evidence_file_replaces_open CHECK (replaces IS NULL OR access = 'open'),
  DROP CONSTRAINT evidence_file_one_of_access;
COMMENT ON COLUMN registry.evidence_file.replaces IS 'of an open copy: the destroyed one whose place it takes';
CREATE UNIQUE INDEX evidence_file_one_of_access ON registry.evidence_file (item_id, access) WHERE replaces IS NULL;
CREATE UNIQUE INDEX evidence_file_replaced_once ON registry.evidence_file (replaces);
CREATE POLICY evidence_file_download_not_destroyed ON registry.evidence_file_download AS RESTRICTIVE FOR INSERT WITH CHECK (
  NOT EXISTS (SELECT 1 FROM registry.evidence_file_step AS gone WHERE gone.file_id = evidence_file_download.file_id AND gone.step = 'destroyed'));`);
}

// Creates the tables of evidence: items without files, their chains of custody and their assessments; none of their rows is ever altered.

export const name = 'create-evidence';

const tables = `
CREATE TABLE registry.evidence_item (
  id uuid CONSTRAINT evidence_item_pk PRIMARY KEY,
  code text NOT NULL CONSTRAINT evidence_item_code_unique UNIQUE CONSTRAINT evidence_item_code_form CHECK (code ~ '^EV(-[0-9A-Z]{5}){4}-[0-9A-Z]$'),
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  sha256 text NOT NULL CONSTRAINT evidence_item_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CONSTRAINT evidence_item_kind CHECK (kind IN ('video', 'photo', 'document', 'audio', 'other')),
  source text NOT NULL,
  link text CONSTRAINT evidence_item_link_form CHECK (link ~* '^https?://' AND length(link) <= 2000),
  first_published text,
  made text,
  sensitivities text[] NOT NULL,
  unidentified_min integer,
  unidentified_max integer,
  sharing_level text NOT NULL CONSTRAINT evidence_item_sharing_level
    CHECK (sharing_level IN ('registry_only', 'named_organisations', 'central_agency_only', 'partners_pseudonymous')),
  CONSTRAINT evidence_item_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT evidence_item_original_unique UNIQUE (organisation_id, sha256),
  CONSTRAINT evidence_item_sensitivities CHECK (sensitivities <@ ARRAY['personal_information_visible', 'graphic_violence', 'sexual_violence',
    'child_visible', 'made_in_custody', 'public_curiosity', 'family_not_yet_told', 'deleted_by_source', 'deceptive_or_misleading']),
  CONSTRAINT evidence_item_unidentified
    CHECK (num_nulls(unidentified_min, unidentified_max) = 2 OR (unidentified_min BETWEEN 0 AND unidentified_max AND unidentified_max BETWEEN 1 AND 10000))
);
COMMENT ON COLUMN registry.evidence_item.sha256 IS 'of the original; several organisations may each hold a copy of it';
COMMENT ON COLUMN registry.evidence_item.link IS 'kept as text, never fetched';
CREATE INDEX evidence_item_original ON registry.evidence_item (sha256);
CREATE INDEX evidence_item_listing ON registry.evidence_item (recorded_at, id);
CREATE TABLE registry.evidence_named_organisation (
  item_id uuid NOT NULL CONSTRAINT evidence_named_organisation_item_fk REFERENCES registry.evidence_item,
  organisation_id uuid NOT NULL CONSTRAINT evidence_named_organisation_organisation_fk REFERENCES registry.organisation,
  CONSTRAINT evidence_named_organisation_pk PRIMARY KEY (item_id, organisation_id)
);
CREATE TABLE registry.evidence_custody (
  item_id uuid NOT NULL CONSTRAINT evidence_custody_item_fk REFERENCES registry.evidence_item,
  number integer NOT NULL CONSTRAINT evidence_custody_number_positive CHECK (number > 0),
  from_organisation_id uuid CONSTRAINT evidence_custody_from_fk REFERENCES registry.organisation,
  from_word text,
  to_organisation_id uuid CONSTRAINT evidence_custody_to_fk REFERENCES registry.organisation,
  to_word text,
  handed_over text NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT evidence_custody_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT evidence_custody_pk PRIMARY KEY (item_id, number),
  CONSTRAINT evidence_custody_from CHECK (num_nonnulls(from_organisation_id, from_word) = 1),
  CONSTRAINT evidence_custody_to CHECK (num_nonnulls(to_organisation_id, to_word) = 1)
);
CREATE TABLE registry.evidence_assessment (
  id uuid CONSTRAINT evidence_assessment_pk PRIMARY KEY,
  item_id uuid NOT NULL CONSTRAINT evidence_assessment_item_fk REFERENCES registry.evidence_item,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  verdict text NOT NULL CONSTRAINT evidence_assessment_verdict
    CHECK (verdict IN ('authentic', 'authentic_misdated', 'staged', 'synthetic', 'manipulated', 'misattributed', 'unverifiable', 'insufficient')),
  method text NOT NULL,
  ground text NOT NULL,
  reason text NOT NULL CONSTRAINT evidence_assessment_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  CONSTRAINT evidence_assessment_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT evidence_assessment_one_word UNIQUE (item_id, organisation_id, recorded_at)
);
CREATE TABLE registry.evidence_assessment_withdrawal (
  assessment_id uuid CONSTRAINT evidence_assessment_withdrawal_pk PRIMARY KEY
    CONSTRAINT evidence_assessment_withdrawal_assessment_fk REFERENCES registry.evidence_assessment,
  reason text NOT NULL CONSTRAINT evidence_assessment_withdrawal_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT evidence_assessment_withdrawal_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL
);
`;

/** Whom an assessment concerns: the statements that name the item by its code or the digest of its original, in whatever case. */
const citing = `
CREATE INDEX statement_evidence ON registry.statement (lower(details ->> 'evidence')) WHERE details ->> 'evidence' IS NOT NULL;
`;

const TABLES = [
  'evidence_item',
  'evidence_named_organisation',
  'evidence_custody',
  'evidence_assessment',
  'evidence_assessment_withdrawal',
];

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(citing);
  for (const table of TABLES) {
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`);
    await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
  }
}

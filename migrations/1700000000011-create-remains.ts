// Creates the tables of sites, cases of remains and their reviewed links to persons; none of their rows is ever altered.

export const name = 'create-remains';

const SHARING = `sharing_level IN ('registry_only', 'central_agency_only', 'partners_pseudonymous')`;

const tables = `
CREATE TABLE registry.site (
  id uuid CONSTRAINT site_pk PRIMARY KEY,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  place_code text NOT NULL CONSTRAINT site_place_fk REFERENCES registry.place,
  place_precision text NOT NULL CONSTRAINT site_place_precision CHECK (place_precision IN ('exact_10m', 'vicinity_100m', 'locality_1km', 'admin_area', 'unknown')),
  sharing_level text NOT NULL CONSTRAINT site_sharing_level CHECK (${SHARING}),
  CONSTRAINT site_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE TABLE registry.site_count (
  site_id uuid NOT NULL CONSTRAINT site_count_site_fk REFERENCES registry.site,
  number integer NOT NULL,
  as_of text NOT NULL,
  recovered integer CONSTRAINT site_count_recovered CHECK (recovered >= 0),
  identified integer CONSTRAINT site_count_identified CHECK (identified >= 0),
  handed_over integer CONSTRAINT site_count_handed_over CHECK (handed_over >= 0),
  recorded_by uuid NOT NULL CONSTRAINT site_count_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT site_count_pk PRIMARY KEY (site_id, number)
);
COMMENT ON TABLE registry.site_count IS 'counts without persons; a count that nobody knows is NULL and never 0';
CREATE TABLE registry.remains_case (
  id uuid CONSTRAINT remains_case_pk PRIMARY KEY,
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  site_id uuid CONSTRAINT remains_case_site_fk REFERENCES registry.site,
  extent text NOT NULL CONSTRAINT remains_case_extent CHECK (extent IN ('whole', 'partial', 'commingled')),
  minimum_individuals integer NOT NULL CONSTRAINT remains_case_minimum CHECK (minimum_individuals >= 1),
  sex text NOT NULL CONSTRAINT remains_case_sex CHECK (sex IN ('female', 'male', 'other', 'unknown')),
  age_from smallint,
  age_to smallint,
  died text,
  sharing_level text NOT NULL CONSTRAINT remains_case_sharing_level CHECK (${SHARING}),
  CONSTRAINT remains_case_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT remains_case_age CHECK ((age_from IS NULL) = (age_to IS NULL) AND age_from BETWEEN 0 AND age_to AND age_to <= 120),
  CONSTRAINT remains_case_one_unless_commingled CHECK (extent = 'commingled' OR minimum_individuals = 1)
);
CREATE TABLE registry.remains_link (
  id uuid CONSTRAINT remains_link_pk PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT remains_link_case_fk REFERENCES registry.remains_case,
  method text NOT NULL,
  level text NOT NULL CONSTRAINT remains_link_level CHECK (level IN ('preliminary', 'confirmed')),
  valid_edtf text NOT NULL,
  grade text NOT NULL,
  organisation_id uuid NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  CONSTRAINT remains_link_author_fk FOREIGN KEY (proposed_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE INDEX remains_link_case ON registry.remains_link (case_id);
CREATE TABLE registry.remains_link_person (
  link_id uuid NOT NULL CONSTRAINT remains_link_person_link_fk REFERENCES registry.remains_link,
  person_id uuid NOT NULL CONSTRAINT remains_link_person_person_fk REFERENCES registry.person,
  CONSTRAINT remains_link_person_pk PRIMARY KEY (link_id, person_id)
);
CREATE TABLE registry.remains_link_step (
  link_id uuid NOT NULL CONSTRAINT remains_link_step_link_fk REFERENCES registry.remains_link,
  step text NOT NULL CONSTRAINT remains_link_step_step CHECK (step IN ('confirmed', 'withdrawn')),
  reason text CONSTRAINT remains_link_step_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT remains_link_step_pk PRIMARY KEY (link_id, step),
  CONSTRAINT remains_link_step_author_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id),
  CONSTRAINT remains_link_step_reason CHECK ((step = 'withdrawn') = (reason IS NOT NULL))
);
CREATE TABLE registry.remains_link_statement (
  link_id uuid NOT NULL CONSTRAINT remains_link_statement_link_fk REFERENCES registry.remains_link,
  statement_id uuid NOT NULL CONSTRAINT remains_link_statement_statement_fk REFERENCES registry.statement,
  CONSTRAINT remains_link_statement_pk PRIMARY KEY (link_id, statement_id)
);
`;

const TABLES = [
  'site',
  'site_count',
  'remains_case',
  'remains_link',
  'remains_link_person',
  'remains_link_step',
  'remains_link_statement',
];

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  for (const table of TABLES) {
    await run(`
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`);
    await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
  }
}

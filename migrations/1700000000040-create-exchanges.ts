// Creates the tables of exchanges, their rosters and the debriefs of those who returned; none of their rows is ever altered.

export const name = 'create-exchanges';

const exchanges = `
CREATE TABLE registry.exchange (
  id uuid CONSTRAINT exchange_pk PRIMARY KEY,
  organisation_id uuid NOT NULL CONSTRAINT exchange_organisation_fk REFERENCES registry.organisation,
  intermediary_party_id uuid CONSTRAINT exchange_intermediary_party_fk REFERENCES registry.party,
  intermediary_organisation_id uuid CONSTRAINT exchange_intermediary_organisation_fk REFERENCES registry.organisation,
  agreement text CONSTRAINT exchange_agreement_form CHECK (agreement ~ '^[A-Za-z0-9][A-Za-z0-9:._/-]{0,79}$'),
  clause text CONSTRAINT exchange_clause_form CHECK (clause ~ '^[A-Za-z0-9][A-Za-z0-9:._/-]{0,39}$'),
  day_edtf text,
  day_earliest timestamptz,
  day_latest timestamptz,
  place_code text CONSTRAINT exchange_place_fk REFERENCES registry.place,
  place_precision text,
  sharing_level text NOT NULL CONSTRAINT exchange_sharing_level CHECK (sharing_level IN ('registry_only', 'named_organisations', 'central_agency_only', 'partners_pseudonymous')),
  legal_basis text NOT NULL CONSTRAINT exchange_legal_basis CHECK (legal_basis IN ('consent', 'vital_interests', 'public_interest', 'legal_obligation', 'legitimate_interest')),
  created_at timestamptz NOT NULL,
  CONSTRAINT exchange_one_intermediary CHECK (intermediary_party_id IS NULL OR intermediary_organisation_id IS NULL),
  CONSTRAINT exchange_day_whole CHECK ((day_edtf IS NULL) = (day_earliest IS NULL) AND (day_edtf IS NULL) = (day_latest IS NULL)),
  CONSTRAINT exchange_place_pair CHECK ((place_code IS NULL) = (place_precision IS NULL))
);
CREATE INDEX exchange_created ON registry.exchange (created_at, id);
CREATE TABLE registry.exchange_named_organisation (
  exchange_id uuid NOT NULL CONSTRAINT exchange_named_organisation_exchange_fk REFERENCES registry.exchange,
  organisation_id uuid NOT NULL CONSTRAINT exchange_named_organisation_organisation_fk REFERENCES registry.organisation,
  CONSTRAINT exchange_named_organisation_pk PRIMARY KEY (exchange_id, organisation_id)
);
CREATE TABLE registry.exchange_side (
  exchange_id uuid NOT NULL CONSTRAINT exchange_side_exchange_fk REFERENCES registry.exchange,
  party_id uuid NOT NULL CONSTRAINT exchange_side_party_fk REFERENCES registry.party,
  position smallint NOT NULL,
  CONSTRAINT exchange_side_pk PRIMARY KEY (exchange_id, party_id)
);
CREATE TABLE registry.exchange_step (
  exchange_id uuid NOT NULL CONSTRAINT exchange_step_exchange_fk REFERENCES registry.exchange,
  number smallint NOT NULL,
  state text NOT NULL CONSTRAINT exchange_step_state CHECK (state IN ('proposed', 'agreed', 'handed_over', 'verified', 'called_off')),
  day_edtf text,
  day_earliest timestamptz,
  day_latest timestamptz,
  place_code text CONSTRAINT exchange_step_place_fk REFERENCES registry.place,
  place_precision text,
  source text,
  grade text,
  basis text,
  attested_by text CONSTRAINT exchange_step_attested_by CHECK (attested_by IN ('receiving_side', 'neutral_agency')),
  organisation_id uuid NOT NULL,
  recorded_by uuid NOT NULL,
  via text NOT NULL,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT exchange_step_pk PRIMARY KEY (exchange_id, number),
  CONSTRAINT exchange_step_once UNIQUE (exchange_id, state),
  CONSTRAINT exchange_step_first CHECK ((number = 1) = (state = 'proposed')),
  CONSTRAINT exchange_step_dated CHECK (state NOT IN ('handed_over', 'verified') OR day_edtf IS NOT NULL),
  CONSTRAINT exchange_step_attested CHECK ((state = 'verified') = (attested_by IS NOT NULL)),
  CONSTRAINT exchange_step_day_whole CHECK ((day_edtf IS NULL) = (day_earliest IS NULL) AND (day_edtf IS NULL) = (day_latest IS NULL)),
  CONSTRAINT exchange_step_place_pair CHECK ((place_code IS NULL) = (place_precision IS NULL)),
  CONSTRAINT exchange_step_recorded_by_fk FOREIGN KEY (recorded_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE TABLE registry.exchange_count (
  id uuid CONSTRAINT exchange_count_pk PRIMARY KEY,
  exchange_id uuid NOT NULL,
  party_id uuid NOT NULL,
  counted text NOT NULL CONSTRAINT exchange_count_counted CHECK (counted IN ('agreed', 'handed_over', 'absent')),
  count integer NOT NULL CONSTRAINT exchange_count_not_negative CHECK (count >= 0),
  said_by_party_id uuid CONSTRAINT exchange_count_said_by_fk REFERENCES registry.party,
  recorded_by uuid NOT NULL CONSTRAINT exchange_count_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT exchange_count_side_fk FOREIGN KEY (exchange_id, party_id) REFERENCES registry.exchange_side
);
CREATE INDEX exchange_count_exchange ON registry.exchange_count (exchange_id);
CREATE TABLE registry.exchange_roster_entry (
  id uuid CONSTRAINT exchange_roster_entry_pk PRIMARY KEY,
  exchange_id uuid NOT NULL,
  person_id uuid NOT NULL CONSTRAINT exchange_roster_entry_person_fk REFERENCES registry.person,
  party_id uuid NOT NULL,
  standing text NOT NULL CONSTRAINT exchange_roster_entry_standing CHECK (standing IN ('listed', 'handed_over', 'absent', 'unlisted', 'withdrawn')),
  said text,
  confidential boolean NOT NULL,
  unidentified boolean NOT NULL,
  revision integer NOT NULL CONSTRAINT exchange_roster_entry_revision CHECK (revision > 0),
  reason text CONSTRAINT exchange_roster_entry_reason_length CHECK (length(reason) BETWEEN 3 AND 1000),
  recorded_by uuid NOT NULL CONSTRAINT exchange_roster_entry_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT exchange_roster_entry_side_fk FOREIGN KEY (exchange_id, party_id) REFERENCES registry.exchange_side,
  CONSTRAINT exchange_roster_entry_revision_unique UNIQUE (exchange_id, person_id, revision),
  CONSTRAINT exchange_roster_entry_said CHECK ((standing = 'absent') = (said IS NOT NULL))
);
CREATE INDEX exchange_roster_entry_person ON registry.exchange_roster_entry (person_id);
CREATE TABLE registry.exchange_entry_statement (
  statement_id uuid CONSTRAINT exchange_entry_statement_pk PRIMARY KEY CONSTRAINT exchange_entry_statement_statement_fk REFERENCES registry.statement,
  entry_id uuid NOT NULL CONSTRAINT exchange_entry_statement_entry_fk REFERENCES registry.exchange_roster_entry
);
CREATE INDEX exchange_entry_statement_entry ON registry.exchange_entry_statement (entry_id);
COMMENT ON TABLE registry.exchange_entry_statement IS 'which line of a roster wrote a statement, so that a correction retracts exactly what it wrote';
`;

const debriefs = `
CREATE TABLE registry.debrief (
  id uuid CONSTRAINT debrief_pk PRIMARY KEY,
  exchange_id uuid NOT NULL CONSTRAINT debrief_exchange_fk REFERENCES registry.exchange,
  person_id uuid NOT NULL CONSTRAINT debrief_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL,
  invited_by uuid NOT NULL,
  invited_at timestamptz NOT NULL,
  CONSTRAINT debrief_invited_once UNIQUE (exchange_id, person_id, organisation_id),
  CONSTRAINT debrief_invited_by_fk FOREIGN KEY (invited_by, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
CREATE TABLE registry.debrief_answer (
  debrief_id uuid NOT NULL CONSTRAINT debrief_answer_debrief_fk REFERENCES registry.debrief,
  number integer NOT NULL,
  answer text NOT NULL CONSTRAINT debrief_answer_answer CHECK (answer IN ('accepts', 'declines', 'later')),
  medically_cleared boolean NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT debrief_answer_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT debrief_answer_pk PRIMARY KEY (debrief_id, number)
);
CREATE TABLE registry.debrief_consent (
  debrief_id uuid NOT NULL CONSTRAINT debrief_consent_debrief_fk REFERENCES registry.debrief,
  number integer NOT NULL,
  use text NOT NULL CONSTRAINT debrief_consent_use CHECK (use IN ('tracing', 'proceedings')),
  given boolean NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT debrief_consent_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT debrief_consent_pk PRIMARY KEY (debrief_id, number)
);
CREATE TABLE registry.debrief_sighting (
  id uuid CONSTRAINT debrief_sighting_pk PRIMARY KEY,
  debrief_id uuid NOT NULL CONSTRAINT debrief_sighting_debrief_fk REFERENCES registry.debrief,
  person_id uuid NOT NULL CONSTRAINT debrief_sighting_person_fk REFERENCES registry.person,
  seen_edtf text NOT NULL,
  place_code text CONSTRAINT debrief_sighting_place_fk REFERENCES registry.place,
  place_precision text,
  contact_strength text NOT NULL CONSTRAINT debrief_sighting_contact_strength CHECK (contact_strength IN ('firsthand', 'hearsay')),
  in_custody boolean NOT NULL,
  holder_party_id uuid CONSTRAINT debrief_sighting_holder_fk REFERENCES registry.party,
  grade text NOT NULL,
  recorded_by uuid NOT NULL CONSTRAINT debrief_sighting_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT debrief_sighting_place_pair CHECK ((place_code IS NULL) = (place_precision IS NULL))
);
CREATE INDEX debrief_sighting_debrief ON registry.debrief_sighting (debrief_id);
CREATE TABLE registry.debrief_sighting_statement (
  statement_id uuid CONSTRAINT debrief_sighting_statement_pk PRIMARY KEY CONSTRAINT debrief_sighting_statement_statement_fk REFERENCES registry.statement,
  sighting_id uuid NOT NULL CONSTRAINT debrief_sighting_statement_sighting_fk REFERENCES registry.debrief_sighting
);
CREATE INDEX debrief_sighting_statement_sighting ON registry.debrief_sighting_statement (sighting_id);
`;

const TABLES = [
  'exchange',
  'exchange_named_organisation',
  'exchange_side',
  'exchange_step',
  'exchange_count',
  'exchange_roster_entry',
  'exchange_entry_statement',
  'debrief',
  'debrief_answer',
  'debrief_consent',
  'debrief_sighting',
  'debrief_sighting_statement',
] as const;

/** By the function that the first migration made. */
const guards = TABLES.map(
  (table) => `
CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON registry.${table} FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON registry.${table} FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();`,
).join('');

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(exchanges);
  await run(debriefs);
  await run(guards);
  for (const table of TABLES) await run(`GRANT SELECT, INSERT ON registry.${table} TO ${roles.appRole}`);
}

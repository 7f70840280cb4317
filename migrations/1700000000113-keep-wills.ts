// Creates the table of the wills of persons who were found: the newest one of a person counts, and all of them stay.

export const name = 'keep-wills';

const tables = `
CREATE TABLE registry.person_will (
  person_id uuid NOT NULL CONSTRAINT person_will_person_fk REFERENCES registry.person,
  number integer NOT NULL CONSTRAINT person_will_number_positive CHECK (number > 0),
  reached_on date NOT NULL,
  contact text NOT NULL CONSTRAINT person_will_contact CHECK (contact IN ('yes', 'no', 'only_with')),
  contact_with text[] NOT NULL,
  shared_with text NOT NULL CONSTRAINT person_will_shared_with CHECK (shared_with IN ('nobody', 'named_organisations', 'partners')),
  named_organisations uuid[] NOT NULL,
  purposes text[] NOT NULL,
  said text NOT NULL CONSTRAINT person_will_said CHECK (said IN ('in_person', 'by_voice', 'in_writing', 'through_counsel', 'through_agency')),
  recorded_by uuid NOT NULL CONSTRAINT person_will_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT person_will_pk PRIMARY KEY (person_id, number),
  CONSTRAINT person_will_contact_named CHECK ((contact = 'only_with') = (cardinality(contact_with) > 0)),
  CONSTRAINT person_will_organisations_named CHECK ((shared_with = 'named_organisations') = (cardinality(named_organisations) > 0))
);
`;

const guards = `
CREATE TRIGGER person_will_append_only BEFORE UPDATE OR DELETE ON registry.person_will FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER person_will_no_truncate BEFORE TRUNCATE ON registry.person_will FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  await run(`GRANT SELECT, INSERT ON registry.person_will TO ${roles.appRole}`);
}

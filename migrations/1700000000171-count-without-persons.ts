// Who may know of a person stands in the rows that are counted, so that a count reads them alone and joins no person.

export const name = 'count-without-persons';

/** Neither ever changes: the service's role may not alter them in a person, and a person has one row for each view and time. */
const columns = (table: string): string => `
ALTER TABLE registry.${table} ADD COLUMN owner_organisation_id uuid, ADD COLUMN sharing_level text;
UPDATE registry.${table} r SET owner_organisation_id = p.owner_organisation_id, sharing_level = p.sharing_level
  FROM registry.person p WHERE p.id = r.person_id;
ALTER TABLE registry.${table} ALTER COLUMN owner_organisation_id SET NOT NULL, ALTER COLUMN sharing_level SET NOT NULL;
`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(columns('record_projection'));
  await run(columns('record_interval'));
}

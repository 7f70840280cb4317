// Shuts the rows of requests for disclosure to all but those who ask and those who decide, and shows a use to its user as well.

export const name = 'shut-rows-of-disclosures';

const ORGANISATION = '(SELECT registry.actor_organisation())';
const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';
const OWN_CASE = '(registry.owns_person(person_id) OR ' + REGISTRY + ')';

/** Whoever sees the request sees what was decided about it. */
const request = (table: string, more = ''): string =>
  `(SELECT true FROM registry.disclosure_request AS up WHERE up.id = ${table}.request_id${more})`;

const RULES: Readonly<Record<string, { readonly see: string; readonly add: string }>> = {
  disclosure_request: {
    see: `(organisation_id = ${ORGANISATION} OR ${OWN_CASE})`,
    add: `(organisation_id = ${ORGANISATION} AND requested_by = ${USER} AND registry.knows_person(person_id))`,
  },
  disclosure_request_step: {
    see: request('disclosure_request_step'),
    add: `(recorded_by = ${USER} AND ${request('disclosure_request_step')})`,
  },
  disclosure_grant: { see: request('disclosure_grant'), add: request('disclosure_grant') },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const [table, { see, add }] of Object.entries(RULES)) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
  }
  // A grant is used by somebody of another organisation too.
  await run(`
    DROP POLICY disclosure_see ON registry.disclosure;
    DROP POLICY disclosure_add ON registry.disclosure;
    CREATE POLICY disclosure_see ON registry.disclosure FOR SELECT USING (user_id = ${USER} OR ${OWN_CASE});
    CREATE POLICY disclosure_add ON registry.disclosure FOR INSERT WITH CHECK (
      (user_id = ${USER} AND (registry.owns_person(person_id) OR ${request('disclosure', ` AND up.requested_by = ${USER}`)})) OR ${REGISTRY});`);
}

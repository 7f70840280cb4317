// Shuts the rows of matches to whoever may not hear of them: both owners hear, or the central agency alone, and only who may know of both persons.

export const name = 'shut-rows-of-matches';

const REGISTRY = '(SELECT registry.reaches_registry())';
const KNOWS_BOTH = 'registry.knows_person(low_person_id) AND registry.knows_person(high_person_id)';
const OWNS_ONE = '(SELECT registry.actor_organisation()) IN (low_owner_id, high_owner_id)';
const AGENCY = '(SELECT registry.actor_is_agency())';
const HEARS = `(${REGISTRY} OR (CASE deciders WHEN 'owners' THEN ${OWNS_ONE} ELSE ${AGENCY} END AND ${KNOWS_BOTH}))`;
const HEARS_OF = 'registry.hears_of_match(proposal_id)';

interface Rows {
  readonly see: string;
  readonly add: string;
  readonly change?: string;
  readonly remove?: string;
}

const RULES: Readonly<Record<string, Rows>> = {
  match_mark: { see: REGISTRY, add: `(${REGISTRY} OR registry.knows_person(person_id))`, remove: REGISTRY },
  match_proposal: { see: HEARS, add: REGISTRY, change: REGISTRY },
  match_finding: { see: HEARS_OF, add: REGISTRY },
  match_verdict: {
    see: HEARS_OF,
    add: `(organisation_id = (SELECT registry.actor_organisation()) AND recorded_by = (SELECT registry.actor_user()) AND ${HEARS_OF})`,
  },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** Asked as the actor, so that it answers by the policy of proposals. */
const HEARS_FUNCTION = `
CREATE FUNCTION registry.hears_of_match(proposal uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL RESTRICTED AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.match_proposal up WHERE up.id OPERATOR(pg_catalog.=) proposal);
END $$;`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(HEARS_FUNCTION);
  for (const [table, { see, add, change, remove }] of Object.entries(RULES)) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
    if (change !== undefined)
      await run(`CREATE POLICY ${table}_change ON registry.${table} FOR UPDATE USING (${change})`);
    if (remove !== undefined)
      await run(`CREATE POLICY ${table}_remove ON registry.${table} FOR DELETE USING (${remove})`);
  }
}

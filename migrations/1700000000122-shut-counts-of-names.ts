// Shuts the counts of names asked after: a user's to that user, an organisation's to its people.

export const name = 'shut-counts-of-names';

const REGISTRY = '(SELECT registry.reaches_registry())';

const RULES: Readonly<Record<string, string>> = {
  names_of_user: `(user_id = (SELECT registry.actor_user()) OR ${REGISTRY})`,
  names_of_organisation: `(organisation_id = (SELECT registry.actor_organisation()) OR ${REGISTRY})`,
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const [table, rule] of Object.entries(RULES)) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${rule});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${rule});
      CREATE POLICY ${table}_change ON registry.${table} FOR UPDATE USING (${rule});
      CREATE POLICY ${table}_forget ON registry.${table} FOR DELETE USING (${REGISTRY});`);
  }
}

// Shuts the rows of how long identities are kept to every transaction but those of the organisation that registered the person.

export const name = 'shut-rows-of-retention';

const OF_ORGANISATION =
  '(organisation_id = (SELECT registry.actor_organisation()) OR (SELECT registry.reaches_registry()))';

/** The tables that are shut from here on. */
export const SHUT = ['retention', 'retention_step', 'retention_rule'] as const;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const table of SHUT) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${OF_ORGANISATION});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${OF_ORGANISATION});`);
  }
  await run(`CREATE POLICY retention_change ON registry.retention FOR UPDATE USING (${OF_ORGANISATION})`);
}

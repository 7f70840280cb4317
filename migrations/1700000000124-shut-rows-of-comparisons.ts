// Shuts the rows that say with whom each person is compared to whoever may not know of the person.

export const name = 'shut-rows-of-comparisons';

const REGISTRY = '(SELECT registry.reaches_registry())';

/** The tables that are shut from here on. */
export const SHUT = ['shown_class'] as const;

/** People are compared by the service, and a class is renewed with the rows of all views. */
export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const table of SHUT) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (registry.knows_person(person_id));
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${REGISTRY});
      CREATE POLICY ${table}_change ON registry.${table} FOR UPDATE USING (${REGISTRY});
      CREATE POLICY ${table}_remove ON registry.${table} FOR DELETE USING (${REGISTRY});`);
  }
}

// Shuts what counts read, which is of all persons at once, to whoever does not reach the registry.

export const name = 'shut-rows-of-blocks';

const REGISTRY = '(SELECT registry.reaches_registry())';

/** The tables that are shut from here on. */
export const SHUT = ['count_column', 'count_mark'];

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  for (const table of SHUT)
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${REGISTRY});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${REGISTRY});
      CREATE POLICY ${table}_remove ON registry.${table} FOR DELETE USING (${REGISTRY});`);
}

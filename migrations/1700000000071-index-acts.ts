// An index by which retracting a statement finds the remains link that wrote it, as lists and rosters have theirs.

export const name = 'index-acts';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run('CREATE INDEX remains_link_statement_statement ON registry.remains_link_statement (statement_id)');
}

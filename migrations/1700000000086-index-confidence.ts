// Statements by person: open ones apart from those given in confidence, so that nobody's read goes past what others gave in confidence.

export const name = 'index-confidence';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run('CREATE INDEX statement_open ON registry.statement (person_id) WHERE NOT confidential');
  await run(
    'CREATE INDEX statement_in_confidence ON registry.statement (person_id, organisation_id) WHERE confidential',
  );
  await run('DROP INDEX registry.statement_person');
}

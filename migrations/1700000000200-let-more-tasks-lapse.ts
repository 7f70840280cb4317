// Lets tasks end with a statement that was withdrawn before it was verified, and with a reply that was decided before its consent was answered.

export const name = 'let-more-tasks-lapse';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.task_step
      DROP CONSTRAINT task_step_reason,
      ADD CONSTRAINT task_step_reason CHECK (reason IN ('death_taken_back', 'statement_withdrawn', 'reply_decided'));`);
}

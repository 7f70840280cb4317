// Lets a task end without being done, with the reason why nobody need do it any more.

export const name = 'let-tasks-lapse';

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(`
    ALTER TABLE registry.task_step
      DROP CONSTRAINT task_step_step,
      ADD CONSTRAINT task_step_step CHECK (step IN ('marked', 'done', 'reopened', 'lapsed')),
      ADD COLUMN reason text CONSTRAINT task_step_reason CHECK (reason IN ('death_taken_back')),
      ADD CONSTRAINT task_step_reason_of_lapse CHECK ((step = 'lapsed') = (reason IS NOT NULL));
    COMMENT ON COLUMN registry.task_step.step IS 'marked: the first of two people who do a task together; lapsed: nobody need do it any more';
    COMMENT ON COLUMN registry.task_step.recorded_by IS 'of a lapse: whose act it follows from, of another organisation perhaps, and told to nobody';`);
}

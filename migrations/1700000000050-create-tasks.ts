// Creates the tables of tasks and of what was done about them, their guards, and the few privileges of the application role.

export const name = 'create-tasks';

const tables = `
CREATE TABLE registry.task (
  id uuid CONSTRAINT task_pk PRIMARY KEY,
  person_id uuid NOT NULL CONSTRAINT task_person_fk REFERENCES registry.person,
  organisation_id uuid NOT NULL CONSTRAINT task_organisation_fk REFERENCES registry.organisation,
  kind text NOT NULL,
  due date NOT NULL,
  assigned_to uuid,
  origin text NOT NULL,
  origin_id uuid,
  created_by uuid CONSTRAINT task_created_by_fk REFERENCES registry.app_user,
  created_at timestamptz NOT NULL,
  done_at timestamptz,
  CONSTRAINT task_worker_fk FOREIGN KEY (assigned_to, organisation_id) REFERENCES registry.app_user (id, organisation_id)
);
COMMENT ON COLUMN registry.task.done_at IS 'what the last step says, kept here so that open tasks are found quickly';
CREATE INDEX task_person ON registry.task (person_id, organisation_id);
CREATE INDEX task_due ON registry.task (organisation_id, due, created_at, id);
CREATE TABLE registry.task_step (
  task_id uuid NOT NULL CONSTRAINT task_step_task_fk REFERENCES registry.task,
  number integer NOT NULL CONSTRAINT task_step_number_positive CHECK (number > 0),
  step text NOT NULL CONSTRAINT task_step_step CHECK (step IN ('marked', 'done', 'reopened')),
  recorded_by uuid NOT NULL CONSTRAINT task_step_recorded_by_fk REFERENCES registry.app_user,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT task_step_pk PRIMARY KEY (task_id, number)
);
COMMENT ON COLUMN registry.task_step.step IS 'marked: the first of two people who do a task together';
`;

/** What was done stays on record, so that any earlier day can be answered for. */
const guards = `
CREATE TRIGGER task_step_append_only BEFORE UPDATE OR DELETE ON registry.task_step FOR EACH ROW EXECUTE FUNCTION registry.refuse_change();
CREATE TRIGGER task_step_no_truncate BEFORE TRUNCATE ON registry.task_step FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_change();
`;

/** Privileges by table; what is not listed the application role may not do. */
const privileges: Readonly<Record<string, string>> = {
  task: 'SELECT, INSERT, UPDATE (assigned_to, done_at)',
  task_step: 'SELECT, INSERT',
};

/** `appRole` is an already quoted identifier. */
export async function up(run: (sql: string) => Promise<void>, roles: { readonly appRole: string }): Promise<void> {
  await run(tables);
  await run(guards);
  for (const [table, granted] of Object.entries(privileges)) {
    await run(`GRANT ${granted} ON registry.${table} TO ${roles.appRole}`);
  }
}

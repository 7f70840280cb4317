// Shuts the rows of persons, statements, records and accounts to every transaction but those of whoever may know of them.

export const name = 'shut-rows-of-persons';

const ORGANISATION = '(SELECT registry.actor_organisation())';
const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';
const ACCOUNTS = '(SELECT registry.reaches_accounts())';

/**
 * Statements, of which a read comes to many, ask by a scalar subquery that gives true or nothing: PostgreSQL turns it into no join. It costs a start with every statement, which is why all others, of which few rows
 * are ever asked for, ask by a function.
 */
const knownPerson = (column: string): string => `(SELECT true FROM registry.person AS up WHERE up.id = ${column})`;

/** Each runs as who asks, so that the policy of the other table decides; its text is not part of the plan. */
const asking = (what: string, argument: string, table: string, more = ''): string => `
CREATE FUNCTION registry.${what}(${argument} uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM registry.${table} up WHERE up.id OPERATOR(pg_catalog.=) ${argument}${more});
END $$;`;

const OF_ACTOR = (column: string): string => ` AND up.${column} OPERATOR(pg_catalog.=) registry.actor_organisation()`;

const FUNCTIONS = [
  asking('knows_person', 'person', 'person'),
  asking('owns_person', 'person', 'person', OF_ACTOR('owner_organisation_id')),
  asking('knows_statement', 'statement', 'statement'),
  asking('owns_statement', 'statement', 'statement', OF_ACTOR('organisation_id')),
  asking('knows_person_link', 'link', 'person_link'),
  asking('knows_account', 'account', 'app_user'),
  asking(
    'is_bureau',
    'organisation',
    'organisation',
    ` AND up.kind OPERATOR(pg_catalog.=) 'national_information_bureau'`,
  ),
];

/** As `visible-person.query.ts` says it. Each function without an argument is asked once per scan, and only where what stands before it did not decide. */
const SHOWN = `(owner_organisation_id = ${ORGANISATION}
  OR sharing_level = ANY ((SELECT registry.actor_levels())::text[])
  OR (sharing_level = 'named_organisations' AND registry.person_names_actor(id))
  OR ((SELECT registry.actor_is_agency()) AND registry.is_bureau(owner_organisation_id)))`;

const OF_ORGANISATION = `(organisation_id = ${ORGANISATION} OR ${REGISTRY})`;
const OF_USER = `(user_id = ${USER} OR ${ACCOUNTS})`;
const OWN_CASE = `(registry.owns_person(person_id) OR ${REGISTRY})`;

/**
 * By the view alone: rows of another one tell of what an organisation said in confidence. Asking for the person of each row as well made a page by a
 * rare flag, which comes to thousands of rows before it is full, up to five times as slow; whoever reads these rows without the person's reads
 * months and areas of somebody without name or pseudonym. Said by what is left out, of which the planner expects nearly nothing, where it would take an OR for one more
 * condition that leaves few rows.
 */
const RECORD = `(NOT (view <> 'shared' AND view <> ${ORGANISATION}::text AND NOT ${REGISTRY}))`;

/** Whether a record was merged is part of it; who with, is told to those who may know of both. */
const LINK_ENDS = `(${REGISTRY} OR registry.knows_person(from_person_id) OR registry.knows_person(into_person_id))`;

interface Rows {
  readonly see: string;
  readonly add: string;
  readonly change?: string;
  readonly remove?: string;
}

const RULES: Readonly<Record<string, Rows>> = {
  person: {
    see: SHOWN,
    add: `(owner_organisation_id = ${ORGANISATION} OR ${REGISTRY})`,
    change: `(owner_organisation_id = ${ORGANISATION} OR ${REGISTRY})`,
  },
  person_named_organisation: {
    see: `(organisation_id = ${ORGANISATION} OR registry.knows_person(person_id))`,
    add: OWN_CASE,
  },
  pseudonym: { see: OF_ORGANISATION, add: OF_ORGANISATION },
  assignment: { see: OWN_CASE, add: OWN_CASE, change: OWN_CASE },
  disclosure: {
    see: OWN_CASE,
    add: `((user_id = ${USER} AND registry.owns_person(person_id)) OR ${REGISTRY})`,
    change: `(user_id = ${USER} OR ${REGISTRY})`,
  },
  statement: {
    see: `(organisation_id = ${ORGANISATION} OR ${REGISTRY} OR (NOT confidential AND ${knownPerson('statement.person_id')}))`,
    add: OF_ORGANISATION,
  },
  statement_withdrawal: {
    see: 'registry.knows_statement(statement_id)',
    add: `(registry.owns_statement(statement_id) OR ${REGISTRY})`,
  },
  record_projection: { see: RECORD, add: REGISTRY, change: REGISTRY, remove: REGISTRY },
  record_interval: { see: RECORD, add: REGISTRY, change: REGISTRY, remove: REGISTRY },
  person_link: { see: LINK_ENDS, add: OF_ORGANISATION },
  person_link_review: { see: 'registry.knows_person_link(link_id)', add: OF_ORGANISATION },
  person_link_withdrawal: {
    see: 'registry.knows_person_link(link_id)',
    add: `(recorded_by = ${USER} OR ${REGISTRY})`,
  },
  audit_entry: {
    see: `(organisation_id = ${ORGANISATION} OR (organisation_id IS NULL AND ${ACCOUNTS}) OR ${REGISTRY})`,
    add: `(user_id IS NOT DISTINCT FROM ${USER} AND organisation_id IS NOT DISTINCT FROM ${ORGANISATION})`,
  },
  audit_unsealed: { see: REGISTRY, add: 'true', remove: REGISTRY },
  /** What somebody changes about an account is done by whoever administers or signs in, and reaches accounts. */
  app_user: { see: `(organisation_id = ${ORGANISATION} OR ${ACCOUNTS})`, add: ACCOUNTS, change: ACCOUNTS },
  refresh_token: { see: OF_USER, add: OF_USER, change: OF_USER, remove: OF_USER },
  web_session: { see: OF_USER, add: OF_USER, change: OF_USER, remove: OF_USER },
  one_time_link: { see: ACCOUNTS, add: ACCOUNTS, change: ACCOUNTS, remove: ACCOUNTS },
  idempotency: {
    see: `(user_id = ${USER} OR ${REGISTRY})`,
    add: `(user_id = ${USER} OR ${REGISTRY})`,
    change: `(user_id = ${USER} OR ${REGISTRY})`,
    remove: `(user_id = ${USER} OR ${REGISTRY})`,
  },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** As the owner, for whom a policy of its own opens the table: asked by the policy of persons, it must not ask that policy again. */
const NAMED = `
CREATE FUNCTION registry.person_names_actor(person uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM registry.person_named_organisation n WHERE n.person_id = person AND n.organisation_id = registry.actor_organisation());
CREATE POLICY person_named_organisation_look_up ON registry.person_named_organisation FOR SELECT TO CURRENT_USER USING (true);`;

/**
 * A condition on the details of a statement would be asked only after the policy, of every statement there is: PostgreSQL does not take `->>` and
 * `lower` for functions that tell nothing of the rows that they are refused. Of a column it asks the index.
 */
const EVIDENCE = `
ALTER TABLE registry.statement ADD COLUMN evidence text GENERATED ALWAYS AS (lower(details ->> 'evidence')) STORED;
DROP INDEX registry.statement_evidence;
CREATE INDEX statement_evidence ON registry.statement (evidence) WHERE evidence IS NOT NULL;`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(EVIDENCE);
  for (const statement of [...FUNCTIONS, NAMED]) await run(statement);
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

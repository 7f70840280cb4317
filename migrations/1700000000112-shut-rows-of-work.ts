// Shuts the rows of requests, lists, tasks, exchanges, remains, evidence and imports to every transaction but those of whoever may know of them.

export const name = 'shut-rows-of-work';

const ORGANISATION = '(SELECT registry.actor_organisation())';
const USER = '(SELECT registry.actor_user())';
const REGISTRY = '(SELECT registry.reaches_registry())';

/** As in the migration before: true or nothing, and never a join. */
const parent = (table: string, column: string, more = ''): string =>
  `(SELECT true FROM registry.${table} AS up WHERE up.id = ${column}${more})`;
const own = (table: string, column: string): string =>
  `(${parent(table, column, ` AND up.organisation_id = ${ORGANISATION}`)} OR ${REGISTRY})`;
const OF_ORGANISATION = `(organisation_id = ${ORGANISATION} OR ${REGISTRY})`;
const OWN_STATEMENT = `(registry.owns_statement(statement_id) OR ${REGISTRY})`;
const BY_USER = `(recorded_by = ${USER} OR ${REGISTRY})`;

/** As `visible-exchange.query.ts`, `visible-evidence.query.ts` and `visible-remains.query.ts` say it; only some can name organisations. */
const shown = (naming: string | null): string => `(organisation_id = ${ORGANISATION}
  OR sharing_level = ANY ((SELECT registry.actor_levels())::text[])
  ${naming === null ? '' : `OR (sharing_level = 'named_organisations' AND registry.${naming}(id))`}
  OR ((SELECT registry.actor_is_agency()) AND registry.is_bureau(organisation_id)))`;

interface Rows {
  readonly see: string;
  readonly add: string;
  readonly change?: string;
}

const OWN: Rows = { see: OF_ORGANISATION, add: OF_ORGANISATION };
/** What belongs to a row of `table` is seen with it, and is added by the organisation whose row that is. */
const part = (child: string, table: string, column: string): Rows => ({
  see: parent(table, `${child}.${column}`),
  add: own(table, `${child}.${column}`),
});
/** The same one step further down, where the row above has no organisation of its own: whoever sees it is of that organisation. */
const within = (child: string, table: string, column: string): Rows => ({
  see: parent(table, `${child}.${column}`),
  add: parent(table, `${child}.${column}`),
});
/** What several organisations add to, each for itself. */
const said = (child: string, table: string, column: string, add: string): Rows => ({
  see: parent(table, `${child}.${column}`),
  add: `(${add} AND ${parent(table, `${child}.${column}`)})`,
});

const RULES: Readonly<Record<string, Rows>> = {
  contact_disclosure: {
    see: `(registry.knows_account(user_id) OR ${REGISTRY})`,
    add: `(user_id = ${USER} OR ${REGISTRY})`,
  },
  tracing_request: { ...OWN, change: OF_ORGANISATION },
  tracing_request_step: part('tracing_request_step', 'tracing_request', 'request_id'),
  tracing_request_assignment: part('tracing_request_assignment', 'tracing_request', 'request_id'),
  tracing_request_channel: part('tracing_request_channel', 'tracing_request', 'request_id'),
  tracing_consent: part('tracing_consent', 'tracing_request', 'request_id'),
  inquiry: {
    see: `(organisation_id = ${ORGANISATION} OR ((SELECT registry.actor_is_agency()) AND state = 'received') OR ${REGISTRY})`,
    add: OF_ORGANISATION,
  },
  list: OWN,
  list_line: { ...part('list_line', 'list', 'list_id'), change: own('list', 'list_line.list_id') },
  list_line_match: within('list_line_match', 'list_line', 'line_id'),
  list_answer: part('list_answer', 'list', 'list_id'),
  list_answer_statement: within('list_answer_statement', 'list_answer', 'answer_id'),
  list_answer_withdrawal: within('list_answer_withdrawal', 'list_answer', 'answer_id'),
  task: { ...OWN, change: OF_ORGANISATION },
  task_step: part('task_step', 'task', 'task_id'),
  task_assignment: part('task_assignment', 'task', 'task_id'),
  evidence_item: { see: shown('evidence_names_actor'), add: OF_ORGANISATION },
  evidence_named_organisation: {
    see: `(organisation_id = ${ORGANISATION} OR ${parent('evidence_item', 'evidence_named_organisation.item_id')})`,
    add: own('evidence_item', 'evidence_named_organisation.item_id'),
  },
  evidence_custody: part('evidence_custody', 'evidence_item', 'item_id'),
  evidence_assessment: said('evidence_assessment', 'evidence_item', 'item_id', OF_ORGANISATION),
  evidence_assessment_withdrawal: part('evidence_assessment_withdrawal', 'evidence_assessment', 'assessment_id'),
  exchange: { see: shown('exchange_names_actor'), add: OF_ORGANISATION },
  exchange_named_organisation: {
    see: `(organisation_id = ${ORGANISATION} OR ${parent('exchange', 'exchange_named_organisation.exchange_id')})`,
    add: own('exchange', 'exchange_named_organisation.exchange_id'),
  },
  exchange_side: part('exchange_side', 'exchange', 'exchange_id'),
  exchange_count: part('exchange_count', 'exchange', 'exchange_id'),
  exchange_step: said('exchange_step', 'exchange', 'exchange_id', OF_ORGANISATION),
  exchange_roster_entry: {
    see: `(CASE WHEN confidential THEN ${own('exchange', 'exchange_roster_entry.exchange_id')} ELSE ${parent('exchange', 'exchange_roster_entry.exchange_id')} END)`,
    add: own('exchange', 'exchange_roster_entry.exchange_id'),
  },
  exchange_entry_statement: {
    see: parent('exchange_roster_entry', 'exchange_entry_statement.entry_id'),
    add: OWN_STATEMENT,
  },
  debrief: OWN,
  debrief_answer: part('debrief_answer', 'debrief', 'debrief_id'),
  debrief_consent: part('debrief_consent', 'debrief', 'debrief_id'),
  debrief_sighting: part('debrief_sighting', 'debrief', 'debrief_id'),
  debrief_sighting_statement: within('debrief_sighting_statement', 'debrief_sighting', 'sighting_id'),
  site: { see: shown(null), add: OF_ORGANISATION },
  site_count: said('site_count', 'site', 'site_id', BY_USER),
  remains_case: { see: shown(null), add: OF_ORGANISATION },
  remains_link: said('remains_link', 'remains_case', 'case_id', OF_ORGANISATION),
  remains_link_person: part('remains_link_person', 'remains_link', 'link_id'),
  remains_link_statement: {
    see: parent('remains_link', 'remains_link_statement.link_id'),
    add: OWN_STATEMENT,
  },
  remains_link_step: said('remains_link_step', 'remains_link', 'link_id', OF_ORGANISATION),
  import_job: { ...OWN, change: OF_ORGANISATION },
  import_report: part('import_report', 'import_job', 'job_id'),
  published_figure: { see: `(${ORGANISATION} IS NOT NULL OR ${REGISTRY})`, add: OF_ORGANISATION },
};

/** The tables that are shut from here on. */
export const SHUT = Object.keys(RULES);

/** As the owner, for whom a policy of its own opens the table of names, so that no policy asks itself. */
const naming = (what: string, key: string, table: string): string => `
CREATE FUNCTION registry.${what}_names_actor(${what} uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM registry.${table} n WHERE n.${key} = ${what} AND n.organisation_id = registry.actor_organisation());
CREATE POLICY ${table}_look_up ON registry.${table} FOR SELECT TO CURRENT_USER USING (true);`;

export async function up(run: (sql: string) => Promise<void>): Promise<void> {
  await run(naming('exchange', 'exchange_id', 'exchange_named_organisation'));
  await run(naming('evidence', 'item_id', 'evidence_named_organisation'));
  for (const [table, { see, add, change }] of Object.entries(RULES)) {
    await run(`
      ALTER TABLE registry.${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_see ON registry.${table} FOR SELECT USING (${see});
      CREATE POLICY ${table}_add ON registry.${table} FOR INSERT WITH CHECK (${add});`);
    if (change !== undefined)
      await run(`CREATE POLICY ${table}_change ON registry.${table} FOR UPDATE USING (${change})`);
  }
}

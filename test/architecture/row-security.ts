// Which rows of which table an organisation may see and write, said again beside the policies: every table of the registry stands here.

/** Parameters of every condition: the organisation, the user, whether the organisation depends on no party, whether it is the central agency. */
const [ORGANISATION, USER, INDEPENDENT, AGENCY] = ['$1::uuid', '$2::uuid', '$3::boolean', '$4::boolean'] as const;

interface Covered {
  /** In words, for those who review it. */
  readonly policy: string;
  /** Of rows `t` those that an organisation is shown. */
  readonly sees: string;
  /** Of rows `t` those that it might have added, and may change or remove as far as the privileges go; nobody's where it is left out. */
  readonly writes?: string;
  /** Where less may be removed than changed. */
  readonly removes?: string;
}

interface Uncovered {
  readonly noRowsOfAnOrganisation: string;
}

/** The four sharing levels, of whatever has a level and an organisation that gave it. */
function shared(alias: string, giver: string, names?: { readonly table: string; readonly key: string }): string {
  const named =
    names === undefined
      ? 'false'
      : `EXISTS (SELECT 1 FROM registry.${names.table} n WHERE n.${names.key} = ${alias}.id AND n.organisation_id = ${ORGANISATION})`;
  return `(${alias}.${giver} = ${ORGANISATION} OR CASE ${alias}.sharing_level
    WHEN 'partners_pseudonymous' THEN ${INDEPENDENT} OR ${AGENCY}
    WHEN 'named_organisations' THEN ${AGENCY} OR ${named}
    WHEN 'central_agency_only' THEN ${AGENCY}
    ELSE false END
    OR (${AGENCY} AND ${alias}.${giver} IN (SELECT b.id FROM registry.organisation b WHERE b.kind = 'national_information_bureau')))`;
}

const NAMES_OF_PERSON = { table: 'person_named_organisation', key: 'person_id' };
const NAMES_OF_EXCHANGE = { table: 'exchange_named_organisation', key: 'exchange_id' };
const NAMES_OF_ITEM = { table: 'evidence_named_organisation', key: 'item_id' };

const among = (column: string, table: string, condition: string): string =>
  `t.${column} IN (SELECT u.id FROM registry.${table} u WHERE ${condition})`;
const PERSON = shared('u', 'owner_organisation_id', NAMES_OF_PERSON);
const known = (column = 'person_id'): string => among(column, 'person', PERSON);
const OWN_PERSON = among('person_id', 'person', `u.owner_organisation_id = ${ORGANISATION}`);
const ASKED = `(u.organisation_id = ${ORGANISATION} OR u.person_id IN (SELECT u.id FROM registry.person u WHERE u.owner_organisation_id = ${ORGANISATION}))`;
const STATEMENT = `(u.organisation_id = ${ORGANISATION} OR (NOT u.confidential AND u.person_id IN (SELECT u.id FROM registry.person u WHERE ${PERSON})))`;
const LINK = ['from_person_id', 'into_person_id']
  .map((end) => `u.${end} IN (SELECT u.id FROM registry.person u WHERE ${PERSON})`)
  .join(' OR ');
const OWN_STATEMENT = among('statement_id', 'statement', `u.organisation_id = ${ORGANISATION}`);
const OF_ORGANISATION = `t.organisation_id = ${ORGANISATION}`;
const COLLEAGUES = among('user_id', 'app_user', `u.organisation_id = ${ORGANISATION}`);
const EXCHANGE = shared('u', 'organisation_id', NAMES_OF_EXCHANGE);
const ITEM = shared('u', 'organisation_id', NAMES_OF_ITEM);
const LEVELLED = shared('u', 'organisation_id');
const ROSTER = `u.exchange_id IN (SELECT u.id FROM registry.exchange u WHERE ${EXCHANGE} AND (NOT confidential OR u.organisation_id = ${ORGANISATION}))`;
const SAID_OF_ITEM = `u.item_id IN (SELECT u.id FROM registry.evidence_item u WHERE ${ITEM})`;
const REMAINS_LINK = `u.case_id IN (SELECT u.id FROM registry.remains_case u WHERE ${LEVELLED})`;

const own = (policy: string): Covered => ({ policy, sees: OF_ORGANISATION, writes: OF_ORGANISATION });
/** Of a row of an organisation alone. */
function ofOwn(column: string, table: string): Covered {
  const theirs = among(column, table, `u.organisation_id = ${ORGANISATION}`);
  return { policy: `with the row of ${table}, which is one organisation's alone`, sees: theirs, writes: theirs };
}
/** Of a row that may be shared, and to which its organisation alone adds. */
function ofShared(column: string, table: string, condition: string): Covered {
  return {
    policy: `with the row of ${table}; added by the organisation whose row that is`,
    sees: among(column, table, condition),
    writes: among(column, table, `u.organisation_id = ${ORGANISATION}`),
  };
}
const LISTED = `u.list_id IN (SELECT u.id FROM registry.list u WHERE u.organisation_id = ${ORGANISATION})`;
const SEEN_BY_WITNESS = `u.debrief_id IN (SELECT u.id FROM registry.debrief u WHERE u.organisation_id = ${ORGANISATION})`;
const within = (column: string, table: string, condition: string): Covered => ({
  policy: `with the row of ${table}, which is one organisation's alone`,
  sees: among(column, table, condition),
  writes: among(column, table, condition),
});
const levelled = (policy: string, names?: typeof NAMES_OF_PERSON): Covered => ({
  policy,
  sees: shared('t', 'organisation_id', names),
  writes: OF_ORGANISATION,
});
const RECORD = `t.view IN ('shared', ${ORGANISATION}::text)`;
const MINE = `t.user_id = ${USER}`;

/** A table that is not here fails the build. A new one is covered by its migration, or has no rows that are one organisation's. */
export const ROW_SECURITY: Readonly<Record<string, Covered | Uncovered>> = {
  person: {
    policy: 'by its sharing level; written by the organisation that registered it',
    sees: shared('t', 'owner_organisation_id', NAMES_OF_PERSON),
    writes: `t.owner_organisation_id = ${ORGANISATION}`,
  },
  person_named_organisation: {
    policy: 'with the person; for whom it names',
    sees: `(${OF_ORGANISATION} OR ${known()})`,
    writes: OWN_PERSON,
  },
  pseudonym: own('each organisation’s own alone'),
  assignment: { policy: 'of the organisation’s own persons', sees: OWN_PERSON, writes: OWN_PERSON },
  disclosure: {
    policy:
      'of the organisation’s own persons, and each worker’s own; written by whoever is shown it, of such a person or by a request of theirs',
    sees: `(${MINE} OR ${OWN_PERSON})`,
    writes: `${MINE} AND (${OWN_PERSON} OR ${among('request_id', 'disclosure_request', `u.requested_by = ${USER}`)})`,
  },
  disclosure_request: {
    policy: 'of the organisation that asks, and of the one that registered the person; added by whoever asks',
    sees: `(${OF_ORGANISATION} OR ${OWN_PERSON})`,
    writes: `${OF_ORGANISATION} AND t.requested_by = ${USER} AND ${known()}`,
  },
  disclosure_request_step: {
    policy: 'with the request; each adds their own',
    sees: among('request_id', 'disclosure_request', ASKED),
    writes: `t.recorded_by = ${USER} AND ${among('request_id', 'disclosure_request', ASKED)}`,
  },
  names_of_user: {
    policy: 'each user’s own, forgotten by the service alone',
    sees: MINE,
    writes: MINE,
    removes: 'false',
  },
  names_of_organisation: { ...own('each organisation’s own, forgotten by the service alone'), removes: 'false' },
  disclosure_grant: {
    policy: 'with the request',
    sees: among('request_id', 'disclosure_request', ASKED),
    writes: among('request_id', 'disclosure_request', ASKED),
  },
  contact_disclosure: { policy: 'what colleagues were shown', sees: COLLEAGUES, writes: MINE },
  statement: {
    policy: 'its own; open ones of persons whom it may know of',
    sees: `(${OF_ORGANISATION} OR (NOT t.confidential AND ${known()}))`,
    writes: OF_ORGANISATION,
  },
  statement_withdrawal: {
    policy: 'with the statement',
    sees: among('statement_id', 'statement', STATEMENT),
    writes: OWN_STATEMENT,
  },
  record_projection: {
    policy: 'its own view and the shared one, whoever may know of the person; written by folds alone',
    sees: RECORD,
  },
  record_interval: {
    policy: 'its own view and the shared one, whoever may know of the person; written by folds alone',
    sees: RECORD,
  },
  person_link: {
    policy: 'where it may know of either person: that a record was merged is part of it',
    sees: `(${known('from_person_id')} OR ${known('into_person_id')})`,
    writes: OF_ORGANISATION,
  },
  person_link_review: { policy: 'with the link', sees: among('link_id', 'person_link', LINK), writes: OF_ORGANISATION },
  person_link_withdrawal: {
    policy: 'with the link',
    sees: among('link_id', 'person_link', LINK),
    writes: `t.recorded_by = ${USER}`,
  },
  audit_entry: {
    policy: 'its own; the service’s own for sign-ins and upkeep; all for sealing and checking',
    sees: OF_ORGANISATION,
    writes: `${MINE} AND ${OF_ORGANISATION}`,
  },
  audit_unsealed: { policy: 'everybody adds; sealing alone reads and takes away', sees: 'false', writes: 'true' },
  app_user: {
    policy: 'colleagues; every account, and whatever is changed of one, for sign-ins and administration',
    sees: OF_ORGANISATION,
  },
  refresh_token: { policy: 'the user’s own; every one for sign-ins and administration', sees: MINE, writes: MINE },
  web_session: { policy: 'the user’s own; every one for sign-ins and administration', sees: MINE, writes: MINE },
  one_time_link: { policy: 'nobody’s; every one for sign-ins and administration', sees: 'false' },
  idempotency: { policy: 'the user’s own; upkeep forgets them', sees: MINE, writes: MINE },
  tracing_request: own('of the organisation that took it in'),
  tracing_request_step: ofOwn('request_id', 'tracing_request'),
  tracing_request_assignment: ofOwn('request_id', 'tracing_request'),
  tracing_request_channel: ofOwn('request_id', 'tracing_request'),
  tracing_consent: ofOwn('request_id', 'tracing_request'),
  inquiry: {
    policy: 'of the organisation that asked; for the central agency those that wait',
    sees: `(${OF_ORGANISATION} OR (${AGENCY} AND t.state = 'received'))`,
    writes: OF_ORGANISATION,
  },
  list: own('of the organisation that recorded it'),
  list_line: ofOwn('list_id', 'list'),
  list_answer: ofOwn('list_id', 'list'),
  list_line_match: within('line_id', 'list_line', LISTED),
  list_answer_statement: within('answer_id', 'list_answer', LISTED),
  list_answer_withdrawal: within('answer_id', 'list_answer', LISTED),
  task: own('of the organisation that has it to do'),
  task_step: ofOwn('task_id', 'task'),
  task_assignment: ofOwn('task_id', 'task'),
  evidence_item: levelled('by its sharing level', NAMES_OF_ITEM),
  evidence_named_organisation: {
    policy: 'with the item; for whom it names',
    sees: `(${OF_ORGANISATION} OR ${among('item_id', 'evidence_item', ITEM)})`,
    writes: among('item_id', 'evidence_item', `u.organisation_id = ${ORGANISATION}`),
  },
  evidence_custody: ofShared('item_id', 'evidence_item', ITEM),
  evidence_assessment: {
    policy: 'with the item; each organisation adds its own',
    sees: among('item_id', 'evidence_item', ITEM),
    writes: `${OF_ORGANISATION} AND ${among('item_id', 'evidence_item', ITEM)}`,
  },
  evidence_assessment_withdrawal: ofShared('assessment_id', 'evidence_assessment', SAID_OF_ITEM),
  exchange: levelled('by its sharing level', NAMES_OF_EXCHANGE),
  exchange_named_organisation: {
    policy: 'with the exchange; for whom it names',
    sees: `(${OF_ORGANISATION} OR ${among('exchange_id', 'exchange', EXCHANGE)})`,
    writes: among('exchange_id', 'exchange', `u.organisation_id = ${ORGANISATION}`),
  },
  exchange_side: ofShared('exchange_id', 'exchange', EXCHANGE),
  exchange_count: ofShared('exchange_id', 'exchange', EXCHANGE),
  exchange_step: {
    policy: 'with the exchange; each organisation adds its own',
    sees: among('exchange_id', 'exchange', EXCHANGE),
    writes: `${OF_ORGANISATION} AND ${among('exchange_id', 'exchange', EXCHANGE)}`,
  },
  exchange_roster_entry: {
    policy: 'with the exchange, those in confidence for its organisation alone',
    sees: among(
      'exchange_id',
      'exchange',
      `${EXCHANGE} AND (NOT t.confidential OR u.organisation_id = ${ORGANISATION})`,
    ),
    writes: among('exchange_id', 'exchange', `u.organisation_id = ${ORGANISATION}`),
  },
  exchange_entry_statement: {
    policy: 'with the line of the roster',
    sees: among('entry_id', 'exchange_roster_entry', ROSTER),
    writes: OWN_STATEMENT,
  },
  erasure: own('of the organisation that registered the person'),
  debrief: own('of the organisation that invited: what others ask is not there'),
  debrief_answer: ofOwn('debrief_id', 'debrief'),
  debrief_consent: ofOwn('debrief_id', 'debrief'),
  debrief_sighting: ofOwn('debrief_id', 'debrief'),
  debrief_sighting_statement: within('sighting_id', 'debrief_sighting', SEEN_BY_WITNESS),
  site: levelled('by its sharing level'),
  site_count: {
    policy: 'with the site; each adds their own',
    sees: among('site_id', 'site', LEVELLED),
    writes: `t.recorded_by = ${USER} AND ${among('site_id', 'site', LEVELLED)}`,
  },
  remains_case: levelled('by its sharing level'),
  remains_link: {
    policy: 'with the case; each organisation adds its own',
    sees: among('case_id', 'remains_case', LEVELLED),
    writes: `${OF_ORGANISATION} AND ${among('case_id', 'remains_case', LEVELLED)}`,
  },
  remains_link_person: ofShared('link_id', 'remains_link', REMAINS_LINK),
  remains_link_statement: {
    policy: 'with the link',
    sees: among('link_id', 'remains_link', REMAINS_LINK),
    writes: OWN_STATEMENT,
  },
  remains_link_step: {
    policy: 'with the link; each organisation adds its own',
    sees: among('link_id', 'remains_link', REMAINS_LINK),
    writes: `${OF_ORGANISATION} AND ${among('link_id', 'remains_link', REMAINS_LINK)}`,
  },
  import_job: own('of the organisation that imports'),
  import_report: ofOwn('job_id', 'import_job'),
  published_figure: {
    policy: 'shown to every organisation; added by each for itself',
    sees: 'true',
    writes: OF_ORGANISATION,
  },

  organisation: {
    noRowsOfAnOrganisation: 'the register of organisations, which everybody who registers or shares is shown',
  },
  party: { noRowsOfAnOrganisation: 'the parties of the conflict' },
  place: { noRowsOfAnOrganisation: 'the gazetteer' },
  release: {
    noRowsOfAnOrganisation: 'statistics that are protected already; one that is prepared is for whoever signs it',
  },
  release_signature: { noRowsOfAnOrganisation: 'who signed a release' },
  meta: { noRowsOfAnOrganisation: 'what the registry keeps of itself: one value for all' },
  migration: { noRowsOfAnOrganisation: 'which migrations were applied' },
  audit_seal: { noRowsOfAnOrganisation: 'numbers and digests of entries, for whoever checks the log' },
  audit_tree: { noRowsOfAnOrganisation: 'digests of digests' },
  audit_checkpoint: { noRowsOfAnOrganisation: 'signed digests, which witnesses are given' },
  audit_checkpoint_key: { noRowsOfAnOrganisation: 'public keys' },
  actor_proof: { noRowsOfAnOrganisation: 'digests by which the service is known; its role may read none' },
};

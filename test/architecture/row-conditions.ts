// The conditions under which an organisation sees or writes a row, in the words of SQL that `row-security.ts` is put together from.

/** Parameters of every condition: the organisation, the user, whether the organisation depends on no party, whether it is the central agency. */
export const [ORGANISATION, USER, AGENCY] = ['$1::uuid', '$2::uuid', '$4::boolean'] as const;
const INDEPENDENT = '$3::boolean';

export interface Covered {
  /** In words, for those who review it. */
  readonly policy: string;
  /** Of rows `t` those that an organisation is shown. */
  readonly sees: string;
  /** Of rows `t` those that it might have added, and may change or remove as far as the privileges go; nobody's where it is left out. */
  readonly writes?: string;
  /** Where less may be removed than changed. */
  readonly removes?: string;
}

export interface Uncovered {
  readonly noRowsOfAnOrganisation: string;
}

/** The four sharing levels, of whatever has a level and an organisation that gave it. */
export function shared(alias: string, giver: string, names?: { readonly table: string; readonly key: string }): string {
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

export const NAMES_OF_PERSON = { table: 'person_named_organisation', key: 'person_id' };
export const NAMES_OF_EXCHANGE = { table: 'exchange_named_organisation', key: 'exchange_id' };
export const NAMES_OF_ITEM = { table: 'evidence_named_organisation', key: 'item_id' };

export const among = (column: string, table: string, condition: string): string =>
  `t.${column} IN (SELECT u.id FROM registry.${table} u WHERE ${condition})`;
const PERSON = shared('u', 'owner_organisation_id', NAMES_OF_PERSON);
export const known = (column = 'person_id'): string => among(column, 'person', PERSON);
export const OWN_PERSON = among('person_id', 'person', `u.owner_organisation_id = ${ORGANISATION}`);
export const ASKED = `(u.organisation_id = ${ORGANISATION} OR u.person_id IN (SELECT u.id FROM registry.person u WHERE u.owner_organisation_id = ${ORGANISATION}))`;
export const STATEMENT = `(u.organisation_id = ${ORGANISATION} OR (NOT u.confidential AND u.person_id IN (SELECT u.id FROM registry.person u WHERE ${PERSON})))`;
export const LINK = ['from_person_id', 'into_person_id']
  .map((end) => `u.${end} IN (SELECT u.id FROM registry.person u WHERE ${PERSON})`)
  .join(' OR ');
export const OWNED_PERSON = `u.person_id IN (SELECT v.id FROM registry.person v WHERE v.owner_organisation_id = ${ORGANISATION})`;
export const EMBARGO = `t.statement_id IN (SELECT u.statement_id FROM registry.embargo u WHERE u.person_id IN (SELECT u.id FROM registry.person u WHERE ${PERSON}))`;
export const OWN_STATEMENT = among('statement_id', 'statement', `u.organisation_id = ${ORGANISATION}`);
export const OF_ORGANISATION = `t.organisation_id = ${ORGANISATION}`;
export const COLLEAGUES = among('user_id', 'app_user', `u.organisation_id = ${ORGANISATION}`);
export const EXCHANGE = shared('u', 'organisation_id', NAMES_OF_EXCHANGE);
export const ITEM = shared('u', 'organisation_id', NAMES_OF_ITEM);
export const LEVELLED = shared('u', 'organisation_id');
export const ROSTER = `u.exchange_id IN (SELECT u.id FROM registry.exchange u WHERE ${EXCHANGE} AND (NOT confidential OR u.organisation_id = ${ORGANISATION}))`;
export const SAID_OF_ITEM = `u.item_id IN (SELECT u.id FROM registry.evidence_item u WHERE ${ITEM})`;
export const REMAINS_LINK = `u.case_id IN (SELECT u.id FROM registry.remains_case u WHERE ${LEVELLED})`;

export const own = (policy: string): Covered => ({ policy, sees: OF_ORGANISATION, writes: OF_ORGANISATION });
/** Of a row of an organisation alone. */
export function ofOwn(column: string, table: string): Covered {
  const theirs = among(column, table, `u.organisation_id = ${ORGANISATION}`);
  return { policy: `with the row of ${table}, which is one organisation's alone`, sees: theirs, writes: theirs };
}
/** Of a row that may be shared, and to which its organisation alone adds. */
export function ofShared(column: string, table: string, condition: string): Covered {
  return {
    policy: `with the row of ${table}; added by the organisation whose row that is`,
    sees: among(column, table, condition),
    writes: among(column, table, `u.organisation_id = ${ORGANISATION}`),
  };
}
export const LISTED = `u.list_id IN (SELECT u.id FROM registry.list u WHERE u.organisation_id = ${ORGANISATION})`;
export const SEEN_BY_WITNESS = `u.debrief_id IN (SELECT u.id FROM registry.debrief u WHERE u.organisation_id = ${ORGANISATION})`;
export const within = (column: string, table: string, condition: string): Covered => ({
  policy: `with the row of ${table}, which is one organisation's alone`,
  sees: among(column, table, condition),
  writes: among(column, table, condition),
});
export const levelled = (policy: string, names?: typeof NAMES_OF_PERSON): Covered => ({
  policy,
  sees: shared('t', 'organisation_id', names),
  writes: OF_ORGANISATION,
});
const HEARS = (row: string): string => {
  const end = (column: string, condition: string): string =>
    `${row}.${column} IN (SELECT u.id FROM registry.person u WHERE ${condition})`;
  const owned = `u.owner_organisation_id = ${ORGANISATION}`;
  return `(${end('low_person_id', PERSON)} AND ${end('high_person_id', PERSON)} AND CASE ${row}.deciders
    WHEN 'owners' THEN ${end('low_person_id', owned)} OR ${end('high_person_id', owned)} ELSE ${AGENCY} END)`;
};
/** Both owners hear of a match, or the central agency alone; and only of two persons whom the reader may know of. */
export const MATCH = HEARS('t');
export const OF_MATCH = `t.proposal_id IN (SELECT v.id FROM registry.match_proposal v WHERE ${HEARS('v')})`;
export const RECORD = `t.view IN ('shared', ${ORGANISATION}::text)`;
export const MINE = `t.user_id = ${USER}`;

// Who may do what: one exhaustive table from action to roles, asked first by every use case.

import { DomainError } from '../domain-error.js';
import { ROLES, type Actor, type Principal, type Role } from './actor.js';

/**
 * One row per thing that an actor can do. A row that is missing does not compile where it is asked for, and a role that
 * is not in a row may not do it. Neither administrator nor auditor stands in any row that shows a case.
 */
export const ACCESS_POLICY = {
  register_person: ['liaison', 'coordinator'],
  change_identity: ['liaison', 'coordinator'],
  add_statement: ['liaison', 'coordinator', 'verifier'],
  withdraw_statement: ['liaison', 'coordinator', 'verifier'],
  verify_news: ['coordinator', 'verifier'],
  read_news: ['liaison', 'coordinator', 'verifier'],
  set_news_rule: ['coordinator'],
  record_will: ['liaison', 'coordinator'],
  read_will: ['liaison', 'coordinator', 'verifier'],
  read_record: ['liaison', 'coordinator', 'verifier', 'custodian'],
  list_records: ['liaison', 'coordinator', 'verifier', 'custodian'],
  propose_link: ['liaison', 'coordinator', 'verifier'],
  review_link: ['verifier'],
  withdraw_link: ['coordinator', 'verifier'],
  read_matches: ['verifier', 'coordinator'],
  judge_match: ['verifier'],
  search_persons: ['liaison', 'coordinator'],
  disclose_identity: ['liaison', 'coordinator'],
  read_disclosures: ['coordinator', 'custodian'],
  request_erasure: ['coordinator'],
  confirm_erasure: ['custodian'],
  withdraw_erasure: ['coordinator', 'custodian'],
  read_erasures: ['coordinator', 'custodian'],
  set_retention: ['coordinator', 'custodian'],
  read_retention: ['liaison', 'coordinator', 'verifier', 'custodian'],
  set_retention_rule: ['coordinator'],
  request_disclosure: ['liaison', 'coordinator'],
  read_disclosure_requests: ['liaison', 'coordinator', 'verifier', 'custodian'],
  approve_disclosure: ['coordinator', 'verifier', 'custodian'],
  revoke_disclosure: ['custodian'],
  report_access: ['coordinator', 'custodian'],
  assign_person: ['coordinator'],
  add_task: ['liaison', 'coordinator', 'verifier'],
  work_on_tasks: ['liaison', 'coordinator', 'verifier'],
  add_tracing_request: ['liaison', 'coordinator'],
  read_tracing_requests: ['liaison', 'coordinator'],
  work_on_tracing_requests: ['liaison', 'coordinator'],
  record_exchange: ['liaison', 'coordinator'],
  read_exchanges: ['liaison', 'coordinator', 'verifier', 'custodian'],
  hold_debrief: ['liaison', 'coordinator'],
  add_list: ['liaison', 'coordinator'],
  read_lists: ['liaison', 'coordinator', 'verifier'],
  answer_list: ['liaison', 'coordinator'],
  add_place: ['coordinator'],
  make_inquiry: ['inquirer', 'liaison', 'coordinator'],
  read_inquiries: ['inquirer', 'liaison', 'coordinator'],
  read_replies: ['liaison', 'coordinator', 'verifier'],
  prepare_reply: ['liaison', 'coordinator'],
  release_reply: ['coordinator', 'verifier'],
  read_new_replies: ['inquirer', 'liaison', 'coordinator', 'verifier'],
  consent_to_reply: ['coordinator'],
  count_statistics: ['analyst'],
  add_published_figure: ['analyst', 'coordinator'],
  read_published_figures: ['analyst', 'liaison', 'coordinator', 'verifier', 'custodian', 'inquirer'],
  record_remains: ['coordinator', 'verifier'],
  link_remains: ['coordinator', 'verifier'],
  read_remains: ['liaison', 'coordinator', 'verifier', 'custodian'],
  record_evidence: ['liaison', 'coordinator'],
  read_evidence: ['liaison', 'coordinator', 'verifier', 'custodian'],
  assess_evidence: ['coordinator', 'verifier'],
  open_evidence_file: ['coordinator', 'verifier', 'custodian'],
  request_evidence_file: ['coordinator', 'verifier'],
  read_evidence_file_requests: ['coordinator', 'verifier', 'custodian'],
  read_evidence_file_downloads: ['coordinator', 'custodian'],
  decide_evidence_file: ['custodian'],
  prepare_release: ['analyst'],
  answer_split: ['coordinator'],
  sign_release: ['custodian', 'verifier'],
  publish_release: ['analyst', 'custodian'],
  dispute_release: ['analyst', 'custodian', 'verifier'],
  settle_dispute: ['custodian', 'verifier'],
  list_releases: ['analyst', 'custodian', 'verifier'],
  import_file: ['coordinator'],
  read_audit: ['auditor'],
  administer: ['administrator'],
  change_own_account: ROLES,
  list_parties: ROLES,
  list_places: ROLES,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Action = keyof typeof ACCESS_POLICY;

export function allowed(actor: Pick<Actor, 'roles'>, action: Action): boolean {
  const roles: readonly Role[] = ACCESS_POLICY[action];
  return actor.roles.some((role) => roles.includes(role));
}

/** Throws `forbidden` with what would be needed; never says whether the subject exists. */
export function requireAllowed(principal: Principal, action: Action): asserts principal is Actor {
  if (principal.userId === null || !allowed(principal, action)) {
    throw new DomainError('forbidden', `This needs one of the roles ${ACCESS_POLICY[action].join(', ')}.`);
  }
}

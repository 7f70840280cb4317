// What a person is told of who looked at their record: which entries of the log tell it, of whom, and what no entry tells.

import type { AuditAction } from './audit-entry.js';

/** Readings of one person's record, disclosures of who it is, and what was told of them to whoever asked. */
const LOOKS = [
  'record_read',
  'statements_read',
  'links_read',
  'identity_disclosed',
  'disclosure_shown',
  'inquiry_reply_released',
] as const satisfies readonly AuditAction[];

/** What two persons of the owner allowed, so that the owner knows of it anyway. */
const ALLOWED_LOOKS = ['identity_disclosed', 'disclosure_shown'] as const satisfies readonly AuditAction[];

/** Of the owner's own people. That others look at these tells that a family came to them, or whom they work for. */
export const OWN_LOOKS = [
  ...LOOKS,
  'assignments_read',
  'disclosures_read',
  'disclosure_request_read',
  'tasks_listed',
  'tracing_request_read',
  'tracing_requests_listed',
  'lists_listed',
  'evidence_listed',
  'access_reported',
] as const satisfies readonly AuditAction[];

/**
 * What is told of other organisations. An owner that depends on a party is told of disclosures alone: that somebody reads a record again
 * and again tells a holder who matters.
 */
export function looksOfOthers(ownerIsBound: boolean): readonly AuditAction[] {
  return ownerIsBound ? ALLOWED_LOOKS : LOOKS;
}

export const NOT_TOLD = [
  'pages_of_many',
  'searches_and_inquiries',
  'counts_and_figures',
  'documents',
  'operators',
  'merged_records',
  'other_organisations',
] as const;
/** What the log has no entry of one person for, or what is not told. */
export type NotTold = (typeof NOT_TOLD)[number];

export function notTold(of: { readonly ownerIsBound: boolean; readonly isLinked: boolean }): readonly NotTold[] {
  return NOT_TOLD.filter((one) => {
    if (one === 'merged_records') return of.isLinked;
    return one !== 'other_organisations' || of.ownerIsBound;
  });
}

/** How often somebody looked in one way on one day. */
export interface Look {
  /** YYYY-MM-DD in UTC. */
  readonly day: string;
  readonly organisation: string;
  /** Of the owner organisation alone. */
  readonly username: string | null;
  readonly action: AuditAction;
  /** Of a disclosure. */
  readonly purpose: string | null;
  readonly fields: readonly string[];
  readonly times: number;
}

// Reads requests for disclosure from their rows, with what the accounts of those who take part allow now.

import { allowed } from '../../domain/access/access-policy.js';
import type { Role } from '../../domain/access/actor.js';
import type { IdentityCheck } from '../../domain/identity/disclosure-request-reading.js';
import type { Approval, DisclosureRequest, DisclosureTerms, Grant } from '../../domain/identity/disclosure-request.js';
import type { DisclosurePurpose } from '../../domain/identity/disclosure.js';
import type { IdentityField } from '../../domain/identity/identity-particulars.js';
import type { DisclosureRequestStep } from '../../domain/identity/shown-disclosure-request.js';
import type { StoredRequest } from './stored-request.js';

export interface StoredDisclosureRequest
  extends DisclosureRequest<IdentityField>, StoredRequest<DisclosurePurpose, DisclosureRequestStep> {
  readonly approvals: readonly Approval<IdentityField>[];
  readonly grant: Grant<IdentityField> | null;
  readonly organisationId: string;
  readonly identityCheck: IdentityCheck | null;
  readonly grantedAt: number | null;
}

interface Account {
  readonly username: string;
  readonly roles: Role[];
  readonly disabled: boolean;
}

interface TermsRow {
  readonly fields: string[];
  readonly days: number;
  readonly single_use: boolean;
}

export interface RequestRow extends Account, TermsRow {
  readonly id: string;
  readonly person_id: string;
  readonly owner_organisation_id: string;
  readonly requested_by: string;
  readonly organisation_id: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly reason: string;
  readonly identity_check: string | null;
  readonly requested_at: Date;
  readonly granted: string[] | null;
  readonly granted_once: boolean | null;
  readonly first_approval: number | null;
  readonly second_approval: number | null;
  readonly granted_at: Date | null;
  readonly ends_at: Date | null;
  readonly uses: number;
}

export interface StepRow extends Account, TermsRow {
  readonly request_id: string;
  readonly number: number;
  readonly step: DisclosureRequestStep['step'];
  readonly as_custodian: boolean | null;
  readonly reason: string | null;
  readonly recorded_by: string;
  readonly recorded_at: Date;
}

/** `steps` are those of this request, in their order. */
export function requestOf(row: RequestRow, steps: readonly StepRow[]): StoredDisclosureRequest {
  const closing = steps.map(({ step }) => step).find((step) => step !== 'approved');
  return {
    id: row.id,
    subjectId: row.person_id,
    ownerOrganisationId: row.owner_organisation_id,
    requesterId: row.requested_by,
    requesterMay: !row.disabled && allowed(row, 'disclose_identity'),
    purpose: row.purpose as DisclosurePurpose,
    reason: row.reason,
    asked: termsOf(row),
    requestedAt: row.requested_at.getTime(),
    approvals: steps.filter(({ step }) => step === 'approved').map(approvalOf),
    closed: closing ?? null,
    grant: grantOf(row),
    uses: row.uses,
    username: row.username,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    identityCheck: row.identity_check as IdentityCheck | null,
    steps: steps.map(stepOf),
    grantedAt: row.granted_at?.getTime() ?? null,
  };
}

function termsOf({ fields, days, single_use: once }: TermsRow): DisclosureTerms<IdentityField> {
  return { fields: fields as IdentityField[], days, once };
}

function grantOf(row: RequestRow): StoredDisclosureRequest['grant'] {
  const { granted, granted_once: once, first_approval: first, second_approval: second, ends_at: end } = row;
  if (granted === null || first === null || second === null || end === null) return null;
  return { fields: granted as IdentityField[], once: once === true, approvals: [first, second], endsAt: end.getTime() };
}

function approvalOf(row: StepRow): Approval<IdentityField> {
  return {
    ...termsOf(row),
    number: row.number,
    userId: row.recorded_by,
    ofCustodian: row.as_custodian === true && row.roles.includes('custodian'),
    counts: counts(row),
  };
}

function counts(account: Account): boolean {
  return !account.disabled && allowed(account, 'approve_disclosure');
}

function stepOf(row: StepRow): DisclosureRequestStep {
  const approved = row.step === 'approved';
  return {
    step: row.step,
    username: row.username,
    terms: approved ? termsOf(row) : null,
    reason: row.reason,
    counts: approved && counts(row),
    asCustodian: row.as_custodian === true,
    at: row.recorded_at.getTime(),
  };
}

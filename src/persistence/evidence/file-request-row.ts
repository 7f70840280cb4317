// Reads requests for restricted files from their rows, with what the accounts of those who take part allow now.

import { allowed } from '../../domain/access/access-policy.js';
import type { Role } from '../../domain/access/actor.js';
import type { FileDownload, FilePurpose, FileRequest } from '../../domain/evidence/file-request.js';
import type { RequestStep } from '../../domain/identity/shown-request.js';
import type { StoredRequest } from '../disclosures/stored-request.js';

export interface StoredFileRequest extends FileRequest, StoredRequest<FilePurpose, RequestStep> {
  readonly grantedAt: number | null;
  /** The oldest first. */
  readonly downloads: readonly FileDownload[];
}

interface Account {
  readonly username: string;
  readonly roles: Role[];
  readonly disabled: boolean;
}

export interface RequestRow extends Account {
  readonly id: string;
  readonly file_id: string;
  readonly code: string;
  readonly owner_organisation_id: string;
  readonly requested_by: string;
  readonly organisation: string;
  readonly purpose: string;
  readonly reason: string;
  readonly days: number;
  readonly single_use: boolean;
  readonly requested_at: Date;
  readonly downloads: Date[];
}

export interface StepRow extends Account {
  readonly request_id: string;
  readonly number: number;
  readonly step: RequestStep['step'];
  readonly single_use: boolean | null;
  readonly ends_at: Date | null;
  readonly reason: string | null;
  readonly recorded_at: Date;
}

/** `steps` are those of this request, in their order. */
export function requestOf(row: RequestRow, steps: readonly StepRow[]): StoredFileRequest {
  const approval = steps.find(({ step }) => step === 'approved');
  const closing = steps.map(({ step }) => step).find((step) => step !== 'approved');
  return {
    id: row.id,
    fileId: row.file_id,
    code: row.code,
    ownerOrganisationId: row.owner_organisation_id,
    requesterId: row.requested_by,
    requesterMay: may(row, 'request_evidence_file'),
    purpose: row.purpose as FilePurpose,
    reason: row.reason,
    asked: { days: row.days, once: row.single_use },
    requestedAt: row.requested_at.getTime(),
    approvals: approval === undefined ? [] : [approvalOf(approval)],
    closed: closing ?? null,
    grant: approval === undefined ? null : grantOf(approval),
    uses: row.downloads.length,
    username: row.username,
    organisation: row.organisation,
    steps: steps.map(stepOf),
    grantedAt: approval?.recorded_at.getTime() ?? null,
    // A grant is its requester's alone.
    downloads: row.downloads.map((at) => ({ username: row.username, at: at.getTime() })),
  };
}

function may(account: Account, action: 'request_evidence_file' | 'decide_evidence_file'): boolean {
  return !account.disabled && allowed(account, action);
}

function approvalOf(row: StepRow): FileRequest['approvals'][number] {
  const counts = may(row, 'decide_evidence_file');
  return { number: row.number, counts, ofCustodian: counts };
}

function grantOf({ number, single_use: once, ends_at: end }: StepRow): FileRequest['grant'] {
  return end === null ? null : { once: once === true, approvals: [number], endsAt: end.getTime() };
}

function stepOf({ step, username, reason, recorded_at: at }: StepRow): RequestStep {
  return { step, username, reason, at: at.getTime() };
}

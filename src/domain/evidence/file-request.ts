// A request for the restricted file of an item: what is asked for and why, what a custodian grants, and how it is told to either side.

import { DomainError, type FieldFault } from '../domain-error.js';
import { readDays, readOnce } from '../identity/disclosure-request-reading.js';
import {
  requireNoLonger,
  requireState,
  USUAL_DAYS,
  type GrantTerms,
  type RequestProgress,
} from '../identity/disclosure-request.js';
import { readPurpose, readReason } from '../identity/disclosure.js';
import type { RequestStep, ShownRequest } from '../identity/shown-request.js';

const DAY = 86_400_000;
/** Milliseconds for which a download is answered again under its Idempotency-Key: the answer may have been lost. */
export const DOWNLOAD_REPEATS = 15 * 60_000;

/** A court is referred to whoever holds the item, as with names. */
export const FILE_PURPOSES = ['assessment', 'identification', 'family_contact', 'medical'] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

export interface FileRequest extends RequestProgress {
  /** Random UUID. */
  readonly id: string;
  readonly fileId: string;
  /** Of the item. */
  readonly code: string;
  readonly ownerOrganisationId: string;
  readonly purpose: FilePurpose;
  readonly reason: string;
  readonly asked: GrantTerms;
}

export interface ReadFileRequest {
  readonly purpose: FilePurpose;
  readonly reason: string;
  readonly asked: GrantTerms;
}

export interface GivenFileRequest {
  readonly purpose: unknown;
  readonly reason: unknown;
  /** 7 where it is absent. */
  readonly days?: unknown;
  /** False where it is absent. */
  readonly once?: unknown;
}

/** Throws `invalid_field` or `court_refer_to_giver`. */
export function readFileRequest(given: GivenFileRequest): ReadFileRequest {
  const faults: FieldFault[] = [];
  const purpose = readPurpose(FILE_PURPOSES, given.purpose, faults);
  const reason = readReason(given.reason, faults);
  if (purpose === null || faults.length > 0)
    throw new DomainError('invalid_field', 'The file cannot be asked for like this.', faults);
  return { purpose, reason, asked: { days: readDays(given.days, USUAL_DAYS), once: readOnce(given.once) } };
}

/** What is left out is as it was asked for. Throws `invalid_field`. */
export function readFileTerms(
  given: { readonly days?: unknown; readonly once?: unknown },
  asked: GrantTerms,
): GrantTerms {
  return { days: readDays(given.days, asked.days), once: given.once === undefined ? asked.once : readOnce(given.once) };
}

/** Nobody decides for their own organisation what another one shows it. Throws `forbidden`. */
export function requireOwnerOfFile(request: Pick<FileRequest, 'ownerOrganisationId'>, organisationId: string): void {
  if (request.ownerOrganisationId !== organisationId)
    throw new DomainError('forbidden', 'A custodian of the organisation that recorded the item decides this.');
}

/** What a custodian's approval grants. Throws what keeps it from being given. */
export function judgeFileApproval(
  request: FileRequest,
  terms: GrantTerms,
  now: number,
): { readonly once: boolean; readonly endsAt: number } {
  requireState(request, ['requested'], now);
  requireNoLonger(request.asked, terms);
  return { once: terms.once, endsAt: now + terms.days * DAY };
}

export interface FileDownload {
  readonly username: string;
  readonly at: number;
}

export interface ShownFileRequest extends ShownRequest<FilePurpose, RequestStep> {
  readonly code: string;
  readonly asked: GrantTerms;
  readonly grant: { readonly once: boolean; readonly grantedAt: number; readonly endsAt: number } | null;
  /** Who downloaded the file by it, and when; the oldest first. */
  readonly downloads: readonly FileDownload[];
}

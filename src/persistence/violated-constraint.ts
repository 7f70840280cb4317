// Turns a database error into a refusal of the domain, dropping everything in it that could hold an identity.

import { QueryFailedError } from 'typeorm';
import { DomainError, type RefusalCode } from '../domain/domain-error.js';
import { isMissingSocket } from './missing-socket.js';
import { SOMEBODY_MET, SomebodyMet } from './open-text/somebody-met.js';

interface PostgresError {
  readonly code?: string;
  readonly constraint?: string;
}

const BY_CONSTRAINT: Readonly<Record<string, readonly [RefusalCode, string]>> = {
  app_user_username_unique: ['username_taken', 'That username is taken.'],
  app_user_username_form: [
    'invalid_field',
    'A username has 2 to 63 lower-case letters, digits, dots, hyphens or underscores.',
  ],
  organisation_name_unique: ['name_taken', 'An organisation of that name exists.'],
  party_label_unique: ['name_taken', 'A party of that label exists.'],
  person_reference_unique: [
    'reference_taken',
    'Your organisation has registered a person under this reference before.',
  ],
  statement_reference_unique: [
    'reference_taken',
    'Your organisation has recorded a statement under this reference before.',
  ],
  tracing_request_reference_unique: [
    'reference_taken',
    'Your organisation has taken in a tracing request under this reference before.',
  ],
  list_reference_unique: ['reference_taken', 'Your organisation has recorded a list under this reference before.'],
  list_answer_withdrawal_pk: ['already_withdrawn', 'This answer was withdrawn before.'],
  statement_withdrawal_pk: ['already_withdrawn', 'This statement was retracted or superseded before.'],
  exchange_step_pk: ['conflict', 'Somebody else has advanced this exchange at the same moment. Read it again.'],
  exchange_step_once: ['conflict', 'Somebody else has advanced this exchange at the same moment. Read it again.'],
  debrief_invited_once: ['conflict', 'Your organisation has invited this person to a debrief before.'],
  release_signature_pk: ['second_person_needed', 'You have signed this release; another person must sign it too.'],
  disclosure_request_step_pk: ['conflict', 'This request was decided at the same moment. Read it again.'],
  disclosure_request_approved_once: [
    'second_person_needed',
    'You have approved this. Somebody else must approve it too.',
  ],
  disclosure_request_closed_once: ['disclosure_state_conflict', 'This request was ended at the same moment.'],
  disclosure_grant_pk: ['disclosure_state_conflict', 'This request was granted at the same moment.'],
  disclosure_single_use: ['disclosure_state_conflict', 'The single use of this grant is over; ask anew.'],
  inquiry_reply_step_pk: ['conflict', 'This reply was answered or decided at the same moment. Read it again.'],
  inquiry_reply_step_decided_once: ['reply_state_conflict', 'This reply was released or rejected at the same moment.'],
  remains_link_step_pk: ['conflict', 'This link was confirmed or withdrawn meanwhile; read it again.'],
  evidence_item_original_unique: ['conflict', 'Your organisation has recorded an item of this original before.'],
  evidence_assessment_one_word: [
    'conflict',
    'Your organisation has assessed this item at the same moment. Read it again.',
  ],
  evidence_file_one_of_access: ['conflict', 'This item has such a file; it is not replaced.'],
  evidence_file_replaced_once: ['conflict', 'This item has such a file; it is not replaced.'],
  evidence_file_step_pk: ['conflict', 'This file was decided on at the same moment. Read the item again.'],
  evidence_file_step_destroyed_once: ['conflict', 'This file was destroyed at the same moment.'],
  evidence_file_request_step_pk: ['conflict', 'This request was decided at the same moment. Read it again.'],
  evidence_file_request_approved_once: ['disclosure_state_conflict', 'This request was granted at the same moment.'],
  evidence_file_request_closed_once: ['disclosure_state_conflict', 'This request was ended at the same moment.'],
  evidence_file_download_single_use: ['disclosure_state_conflict', 'The single use of this grant is over; ask anew.'],
  evidence_assessment_withdrawal_pk: ['already_withdrawn', 'This assessment was withdrawn before.'],
  published_figure_pk: ['conflict', 'This figure was corrected meanwhile; read it again.'],
  import_job_file_unique: ['import_in_progress', 'This file is being imported by another process.'],
  import_report_pk: ['import_in_progress', 'This file is being imported by another process.'],
};

/** SQLSTATE classes and codes after which the same request may succeed later. */
const PASSING = /^(08|53|57P0|40001|40P01|55P03|57014|25P03)/;
/** A server that was turned read-only, or a standby that took its place for a while, which refuses every transaction as it names its actor. */
const READ_ONLY = '25006';
/** `EAGAIN` is a socket's queue of connections that is full, where TCP would wait. */
const PASSING_SYSTEM = new Set([
  'EAGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Serialization failure or deadlock: the transaction may be tried again at once. */
export function mayBeRetried(error: unknown): boolean {
  const state = stateOf(error).code;
  return state === '40001' || state === '40P01';
}

/** The refusal that a failed statement amounts to; an unknown failure becomes `internal` with its SQLSTATE only. */
export function refusalOf(error: unknown): unknown {
  return stateOf(error).code === READ_ONLY ? unavailable() : refusalInSnapshot(error);
}

/** What a snapshot is asked, once it has begun: there it is a mistake of ours to write, and no server that refuses it. */
export async function inSnapshot<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw refusalInSnapshot(error);
  });
}

/** The same as `refusalOf`, save for what refuses to be written to. */
export function refusalInSnapshot(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const { code, constraint } = stateOf(error);
  const known = constraint === undefined ? undefined : BY_CONSTRAINT[constraint];
  if (known !== undefined) return new DomainError(known[0], known[1]);
  if (code === SOMEBODY_MET) return new SomebodyMet();
  if (isPassing(code) || isLostConnection(error)) return unavailable();
  if (error instanceof QueryFailedError || code !== undefined) {
    return new DomainError(
      'internal',
      `The database refused a statement (SQLSTATE ${code ?? 'unknown'}, constraint ${constraint ?? 'none'}).`,
    );
  }
  return error;
}

function isPassing(code: string | undefined): boolean {
  return code !== undefined && (PASSING.test(code) || PASSING_SYSTEM.has(code));
}

function unavailable(): DomainError {
  return new DomainError('unavailable', 'The registry cannot answer just now. Try again in a few seconds.');
}

/**
 * The driver's own words for a connection that broke, could not be had in time or does not answer; they carry no code. One that breaks while
 * nothing is asked, as between two statements of a transaction, is taken back at once, and the next question hears that it was released.
 */
const LOST = new RegExp(
  [
    'connection terminated',
    'timeout exceeded when trying to connect',
    'query read timeout',
    'is not queryable',
    '(query runner|provided by a query runner was) already released',
  ].join('|'),
  'i',
);

function isLostConnection(error: unknown): boolean {
  const driver = driverErrorOf(error);
  return isMissingSocket(driver) || (driver instanceof Error && LOST.test(driver.message));
}

function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

function stateOf(error: unknown): PostgresError {
  const driver = driverErrorOf(error);
  if (typeof driver !== 'object' || driver === null) return {};
  const { code, constraint } = driver as { code?: unknown; constraint?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
  };
}

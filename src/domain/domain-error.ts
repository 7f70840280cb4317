// The closed union of refusal codes, and the one error class that carries them through every floor.

export const REFUSAL_CODES = [
  'malformed_request',
  'malformed_json',
  'duplicate_key',
  'invalid_field',
  'unknown_field',
  'pseudonym_mistyped',
  'confirm_open_text',
  'unauthenticated',
  'token_expired',
  'credentials_refused',
  'refresh_reused',
  'forbidden',
  'not_found',
  'conflict',
  'already_withdrawn',
  'withdraw_remains_link_instead',
  'withdraw_list_answer_instead',
  'correct_roster_instead',
  'username_taken',
  'name_taken',
  'reference_taken',
  'idempotency_key_reused',
  'precondition_failed',
  'precondition_required',
  'payload_too_large',
  'headers_too_large',
  'request_timeout',
  'unsupported_media_type',
  'not_acceptable',
  'method_not_allowed',
  'rate_limited',
  'quota_exhausted',
  'court_refer_to_giver',
  'too_many_disclosures',
  'disclosure_state_conflict',
  'custodian_needed',
  'setup_already_done',
  'setup_token_refused',
  'link_expired',
  'release_state_conflict',
  'release_not_agreed',
  'second_person_needed',
  'second_factor_needed',
  'second_factor_broken',
  'link_exists',
  'link_state_conflict',
  'match_state_conflict',
  'news_waits',
  'reply_not_consented',
  'reply_state_conflict',
  'visibility_differs',
  'nothing_to_publish',
  'release_would_disclose',
  'import_in_progress',
  'import_file_refused',
  'mapping_refused',
  'identity_closed',
  'identity_erased',
  'evidence_file_sealed',
  'erasure_not_promised',
  'erasure_state_conflict',
  'seal_broken',
  'unavailable',
  'database_read_only',
  'internal',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One field at fault: an RFC 6901 pointer into the request body and a stable code. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  /** What was expected; never what was given. */
  readonly expected?: string;
}

/** A refusal that an actor may be told; its message holds no identity and no input. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly faults: readonly FieldFault[] = [],
    /** Seconds after which the same request may be granted; null where time changes nothing, or nobody knows. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

export function invalidField(pointer: string, expected: string): DomainError {
  return new DomainError('invalid_field', `The field ${pointer} is not valid: ${expected}.`, [
    { pointer, code: 'invalid_field', expected },
  ]);
}

/** Absent and not-yours are the same answer. */
export function notFound(): DomainError {
  return new DomainError('not_found', 'There is nothing here that you may see.');
}

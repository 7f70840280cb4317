// The one table from refusal code to HTTP status; a code that is missing here does not compile.

import type { RefusalCode } from '../domain/domain-error.js';

export interface ProblemKind {
  readonly status: number;
  /** The same for every problem of this code (RFC 9457). */
  readonly title: string;
}

export const PROBLEM_KINDS: Readonly<Record<RefusalCode, ProblemKind>> = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  malformed_json: { status: 400, title: 'The body is not JSON that can be read safely' },
  duplicate_key: { status: 400, title: 'The body has a key twice' },
  invalid_field: { status: 422, title: 'A field is not valid' },
  unknown_field: { status: 422, title: 'A field is not known' },
  pseudonym_mistyped: { status: 422, title: 'The pseudonym holds a typing slip' },
  confirm_open_text: { status: 422, title: 'A text seems to say who somebody is' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  token_expired: { status: 401, title: 'The access token has expired' },
  credentials_refused: { status: 401, title: 'The credentials are refused' },
  refresh_reused: { status: 401, title: 'The refresh token was used before' },
  forbidden: { status: 403, title: 'Your roles do not allow this' },
  not_found: { status: 404, title: 'Nothing here that you may see' },
  conflict: { status: 409, title: 'The request conflicts with the present state' },
  already_withdrawn: { status: 409, title: 'The statement was withdrawn before' },
  withdraw_remains_link_instead: { status: 409, title: 'A link of remains wrote the statement' },
  withdraw_list_answer_instead: { status: 409, title: 'An answer to a list wrote the statement' },
  correct_roster_instead: { status: 409, title: 'The roster of an exchange wrote the statement' },
  username_taken: { status: 409, title: 'The username is taken' },
  name_taken: { status: 409, title: 'The name is taken' },
  reference_taken: { status: 409, title: 'The reference is taken' },
  idempotency_key_reused: { status: 409, title: 'The Idempotency-Key was used with another body' },
  precondition_failed: { status: 412, title: 'The resource has changed meanwhile' },
  precondition_required: { status: 428, title: 'A precondition is required' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  not_acceptable: { status: 406, title: 'No acceptable form of the answer' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  rate_limited: { status: 429, title: 'Too many requests' },
  quota_exhausted: { status: 429, title: 'No more names may be asked after today' },
  purpose_refused: { status: 403, title: 'The purpose does not allow this' },
  court_refer_to_giver: { status: 403, title: 'Courts are referred to the giver' },
  setup_already_done: { status: 409, title: 'The registry is set up already' },
  setup_token_refused: { status: 401, title: 'The set-up link is refused' },
  link_expired: { status: 401, title: 'The link was used or has expired' },
  release_state_conflict: { status: 409, title: 'The release is in another state' },
  second_person_needed: { status: 409, title: 'A second person is needed' },
  link_exists: { status: 409, title: 'These persons are linked, or a link is proposed' },
  link_state_conflict: { status: 409, title: 'The link is in another state' },
  visibility_differs: { status: 409, title: 'The persons are not shared with the same organisations' },
  nothing_to_publish: { status: 409, title: 'There is nothing to publish' },
  import_in_progress: { status: 409, title: 'The file is being imported' },
  import_file_refused: { status: 422, title: 'The file is refused' },
  mapping_refused: { status: 422, title: 'The mapping is refused' },
  identity_erased: { status: 409, title: 'The identity was erased' },
  seal_broken: { status: 500, title: 'A sealed field cannot be opened' },
  unavailable: { status: 503, title: 'The registry cannot answer just now' },
  internal: { status: 500, title: 'The registry failed to answer' },
};

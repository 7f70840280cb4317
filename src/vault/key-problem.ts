// What can be wrong with the keys of the vault; the message tells an operator what to do and holds no key material.

export type KeyProblemCode =
  | 'key_file_readable_by_others'
  | 'key_file_unreadable'
  | 'key_file_missing'
  | 'key_file_not_made'
  | 'key_file_not_replaced'
  | 'key_file_changed'
  | 'keys_malformed'
  | 'keys_not_in_file'
  | 'key_change_under_way'
  | 'key_unknown'
  | 'key_closed'
  | 'key_in_use'
  | 'key_mismatch'
  | 'key_missing'
  | 'key_store_readable_by_others'
  | 'key_store_unreadable'
  | 'key_store_not_made'
  | 'key_store_missing'
  | 'key_store_mismatch'
  | 'key_store_older'
  | 'vault_outdated'
  | 'kms_not_set'
  | 'kms_unreachable'
  | 'kms_refused'
  | 'kms_answer_malformed';

/** Thrown without a cause on purpose: the errors of JSON.parse and of the file system quote what they read. */
export class KeyProblem extends Error {
  override readonly name = 'KeyProblem';

  constructor(
    readonly code: KeyProblemCode,
    message: string,
  ) {
    super(message);
  }
}

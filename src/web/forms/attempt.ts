// Which refusals are told on the form itself, so that what was typed is not lost.

import { DomainError } from '../../domain/domain-error.js';

/** What its sender can mend, or do again differently; everything else is a page of its own. */
const MENDABLE = new Set<string>([
  'invalid_field',
  'unknown_field',
  'pseudonym_mistyped',
  'confirm_open_text',
  'conflict',
  'precondition_failed',
  'already_withdrawn',
  'withdraw_remains_link_instead',
  'withdraw_list_answer_instead',
  'correct_roster_instead',
  'username_taken',
  'name_taken',
  'reference_taken',
  'second_person_needed',
  'second_factor_broken',
  'erasure_state_conflict',
  'erasure_not_promised',
  'identity_erased',
  'evidence_file_sealed',
  'custodian_needed',
  'disclosure_state_conflict',
  'court_refer_to_giver',
  'too_many_disclosures',
  'quota_exhausted',
  'precondition_failed',
  'link_exists',
  'link_state_conflict',
  'match_state_conflict',
  'news_waits',
  'reply_not_consented',
  'reply_state_conflict',
  'visibility_differs',
]);

export type Attempt<T> =
  { readonly refusal: null; readonly value: T } | { readonly refusal: DomainError; readonly value: null };

/**
 * Runs `work`; answers a refusal that the form should show, and throws what it cannot. `personAt` is the field that names somebody by
 * pseudonym: what is not found is told there, and the page has read everything else that the form is about.
 */
export async function attempt<T>(work: () => Promise<T>, personAt?: string): Promise<Attempt<T>> {
  try {
    return { refusal: null, value: await work() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const told = personAt === undefined ? error : aboutPerson(error, personAt);
    if (MENDABLE.has(told.code)) return { refusal: told, value: null };
    throw error;
  }
}

function aboutPerson(error: DomainError, pointer: string): DomainError {
  if (error.code === 'not_found') {
    const expected = 'There is nobody under this pseudonym whom you may see.';
    return new DomainError('invalid_field', 'A pseudonym names nobody.', [
      { pointer, code: 'invalid_field', expected },
    ]);
  }
  if (error.code !== 'pseudonym_mistyped') return error;
  const expected = 'Compare it with your source, symbol by symbol.';
  return new DomainError(error.code, error.message, [{ pointer, code: error.code, expected }]);
}

/** The HTTP status of a page that shows a form again: 412 where what the sender had read has changed, 429 where they asked too often, else 422. */
export function statusOfForm(refusal: DomainError | null): number {
  if (refusal === null) return 200;
  if (refusal.code === 'quota_exhausted') return 429;
  return refusal.code === 'precondition_failed' ? 412 : 422;
}

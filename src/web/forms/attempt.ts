// Which refusals are told on the form itself, so that what was typed is not lost.

import { DomainError } from '../../domain/domain-error.js';

/** What its sender can mend, or do again differently; everything else is a page of its own. */
const MENDABLE = new Set<string>([
  'invalid_field',
  'unknown_field',
  'pseudonym_mistyped',
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
  'court_refer_to_giver',
  'purpose_refused',
]);

export type Attempt<T> =
  { readonly refusal: null; readonly value: T } | { readonly refusal: DomainError; readonly value: null };

/** Runs `work`; answers a refusal that the form should show, and throws what it cannot. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { refusal: null, value: await work() };
  } catch (error) {
    if (error instanceof DomainError && MENDABLE.has(error.code)) return { refusal: error, value: null };
    throw error;
  }
}

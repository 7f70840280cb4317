// Statements that an act wrote (a link of remains, an answer to a list, the roster of an exchange) are taken back by that act alone.

import { DomainError, type RefusalCode } from '../domain-error.js';

export const STATEMENT_ACTS = ['remains_link', 'list_answer', 'roster'] as const;
export type StatementAct = (typeof STATEMENT_ACTS)[number];

/** Which act to take instead. */
const INSTEAD: Readonly<Record<StatementAct, { readonly code: RefusalCode; readonly words: string }>> = {
  remains_link: {
    code: 'withdraw_remains_link_instead',
    words: 'A link between remains and this person wrote this statement. Withdraw the link.',
  },
  list_answer: {
    code: 'withdraw_list_answer_instead',
    words: 'An answer to a list wrote this statement. Withdraw the answer, or the match of its line.',
  },
  roster: {
    code: 'correct_roster_instead',
    words: 'The roster of an exchange wrote this statement. Correct the line of this person.',
  },
};

/**
 * Retracted by hand, a statement would leave standing what it says: a confirmed link of everybody else concerned, whose families are told
 * nothing, or a roster that counts somebody as handed over of whom nothing is stated. Throws the code of the act to take instead.
 */
export function requireNoAct(act: StatementAct | null): void {
  if (act === null) return;
  const { code, words } = INSTEAD[act];
  throw new DomainError(code, words);
}

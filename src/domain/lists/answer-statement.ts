// What a party's answer to a line says about the person on it, as a statement; other answers say nothing about anybody.

import type { NewStatementInput } from '../records/statement-draft.js';
import type { ListAnswer, ListAnswerCode } from './list.js';

interface Meaning {
  readonly kind: string;
  readonly details: (party: string) => Readonly<Record<string, unknown>>;
}

const ofParty = (party: string): Readonly<Record<string, unknown>> => ({ party });

/**
 * A return and a death are the holder's word: they give release_unconfirmed and death_reported and end no search. That nothing is known is
 * no position at all.
 */
const MEANINGS: Readonly<Record<ListAnswerCode, Meaning | null>> = {
  acknowledged: { kind: 'acknowledgement', details: ofParty },
  denied: { kind: 'denial', details: (party) => ({ party, aboutThisPerson: true }) },
  no_information: null,
  refused: { kind: 'refusal_of_information', details: ofParty },
  returned: { kind: 'release', details: ofParty },
  dead: { kind: 'death', details: ofParty },
};

/** `party` is the partyKey of whose position it is; null where the answer is nobody's position or names no person. */
export function statementOfAnswer(
  { answer, answeredOn, grade }: Pick<ListAnswer, 'answer' | 'answeredOn' | 'grade'>,
  party: string | null,
): NewStatementInput | null {
  const meaning = MEANINGS[answer];
  if (meaning === null || party === null) return null;
  return { kind: meaning.kind, valid: answeredOn, source: 'holder_statement', grade, details: meaning.details(party) };
}

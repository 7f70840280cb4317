// A line of a list as its organisation reads it: by pseudonym or by count, with every answer that stands.

import { newestFirst, standingOf, type LineStanding, type ListAnswer, type Side } from './list.js';
import type { Instant } from '../records/instant.js';

export interface ListedAnswer extends Omit<ListAnswer, 'answeredBy' | 'lineId'> {
  readonly answeredBy: Side & { readonly label: string };
}

export interface ListedLine {
  readonly number: number;
  /** Null where nobody is matched, or no longer to be seen. */
  readonly pseudonym: string | null;
  /** Whether the vault keeps the line as it was submitted. */
  readonly sealed: boolean;
  readonly least: number;
  readonly most: number;
  readonly standing: LineStanding;
  /** Newest first. */
  readonly answers: readonly ListedAnswer[];
}

export function listedAnswers(
  answers: readonly ListAnswer[],
  labelOf: (side: Side) => string,
): readonly ListedAnswer[] {
  return newestFirst(answers).map(({ lineId: _lineId, answeredBy, ...answer }) => ({
    ...answer,
    answeredBy: { ...answeredBy, label: labelOf(answeredBy) },
  }));
}

interface Line {
  readonly number: number;
  readonly sealed: boolean;
  readonly least: number;
  readonly most: number;
  readonly answers: readonly ListAnswer[];
}

export function listedLine(
  line: Line,
  given: {
    readonly pseudonym: string | null;
    readonly submittedOn: string;
    readonly today: Instant;
    readonly labelOf: (side: Side) => string;
  },
): ListedLine {
  const { number, sealed, least, most, answers } = line;
  return {
    number,
    pseudonym: given.pseudonym,
    sealed,
    least,
    most,
    standing: standingOf(answers, given.submittedOn, given.today),
    answers: listedAnswers(answers, given.labelOf),
  };
}

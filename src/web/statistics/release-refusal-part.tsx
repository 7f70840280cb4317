// A notice that a release was refused: why, what may be done, and when the service tries the month's again.

import { REFUSAL_MEANINGS, type StandingRefusal } from '../../domain/statistics/release-refusal.js';
import type { MonthTries } from '../../domain/statistics/release-tries.js';
import { dayInWords } from '../words/dates.js';

/** A refusal is a decision about these data: nothing is wrong with the service, and trying again changes nothing. */
export function ReleaseRefusal({ refused: { reason, at, month } }: { readonly refused: StandingRefusal }) {
  const { why, next } = REFUSAL_MEANINGS[reason];
  return (
    <div class="notice">
      <p>
        <strong>A release was refused on {dayInWords(at)}.</strong> {why} {next}
      </p>
      <p>{month === null ? BY_HAND : triesWords(month)}</p>
    </div>
  );
}

const BY_HAND = 'The service tries the release of a month again once other numbers would be counted, and not before.';

function triesWords({ since, times, next }: MonthTries): string {
  const tried = times === 1 ? 'once' : `${times} times since ${dayInWords(since)}`;
  return `The service has tried the release of the month ${tried}. It tries again where other numbers would be counted, not before ${dayInWords(next)} unless other releases are public by then. This notice goes once a release was prepared.`;
}

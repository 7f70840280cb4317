// When an item of evidence is refuted by quorum: a pure function of its assessments.

import type { Instant } from '../records/instant.js';
import type { RefutedSpan } from './refuted-span.js';
import { standingAt, type AssessedBy, type Verdict } from './assessment.js';

const REFUTING: readonly Verdict[] = ['staged', 'synthetic', 'manipulated', 'misattributed'];
const AUTHENTICATING: readonly Verdict[] = ['authentic', 'authentic_misdated'];

/** Organisations of which none depends on a party, so that no side can put evidence out of the way, or keep it in. */
const QUORUM = 2;

function isQuorum(standing: readonly AssessedBy[], verdicts: readonly Verdict[]): boolean {
  return standing.filter((one) => !one.dependsOnParty && verdicts.includes(one.verdict)).length >= QUORUM;
}

/** With a quorum on both sides it is disagreement, which is shown and refutes nothing. */
export function isRefutedAt(assessments: readonly AssessedBy[], at: Instant): boolean {
  const standing = standingAt(assessments, at);
  return isQuorum(standing, REFUTING) && !isQuorum(standing, AUTHENTICATING);
}

/** In their order, none touching the next. The order of `assessments` never matters. */
export function refutedSpans(assessments: readonly AssessedBy[]): readonly RefutedSpan[] {
  const turns = assessments.flatMap(({ recordedAt, withdrawnAt }) =>
    withdrawnAt === null ? [recordedAt] : [recordedAt, withdrawnAt],
  );
  const spans: RefutedSpan[] = [];
  let since: Instant | null = null;
  for (const at of [...new Set(turns)].sort((a, b) => a - b)) {
    const refuted = isRefutedAt(assessments, at);
    if (refuted) since ??= at;
    else if (since !== null) {
      spans.push({ from: since, to: at });
      since = null;
    }
  }
  return since === null ? spans : [...spans, { from: since, to: Infinity }];
}

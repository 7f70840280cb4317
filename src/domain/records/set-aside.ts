// Which statements a record leaves out because of their evidence, and by which rule.

import { isRefuted } from './cited-evidence.js';
import { RECORD_RULES } from './fold-rules.js';
import type { FoldClock, Weighed } from './statement-weight.js';
import type { SetAside } from './whereabouts-record.js';

/** Of the statements that the view sees, in the order of listing; their readers learn that the item was refuted, and nothing else of it. */
export function setAside(weighed: readonly Weighed[], { knownAt }: FoldClock): readonly SetAside[] {
  const rule = 'evidence_refuted';
  return weighed
    .map(({ statement }) => statement)
    .filter((statement) => isRefuted(statement, knownAt))
    .map(({ id }) => ({ statementId: id, rule, words: RECORD_RULES[rule].words }));
}

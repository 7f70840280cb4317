// What the evidence that a statement names is to it: copies of one original are one item, and an item can be refuted by quorum.

import { evidenceReference } from '../evidence/evidence-code.js';
import type { Instant } from './instant.js';
import type { EvidenceOriginal, Statement } from './statement.js';

/** The code of the item that a statement rests on, as it was given; null where it names none. */
export function citedCode(details: object): string | null {
  return 'evidence' in details && typeof details.evidence === 'string' ? details.evidence : null;
}

/** Two codes of one original, such as an item's own and its digest, are the same evidence. */
export function evidenceKey({ details, original }: Statement): string | null {
  const code = citedCode(details);
  return code === null ? null : (original?.digest ?? evidenceReference(code));
}

export function isRefuted({ original }: Statement, knownAt: Instant = Infinity): boolean {
  return original?.refuted.some(({ from, to }) => from <= knownAt && (knownAt < to || to === Infinity)) ?? false;
}

/** The statement with what the registry knows of the original that it names; `originals` by `evidenceReference` of codes and digests. */
export function withOriginal(statement: Statement, originals: ReadonlyMap<string, EvidenceOriginal>): Statement {
  const code = citedCode(statement.details);
  const original = code === null ? undefined : originals.get(evidenceReference(code));
  return original === undefined ? statement : { ...statement, original };
}

// Whether a file says again what is recorded.

import type { Statement } from '../records/statement.js';

type Said = Pick<Statement, 'kind' | 'source' | 'place' | 'details' | 'valid'>;

/**
 * Equal for two statements that say the same: same kind, source, place and details, beginning at the same time. The end of an
 * interval may move from one edition of a list to the next ("located between then and the day of this list"), and a grade is
 * what the registry thinks of a statement, not what it says.
 */
export function sayingOf(said: Said): string {
  return JSON.stringify([
    said.kind,
    said.source,
    said.place?.code ?? null,
    String(said.valid.earliest),
    inKeyOrder(said.details),
  ]);
}

/** The database gives the keys of an object back in an order of its own. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, inKeyOrder(inner)]);
}

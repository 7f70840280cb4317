// The pseudonym that a request names: a typing slip is named as such, any other text is simply nobody's pseudonym.

import { DomainError, notFound } from '../domain-error.js';
import { readPseudonym } from './pseudonym.js';

/** The canonical form; throws `pseudonym_mistyped` or `not_found`. */
export function wantedPseudonym(text: string): string {
  const reading = readPseudonym(text);
  if (reading.ok) return reading.pseudonym;
  if (reading.reason === 'pseudonym_mistyped') {
    throw new DomainError(
      'pseudonym_mistyped',
      'This pseudonym has a typing slip: its last symbol does not fit the others. Compare it with your source.',
    );
  }
  throw notFound();
}

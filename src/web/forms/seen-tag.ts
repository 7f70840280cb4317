// Reads the entity tag that a form sends back for what its page showed.

import type { IfMatch } from '../../domain/access/precondition.js';

/** The field in which a page sends back the tag of what it showed. */
export const SEEN_FIELD = '/seen';

/** Null for anything that no page gives, such as a star for any tag. */
export function seenTag(given: string | undefined): IfMatch {
  return given !== undefined && /^[\w-]{1,64}$/.test(given) ? [given] : null;
}

// What others read, as it was typed, of a statement and of a registration: references, and codes that are words.

import { namesOfIdentity } from '../identity/names-of-identity.js';
import { textsOfNewReference, textsOfReference, withoutReference, type OpenText } from '../identity/open-text.js';
import type { Registration } from './registration.js';
import type { StatementDraft } from './statement-draft.js';
import { withoutWords, wordsOfDetails } from './words-of-details.js';

/** About a person who is registered already. */
export function wordsOfStatement(draft: StatementDraft): readonly OpenText[] {
  return [...textsOfReference(`${draft.pointer}/reference`, draft.reference), ...wordsOfDetails(draft)];
}

/** For an act that is refused in the end: that a reference is taken is told once it is confirmed. */
export function statementWithoutWords(draft: StatementDraft): StatementDraft {
  return { ...withoutWords(draft), reference: withoutReference(draft.reference) };
}

/** `at`: where the request gives the registration. */
export function wordsOfRegistration({ identity, reference, drafts }: Registration, at = ''): readonly OpenText[] {
  const names = namesOfIdentity(identity);
  const codes = drafts.flatMap(wordsOfDetails).map((text) => ({ ...text, names }));
  return [
    ...textsOfNewReference('/reference', reference, names),
    ...drafts.flatMap((draft) => textsOfNewReference(`${draft.pointer}/reference`, draft.reference, names)),
    ...codes,
  ].map((text) => ({ ...text, pointer: `${at}${text.pointer}` }));
}

export function registrationWithoutWords(registration: Registration): Registration {
  return {
    ...registration,
    reference: withoutReference(registration.reference),
    drafts: registration.drafts.map(statementWithoutWords),
  };
}

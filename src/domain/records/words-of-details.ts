// What a statement says in codes of its giver's own making: texts that others read, though they are called codes.

import { readDigest, readEvidenceCode } from '../evidence/evidence-code.js';
import { isFileNumber } from '../identity/identifying-text.js';
import { own, type DetailForm } from './detail-form.js';
import type { StatementDraft } from './statement-draft.js';
import { STATEMENT_DETAILS } from './statement-details.js';
import type { KindDetails } from './kinds/kind-details.js';

/** Shorter ones are of a standard, such as countries. */
const SHORTEST_OF_WORDS = 10;

function isOfWords(form: DetailForm): boolean {
  if (form.form === 'list') return isOfWords(form.of);
  return form.form === 'code' && form.maxLength >= SHORTEST_OF_WORDS;
}

/** The codes of items, digests and numbers of files are nobody's words. */
function isWord(code: string): boolean {
  return !readEvidenceCode(code).ok && readDigest(code) === null && !isFileNumber(code);
}

/** A list is one text: written word by word, a sentence is a list of codes. */
export function wordsOfDetails({
  kind,
  details,
  detailsPointer,
}: Pick<StatementDraft, 'kind' | 'details' | 'detailsPointer'>): readonly { pointer: string; text: string }[] {
  const { fields }: KindDetails = STATEMENT_DETAILS[kind];
  return Object.entries(fields).flatMap(([name, { form }]) => {
    if (!isOfWords(form)) return [];
    const codes = [own(details, name)].flat().filter((code) => typeof code === 'string');
    return codes.some(isWord) ? [{ pointer: `${detailsPointer}/${name}`, text: codes.join(' ') }] : [];
  });
}

/** A code in the place of each that is a word, for a statement that is refused in the end. */
const WITHHELD = 'withheld-code';

export function withoutWords(draft: StatementDraft): StatementDraft {
  const words = new Set(wordsOfDetails(draft).map(({ pointer }) => pointer));
  const details = Object.entries(draft.details).map(([name, value]): [string, unknown] => {
    if (!words.has(`${draft.detailsPointer}/${name}`)) return [name, value];
    return [name, Array.isArray(value) ? [WITHHELD] : WITHHELD];
  });
  return { ...draft, details: Object.fromEntries(details) };
}

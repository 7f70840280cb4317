// What a text about a person may be made of: visible writing of any script, without signs that break storage or deceive the eye.

/** Bidi embeddings, overrides and isolates reorder what is shown; the plain marks U+200E, U+200F and U+061C only help and are kept. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/u;

/** NUL is refused by PostgreSQL; other control characters belong to no writing. Line ends and tabs are writing in longer texts. */
const CONTROL = /\p{Cc}/u;
const CONTROL_SAVE_LINE_ENDS = /(?![\n\r\t])\p{Cc}/u;
const LINE_OR_PARAGRAPH = /[\u2028\u2029]/u;

export type TextProblem =
  'wrong_type' | 'empty' | 'too_long' | 'control_character' | 'bidi_override' | 'broken_text' | 'no_letter';

interface TextRule {
  /** Unicode code points, not UTF-16 units. */
  readonly longest: number;
  readonly severalLines?: boolean;
  readonly letterNeeded?: boolean;
}

function hasControl(text: string, severalLines: boolean): boolean {
  if (severalLines) return CONTROL_SAVE_LINE_ENDS.test(text);
  return CONTROL.test(text) || LINE_OR_PARAGRAPH.test(text);
}

/** What is wrong with a text under a rule, or null; spaces at its ends are not looked at. */
export function textProblem(given: unknown, rule: TextRule): TextProblem | null {
  if (typeof given !== 'string') return 'wrong_type';
  const text = given.trim();
  if (text === '') return 'empty';
  if (text.length > rule.longest && Array.from(text).length > rule.longest) return 'too_long';
  if (/\p{Surrogate}/u.test(text)) return 'broken_text';
  if (hasControl(text, rule.severalLines ?? false)) return 'control_character';
  if (BIDI_CONTROL.test(text)) return 'bidi_override';
  if ((rule.letterNeeded ?? false) && !/\p{L}/u.test(text)) return 'no_letter';
  return null;
}

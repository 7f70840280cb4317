// A text that others read as it was typed, and what tells of somebody in it before anybody registered is asked about.

import { tellingParts } from '../names/telling-parts.js';
import { holdsPartOfName, isFileNumber, textWarnings, type TextWarning } from './identifying-text.js';

export interface OpenText {
  readonly pointer: string;
  readonly text: string;
  /** Names that stand in the same request: one part of them is enough, and since their giver knows them it is told however often it is met. */
  readonly names?: readonly string[];
}

export function warningsOfTextAlone({ text, names = [] }: OpenText): readonly TextWarning[] {
  const warnings = textWarnings(text);
  return holdsPartOfName(text, names) ? [...warnings, 'looks_like_registered_name'] : warnings;
}

/** The number under which an organisation keeps something; a number of a file is nobody's words, and asked about nobody. */
export function textsOfReference(
  pointer: string,
  reference: string | null,
  names: readonly string[] = [],
): readonly OpenText[] {
  if (reference === null || isFileNumber(reference)) return [];
  const text = { pointer, text: reference, names };
  return tellingParts(reference).length > 0 || warningsOfTextAlone(text).length > 0 ? [text] : [];
}

/**
 * The same where it is about nobody who is registered yet: of others two parts of a name must stand together, so that a reference such as CASE-17
 * costs no question.
 */
export function textsOfNewReference(...given: Parameters<typeof textsOfReference>): readonly OpenText[] {
  return textsOfReference(...given).filter(
    (text) => tellingParts(text.text).length > 1 || warningsOfTextAlone(text).length > 0,
  );
}

/** For an act that is refused in the end. Nothing stands in its place, since two of one text refuse each other. */
export function withoutReference(reference: string | null): string | null {
  return textsOfReference('', reference).length > 0 ? null : reference;
}

const ESCAPED = /(?:%[0-9a-f]{2})+/giu;

/** An address as people read it: letters that are no ASCII, and signs as @, are escaped in it. */
export function textsOfLink(pointer: string, link: string | null): readonly OpenText[] {
  return link === null ? [] : [{ pointer, text: link.replace(ESCAPED, unescaped) }];
}

/** Bytes that are no text stay as they stand. */
function unescaped(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

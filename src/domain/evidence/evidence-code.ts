// The code of an item of evidence: `EV-` and the digits and check symbol of a pseudonym; and what a statement's code refers to.

import { makePseudonym, readPseudonym } from '../identity/pseudonym.js';

const PREFIX = 'EV';
const DIGEST = /^[0-9a-f]{64}$/;

/** One that no item has, for the API's description; its check symbol is right. */
export const EVIDENCE_CODE_EXAMPLE = 'EV-7K3QM-B0XWN-4HT8R-ZC2VY-Y';

export type EvidenceCodeReading =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: 'not_of_an_item' | 'evidence_code_mistyped' };

/** `randomBytes(n)` must return n uniformly random bytes. 100 random bits: nobody cites an item before it is recorded. */
export function makeEvidenceCode(randomBytes: (count: number) => Uint8Array): string {
  return `${PREFIX}${makePseudonym(randomBytes).slice(PREFIX.length)}`;
}

/** Reads a code as people type it into its one form, or says whether it is a slip or something else, which stays legal in a statement. */
export function readEvidenceCode(text: string): EvidenceCodeReading {
  const trimmed = text.trim();
  if (trimmed.slice(0, PREFIX.length).toUpperCase() !== PREFIX) return { ok: false, reason: 'not_of_an_item' };
  const reading = readPseudonym(`WB${trimmed.slice(PREFIX.length)}`);
  if (reading.ok) return { ok: true, code: `${PREFIX}${reading.pseudonym.slice(PREFIX.length)}` };
  return { ok: false, reason: reading.reason === 'pseudonym_mistyped' ? 'evidence_code_mistyped' : 'not_of_an_item' };
}

/** Lower-case SHA-256 as 64 hexadecimal digits, or null. */
export function readDigest(text: string): string | null {
  const digest = text.trim().toLowerCase();
  return DIGEST.test(digest) ? digest : null;
}

/** A code as statements keep it: that of an item and a digest in their one form, any other as its giver writes it. */
export function keptEvidenceCode(code: string): string {
  const reading = readEvidenceCode(code);
  return reading.ok ? reading.code : (readDigest(code) ?? code);
}

/** The one form in which codes are held against each other: neither case nor a forgiven letter tells two of them apart. */
export function evidenceReference(code: string): string {
  return keptEvidenceCode(code).toLowerCase();
}

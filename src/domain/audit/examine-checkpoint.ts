// What a witness asks of a checkpoint before it looks at the log's growth: form, log, key, signature, size.

import { sameHash } from './audit-chain.js';
import { readCheckpoint, trustedKeys, type KeyRecord, type NoteChecks, type SignedCheckpoint } from './checkpoint.js';
import { isSignedBy, readVerifier, verifierText, type Verifier } from './signed-note.js';

/**
 * - `malformed_note`: what was given is no checkpoint
 * - `other_log`: it states another origin than the one kept
 * - `log_key_changed`: the key that is trusted is none of the log's, or does not lead to the key that signed
 * - `signature_refused`: the log's key did not sign it
 * - `older_checkpoint`: it is smaller than the one kept
 * - `other_root`: as large as the one kept, over other entries
 * - `inconsistent_growth`: larger, and not shown to begin with the entries of the one kept
 */
export type WitnessRefusal =
  | 'malformed_note'
  | 'other_log'
  | 'log_key_changed'
  | 'signature_refused'
  | 'older_checkpoint'
  | 'other_root'
  | 'inconsistent_growth';

/** What a witness keeps of the log between its runs. */
export interface KeptCheckpoint {
  /** Verifier of the key that signed it. */
  readonly key: string;
  /** With the cosignature of the witness. */
  readonly note: string;
}

export interface OfferedCheckpoint {
  readonly note: string;
  readonly keys: readonly KeyRecord[];
}

export type Examined =
  { readonly checkpoint: SignedCheckpoint; readonly key: Verifier } | { readonly refusal: WitnessRefusal };

/**
 * `kept` was accepted before, and is null on the first run; `noted` is a key that the witness was given, or null. Without either the key
 * that signed is taken as it comes.
 */
export function examineCheckpoint(
  offered: OfferedCheckpoint,
  kept: (SignedCheckpoint & { readonly key: string }) | null,
  noted: string | null,
  checks: NoteChecks,
): Examined {
  const checkpoint = readCheckpoint(offered.note);
  if (checkpoint === null) return { refusal: 'malformed_note' };
  if (kept !== null && kept.origin !== checkpoint.origin) return { refusal: 'other_log' };
  const trusted = keysFrom(offered.keys, kept?.key ?? noted, checks);
  const linked = leadsThrough(offered.keys, noted, kept?.key, checks);
  if (trusted.length === 0 || !linked) return { refusal: 'log_key_changed' };
  const key = trusted.find((one) => one.name === checkpoint.origin && isSignedBy(checkpoint.note, one, checks.verify));
  if (key === undefined) return { refusal: unsignedBy(checkpoint, trusted) };
  const refusal = kept === null ? null : fallsShort(kept, checkpoint);
  return refusal === null ? { checkpoint, key } : { refusal };
}

function fallsShort(kept: SignedCheckpoint, next: SignedCheckpoint): WitnessRefusal | null {
  if (next.size < kept.size) return 'older_checkpoint';
  return next.size === kept.size && !sameHash(next.root, kept.root) ? 'other_root' : null;
}

/**
 * The trusted key and those that came after it. Not those before: a key is often changed because it was stolen, and a newest checkpoint
 * is signed by no key that was replaced.
 */
function keysFrom(records: readonly KeyRecord[], trusted: string | null, checks: NoteChecks): Verifier[] {
  if (trusted === null) return records.flatMap(({ verifier }) => readVerifier(verifier, checks.digest) ?? []);
  const keys = trustedKeys(records, trusted, checks);
  return keys.slice(keys.findIndex((key) => verifierText(key) === trusted));
}

/** A key that was noted must be one of this log's, also where a later one was accepted since. */
function leadsThrough(
  records: readonly KeyRecord[],
  noted: string | null,
  kept: string | undefined,
  checks: NoteChecks,
): boolean {
  if (noted === null) return true;
  const texts = trustedKeys(records, noted, checks).map(verifierText);
  return kept === undefined ? texts.length > 0 : texts.includes(kept);
}

/** A signature under the log's name by no key that is trusted tells of a change of key; a broken one by a trusted key does not. */
function unsignedBy({ origin, note }: SignedCheckpoint, trusted: readonly Verifier[]): WitnessRefusal {
  const known = note.signatures.some(({ keyId }) => trusted.some((key) => sameHash(key.keyId, keyId)));
  const named = note.signatures.some(({ name }) => name === origin);
  return named && !known ? 'log_key_changed' : 'signature_refused';
}

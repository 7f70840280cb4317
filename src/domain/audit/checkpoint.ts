// A checkpoint states the log's size and root; a succession states which key signs after which. Both are signed notes.

import type { Digest } from './audit-chain.js';
import { base64, readBase64 } from './base64.js';
import { NODE_LENGTH } from './merkle-tree.js';
import {
  isSignedBy,
  readNote,
  readVerifier,
  verifierText,
  type SignedNote,
  type Verifier,
  type VerifySignature,
} from './signed-note.js';

/** The text form is that of C2SP tlog-checkpoint; it has no extension lines. */
export interface Checkpoint {
  /** Which log this is; also the name of the keys that sign for it. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** What keys are checked with: neither hash nor curve is the domain's. */
export interface NoteChecks {
  readonly digest: Digest;
  readonly verify: VerifySignature;
}

/** No size is a number, so that a succession is never taken for a checkpoint. */
const SUCCESSION = 'key succession';

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/** Null when the note is no checkpoint; says nothing about its signatures. */
export function readCheckpoint(text: string): SignedCheckpoint | null {
  const note = readNote(text);
  const parts = /^([^\s+]+)\n(0|[1-9]\d{0,14})\n(\S+)\n$/.exec(note?.text ?? '');
  const root = parts?.[3] === undefined ? null : readBase64(parts[3]);
  if (note === null || parts?.[1] === undefined || root?.length !== NODE_LENGTH) return null;
  return { origin: parts[1], size: Number(parts[2]), root, note };
}

export function successionText(before: Verifier, after: Verifier): string {
  return `${after.name}\n${SUCCESSION}\n${verifierText(before)}\n${verifierText(after)}\n`;
}

/** A key of the log as it is handed on: the key, and how it came after the one before it. */
export interface KeyRecord {
  readonly verifier: string;
  /** A note signed by the key before and by this one; null for the first key. */
  readonly succession: string | null;
}

/**
 * The keys that a reader who trusts `trusted` may trust too: each succession is signed by both keys, so that trust passes to the keys
 * that came after and to those before. Empty when the trusted key is not among them.
 */
export function trustedKeys(records: readonly KeyRecord[], trusted: string, checks: NoteChecks): Verifier[] {
  const start = records.findIndex(({ verifier }) => verifier === trusted);
  const keys = records.map(({ verifier }) => readVerifier(verifier, checks.digest));
  const first = keys[start];
  if (first === undefined || first === null) return [];
  const holds = (at: number): boolean => succeeds(keys[at - 1], keys[at], records[at]?.succession, checks);
  let from = start;
  while (from > 0 && holds(from)) from -= 1;
  let to = start + 1;
  while (to < keys.length && holds(to)) to += 1;
  return keys.slice(from, to).filter((key) => key !== null);
}

function succeeds(
  before: Verifier | null | undefined,
  after: Verifier | null | undefined,
  succession: string | null | undefined,
  { verify }: NoteChecks,
): boolean {
  if (!before || !after || !succession || before.name !== after.name) return false;
  const note = readNote(succession);
  if (note?.text !== successionText(before, after)) return false;
  return isSignedBy(note, before, verify) && isSignedBy(note, after, verify);
}

/** The place among the keys, each of them a key of the checkpoint's own log, of the last that signed it; -1 where none did. */
export function signerOf(checkpoint: SignedCheckpoint, keys: readonly Verifier[], verify: VerifySignature): number {
  return keys.findLastIndex((key) => key.name === checkpoint.origin && isSignedBy(checkpoint.note, key, verify));
}

// The signed note of a published release: its number and the SHA-256 of its document, under the key that signs the log's checkpoints.
import { base64, readBase64 } from '../audit/base64.js';
import { isSignedBy, readNote, type Verifier, type VerifySignature } from '../audit/signed-note.js';

/** No size of a log is this text, so that the note of a release is never taken for a checkpoint. */
const RELEASE_LINE = /^([^\s+]+)\nrelease ([1-9]\d{0,9})\n(\S+)\n$/;

export interface ReleaseClaim {
  /** Of the log whose key signs. */
  readonly origin: string;
  readonly number: number;
  /** SHA-256 of the document's canonical text. */
  readonly digest: Uint8Array;
}

export function releaseNoteText({ origin, number, digest }: ReleaseClaim): string {
  return `${origin}\nrelease ${number}\n${base64(digest)}\n`;
}

/** What the note says of a release where one of these keys signed it; null of any other text. */
export function readReleaseNote(text: string, keys: readonly Verifier[], verify: VerifySignature): ReleaseClaim | null {
  const note = readNote(text);
  const parts = RELEASE_LINE.exec(note?.text ?? '');
  const digest = parts?.[3] === undefined ? null : readBase64(parts[3]);
  if (note === null || parts?.[1] === undefined || digest?.length !== 32) return null;
  const [, origin, number] = parts;
  const signed = keys.some((key) => key.name === origin && isSignedBy(note, key, verify));
  return signed ? { origin, number: Number(number), digest } : null;
}

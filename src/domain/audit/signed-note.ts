// Signed notes, the text form of checkpoints, and the public keys they are checked by, as C2SP specifies them (signed-note v1.0.0).

import { sameHash, type Digest } from './audit-chain.js';
import { base64, readBase64 } from './base64.js';

/** Ed25519 under the public key, handed in by the floor that has it. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
export type Sign = (message: Uint8Array) => Uint8Array;

export interface Verifier {
  readonly name: string;
  /** The first 4 bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ public key). */
  readonly keyId: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedNote {
  /** What is signed; ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const UTF_8 = new TextEncoder();
const ED25519 = 0x01;
const PUBLIC_KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
/** The specification lets a reader refuse more; ours bear one signature, or two at a succession. */
const MOST_SIGNATURES = 16;
const LONGEST_NOTE = 16_384;

export function verifierOf(name: string, publicKey: Uint8Array, digest: Digest): Verifier {
  const prefix = UTF_8.encode(`${name}\n`);
  const bytes = Uint8Array.from([...prefix, ED25519, ...publicKey]);
  return { name, publicKey, keyId: digest(bytes).slice(0, 4) };
}

/** `<name>+<key id, hexadecimal>+<base64 of 0x01 ‖ public key>`, the form in which a key is noted down. */
export function verifierText({ name, keyId, publicKey }: Verifier): string {
  const id = Array.from(keyId, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${id}+${base64(Uint8Array.from([ED25519, ...publicKey]))}`;
}

/** Null when the text is not of that form, or its id is not that of its key. */
export function readVerifier(text: string, digest: Digest): Verifier | null {
  const parts = /^([^\s+]+)\+[0-9a-f]{8}\+(\S+)$/.exec(text);
  const key = parts?.[2] === undefined ? null : readBase64(parts[2]);
  if (parts?.[1] === undefined || key?.[0] !== ED25519 || key.length !== 1 + PUBLIC_KEY_LENGTH) return null;
  const verifier = verifierOf(parts[1], key.slice(1), digest);
  return verifierText(verifier) === text ? verifier : null;
}

export interface NoteSigner {
  readonly verifier: Verifier;
  readonly sign: Sign;
}

export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const lines = signers.map(({ verifier, sign }) => {
    const bytes = Uint8Array.from([...verifier.keyId, ...sign(UTF_8.encode(text))]);
    return `— ${verifier.name} ${base64(bytes)}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Null for whatever is not exactly a signed note. */
export function readNote(note: string): SignedNote | null {
  if (note.length > LONGEST_NOTE || holdsControl(note)) return null;
  const blank = note.lastIndexOf('\n\n');
  if (blank < 1 || !note.endsWith('\n')) return null;
  const lines = note.slice(blank + 2, -1).split('\n');
  const signatures = lines.flatMap((line) => readSignature(line) ?? []);
  if (signatures.length !== lines.length || lines.length > MOST_SIGNATURES) return null;
  return { text: note.slice(0, blank + 1), signatures };
}

function readSignature(line: string): NoteSignature | null {
  const parts = /^— ([^\s+]+) (\S+)$/.exec(line);
  const bytes = parts?.[2] === undefined ? null : readBase64(parts[2]);
  if (parts?.[1] === undefined || bytes === null || bytes.length < 5) return null;
  return { name: parts[1], keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function holdsControl(note: string): boolean {
  for (const character of note) {
    const code = character.codePointAt(0) ?? 0;
    if ((code < 0x20 && character !== '\n') || code === 0x7f || (code >= 0xd800 && code <= 0xdfff)) return true;
  }
  return false;
}

/** Whether the key signed the note. Signatures by other keys are passed over, as the specification asks. */
export function isSignedBy(note: SignedNote, verifier: Verifier, verify: VerifySignature): boolean {
  const own = note.signatures.filter(({ name, keyId }) => name === verifier.name && sameHash(keyId, verifier.keyId));
  const message = UTF_8.encode(note.text);
  return (
    own.length > 0 &&
    own.every(
      ({ signature }) => signature.length === SIGNATURE_LENGTH && verify(verifier.publicKey, message, signature),
    )
  );
}

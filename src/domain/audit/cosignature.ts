// Cosignatures of a witness under a checkpoint: what is signed and how it is written (C2SP tlog-cosignature, Ed25519, cosignature/v1).

import { sameHash, type Digest } from './audit-chain.js';
import { base64 } from './base64.js';
import type { Sign, SignedNote, Verifier, VerifySignature } from './signed-note.js';

const UTF_8 = new TextEncoder();
/** The signature type of cosignatures; a log's own key has 0x01, so that neither is ever taken for the other. */
const COSIGNATURE = 0x04;
const TIME_LENGTH = 8;
const SIGNATURE_LENGTH = 64;

/** The name and key of a witness, with the id that cosignatures have. */
export function cosignerOf(name: string, publicKey: Uint8Array, digest: Digest): Verifier {
  const bytes = Uint8Array.from([...UTF_8.encode(`${name}\n`), COSIGNATURE, ...publicKey]);
  return { name, publicKey, keyId: digest(bytes).slice(0, 4) };
}

/** `<name>+<key id, hexadecimal>+<base64 of 0x04 ‖ public key>`. */
export function cosignerText({ name, keyId, publicKey }: Verifier): string {
  const id = Array.from(keyId, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${name}+${id}+${base64(Uint8Array.from([COSIGNATURE, ...publicKey]))}`;
}

/** The note with the log's signature, by `signer`, and this cosignature alone. `time` is in seconds since the epoch. */
export function cosign(note: SignedNote, signer: Verifier, cosigner: Verifier, sign: Sign, time: number): string {
  const own = note.signatures
    .filter(({ name, keyId }) => name === signer.name && sameHash(keyId, signer.keyId))
    .map(({ name, keyId, signature }) => line(name, [...keyId, ...signature]));
  const stamp = new Uint8Array(TIME_LENGTH);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const signature = sign(cosignedMessage(note.text, BigInt(time)));
  return `${note.text}\n${own.join('')}${line(cosigner.name, [...cosigner.keyId, ...stamp, ...signature])}`;
}

/** Seconds since the epoch at which the witness signed; null where no cosignature of it is there, or one that does not hold. */
export function cosignedAt(note: SignedNote, cosigner: Verifier, verify: VerifySignature): number | null {
  const own = note.signatures.filter(({ name, keyId }) => name === cosigner.name && sameHash(keyId, cosigner.keyId));
  const [only] = own;
  if (only === undefined || own.length !== 1 || only.signature.length !== TIME_LENGTH + SIGNATURE_LENGTH) return null;
  const bytes = Uint8Array.from(only.signature);
  const time = new DataView(bytes.buffer).getBigUint64(0);
  const holds = verify(cosigner.publicKey, cosignedMessage(note.text, time), bytes.slice(TIME_LENGTH));
  return holds && time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}

function cosignedMessage(text: string, time: bigint): Uint8Array {
  return UTF_8.encode(`cosignature/v1\ntime ${time}\n${text}`);
}

function line(name: string, bytes: readonly number[]): string {
  return `— ${name} ${base64(Uint8Array.from(bytes))}\n`;
}

// The Ed25519 keys that checkpoints of the log are signed and cosigned with, and the check of such a signature.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** Signs without handing out the private key. */
export interface CheckpointSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS#8. */
const PKCS8_BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key that belongs to 32 secret bytes. */
export function checkpointKeyFrom(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_BEFORE_SEED, seed]), format: 'der', type: 'pkcs8' });
}

export function signerWith(privateKey: KeyObject): CheckpointSigner {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

/** A new private key, as PKCS#8 in PEM. */
export function makeSigningKey(): string {
  return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

/** Null where the text is no private key of Ed25519. */
export function signerFrom(pem: string): CheckpointSigner | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? signerWith(key) : null;
  } catch {
    return null;
  }
}

/** False for bytes that are no key and no signature as well. */
export function isCheckpointSignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

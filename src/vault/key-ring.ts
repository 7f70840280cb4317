// Holds every secret key of the service for as long as it runs, and shows none of them to a log, an inspector or JSON.

import { createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { checkpointKeyFrom, signerWith, type CheckpointSigner } from './checkpoint-key.js';
import { fingerprintOf } from './key-fingerprint.js';
import type { KeyKind } from './key-kind.js';
import { KeyProblem } from './key-problem.js';
import type { KeysByVersion } from './keys-by-version.js';

/** Bytes of every symmetric key. */
export const KEY_BYTES = 32;

export interface KeyMaterial {
  readonly versioned: Readonly<Record<KeyKind, KeysByVersion>>;
  readonly statisticsSecret: Buffer;
  readonly sessionSecret: Buffer;
  readonly masterSecret: Buffer;
  /** ES256 private keys by kid. */
  readonly tokenSigningKeys: ReadonlyMap<string, KeyObject>;
  readonly currentTokenSigningKey: string;
  /** Ed25519 private keys by kid; null until the first change of the key, which is derived from the master secret before that. */
  readonly checkpointSigningKeys: ReadonlyMap<string, KeyObject> | null;
  readonly currentCheckpointSigningKey: string | null;
}

export interface TokenSigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

const SHOWN = 'KeyRing(redacted)';

/** The private field keeps the material out of enumeration, structured clones and `util.inspect`, even with showHidden. */
export class KeyRing {
  #material: KeyMaterial;
  readonly #verificationKeys: ReadonlyMap<string, KeyObject>;
  readonly #checkpointSigner: CheckpointSigner;
  /** All that the ring could sign with, the derived one included: the key before signs for the key after it. */
  readonly #checkpointSigners: readonly CheckpointSigner[];

  constructor(material: KeyMaterial) {
    this.#material = material;
    this.#verificationKeys = new Map(
      [...material.tokenSigningKeys].map(([kid, privateKey]) => [kid, createPublicKey(privateKey)]),
    );
    const derived = signerWith(checkpointKeyFrom(this.deriveSecret('audit checkpoint signing key')));
    const added = [...(material.checkpointSigningKeys ?? [])].map(([kid, key]) => ({ kid, signer: signerWith(key) }));
    this.#checkpointSigners = [derived, ...added.map(({ signer }) => signer)];
    this.#checkpointSigner = added.find(({ kid }) => kid === material.currentCheckpointSigningKey)?.signer ?? derived;
  }

  /** Of either key that has versions. */
  versioned(kind: KeyKind): KeysByVersion {
    return this.#material.versioned[kind];
  }

  get currentKeyVersion(): number {
    return this.versioned('key_encryption').current;
  }

  get keyVersions(): readonly number[] {
    return this.versioned('key_encryption').versions;
  }

  /** The caller must neither change nor keep the buffer. */
  keyEncryptionKey(version: number): Buffer {
    return this.versioned('key_encryption').key(version);
  }

  get currentIndexKeyVersion(): number {
    return this.versioned('blind_index').current;
  }

  /** A key of its own for each class of search codes, so that codes of two classes can never be equal by design. */
  blindIndexKey(codeClass: string, version: number): Buffer {
    return derive(this.versioned('blind_index').key(version), `whereabouts blind index: ${codeClass}`);
  }

  /**
   * Takes over versions of keys that were added to the file meanwhile; everything else stays as it was at the start. A version that the
   * file has lost is kept until the process ends, since an opening under way may still need it. Answers whether anything is new; throws
   * KeyProblem `key_mismatch` for another vault's keys.
   */
  adopt(newer: KeyRing): boolean {
    const held = this.#material.versioned;
    const joined = {
      key_encryption: held.key_encryption.joinedBy(newer.versioned('key_encryption')),
      blind_index: held.blind_index.joinedBy(newer.versioned('blind_index')),
    };
    this.#material = { ...this.#material, versioned: joined };
    return joined.key_encryption.hasMoreThan(held.key_encryption) || joined.blind_index.hasMoreThan(held.blind_index);
  }

  /** For rounding and noise that must come out the same on every run and stay unpredictable outside. */
  get statisticsSecret(): Buffer {
    return Buffer.from(this.#material.statisticsSecret);
  }

  /** For session cookies and cross-site request tokens. */
  get sessionSecret(): Buffer {
    return Buffer.from(this.#material.sessionSecret);
  }

  /** 32 bytes for any other use, for example the password of the vault's database role; the same label gives the same secret. */
  deriveSecret(label: string): Buffer {
    return derive(this.#material.masterSecret, `whereabouts derived secret: ${label}`);
  }

  /** The ES256 key that new access tokens are signed with. */
  get tokenSigningKey(): TokenSigningKey {
    const kid = this.#material.currentTokenSigningKey;
    const privateKey = this.#material.tokenSigningKeys.get(kid);
    if (privateKey === undefined)
      throw new KeyProblem('key_unknown', 'The key ring holds no token signing key under its current kid.');
    return { kid, privateKey };
  }

  /** The public half of any key of the ring; null for a kid that was retired or never existed. */
  tokenVerificationKey(kid: string): KeyObject | null {
    return this.#verificationKeys.get(kid) ?? null;
  }

  /** What new checkpoints of the log are signed with. */
  get checkpointSigner(): CheckpointSigner {
    return this.#checkpointSigner;
  }

  /** The signer of this public key, or null when the ring does not hold its private half. */
  findCheckpointSigner(publicKey: Uint8Array): CheckpointSigner | null {
    return this.#checkpointSigners.find((signer) => Buffer.from(signer.publicKey).equals(publicKey)) ?? null;
  }

  /** Names this registry's log among all logs, and says nothing else about it. */
  get logOrigin(): string {
    return `whereabouts/log/${this.deriveSecret('audit log origin').subarray(0, 8).toString('hex')}`;
  }

  /** Hex of 16 bytes that tell two key-encryption keys of one version apart and say nothing about either. */
  fingerprint(version: number): string {
    return this.versioned('key_encryption').fingerprint(version);
  }

  /** Of the secrets that have no versions, by the names under which a vault remembers them. */
  get secretFingerprints(): ReadonlyMap<string, string> {
    const { masterSecret, sessionSecret, statisticsSecret } = this.#material;
    return new Map([
      ['master_secret', fingerprintOf(masterSecret)],
      ['session_secret', fingerprintOf(sessionSecret)],
      ['statistics_secret', fingerprintOf(statisticsSecret)],
    ]);
  }

  toJSON(): string {
    return SHOWN;
  }

  toString(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}

function derive(key: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, KEY_BYTES));
}

// The text form of the keys, the same in the key file and in the environment: one versioned JSON object.

import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { KeyProblem } from './key-problem.js';
import { KEY_BYTES, KeyRing } from './key-ring.js';

const FORMAT = 'whereabouts-keys';
const VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;

function malformed(where: string, expected: string): KeyProblem {
  return new KeyProblem('keys_malformed', `The keys are malformed at ${where}: expected ${expected}.`);
}

function fieldsAt(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(where, 'an object');
  return value as Fields;
}

function textAt(value: unknown, where: string): string {
  if (typeof value !== 'string') throw malformed(where, 'a text');
  return value;
}

function secretAt(value: unknown, where: string): Buffer {
  const text = textAt(value, where);
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text)
    throw malformed(where, `base64 of ${KEY_BYTES} bytes`);
  return key;
}

function keyEncryptionKeysAt(value: unknown): { keys: Map<number, Buffer>; current: number } {
  const fields = fieldsAt(value, 'keyEncryptionKeys');
  const keys = new Map<number, Buffer>();
  for (const [version, key] of Object.entries(fieldsAt(fields['keys'], 'keyEncryptionKeys.keys'))) {
    if (!/^[1-9]\d{0,5}$/.test(version)) throw malformed('keyEncryptionKeys.keys', 'versions 1 to 999999');
    keys.set(Number(version), secretAt(key, `keyEncryptionKeys.keys.${version}`));
  }
  const current = fields['current'];
  if (typeof current !== 'number' || !keys.has(current))
    throw malformed('keyEncryptionKeys.current', 'the version of one of its keys');
  return { keys, current };
}

/** What a signing key of the file must be. */
interface SigningKeyKind {
  readonly field: string;
  readonly expected: string;
  fits(key: KeyObject): boolean;
}

const TOKEN_KEYS: SigningKeyKind = {
  field: 'tokenSigningKeys',
  expected: 'a PKCS#8 private key on P-256, as PEM',
  fits: (key) => key.asymmetricKeyDetails?.namedCurve === 'prime256v1',
};

const CHECKPOINT_KEYS: SigningKeyKind = {
  field: 'checkpointSigningKeys',
  expected: 'a PKCS#8 private key of Ed25519, as PEM',
  fits: (key) => key.asymmetricKeyType === 'ed25519',
};

function signingKeyAt(value: unknown, where: string, kind: SigningKeyKind): KeyObject {
  const key = readPrivateKey(textAt(value, where));
  if (key === null || !kind.fits(key)) throw malformed(where, kind.expected);
  return key;
}

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function signingKeysAt(value: unknown, kind: SigningKeyKind): { keys: Map<string, KeyObject>; current: string } {
  const { field } = kind;
  const fields = fieldsAt(value, field);
  const keys = new Map<string, KeyObject>();
  for (const [kid, pem] of Object.entries(fieldsAt(fields['keys'], `${field}.keys`))) {
    if (!/^[\w-]{1,64}$/.test(kid)) throw malformed(`${field}.keys`, 'kids of letters, digits, _ and -');
    keys.set(kid, signingKeyAt(pem, `${field}.keys.${kid}`, kind));
  }
  const current = textAt(fields['current'], `${field}.current`);
  if (!keys.has(current)) throw malformed(`${field}.current`, 'the kid of one of its keys');
  return { keys, current };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('its beginning', 'JSON');
  }
}

/** Reads the text form; throws KeyProblem `keys_malformed`, which names the place and never the content. */
export function readKeys(text: string): KeyRing {
  const fields = fieldsAt(parseJson(text), 'its beginning');
  if (fields['format'] !== FORMAT) throw malformed('format', FORMAT);
  if (fields['version'] !== VERSION) throw malformed('version', `${VERSION}, the only one this release reads`);
  const keyEncryption = keyEncryptionKeysAt(fields['keyEncryptionKeys']);
  const tokenSigning = signingKeysAt(fields['tokenSigningKeys'], TOKEN_KEYS);
  const checkpoints = fields['checkpointSigningKeys'];
  // Files made before there were checkpoints have none, and need none until the key is changed.
  const checkpointSigning = checkpoints === undefined ? null : signingKeysAt(checkpoints, CHECKPOINT_KEYS);
  return new KeyRing({
    keyEncryptionKeys: keyEncryption.keys,
    currentKeyEncryptionKey: keyEncryption.current,
    blindIndexKey: secretAt(fields['blindIndexKey'], 'blindIndexKey'),
    statisticsSecret: secretAt(fields['statisticsSecret'], 'statisticsSecret'),
    sessionSecret: secretAt(fields['sessionSecret'], 'sessionSecret'),
    masterSecret: secretAt(fields['masterSecret'], 'masterSecret'),
    tokenSigningKeys: tokenSigning.keys,
    currentTokenSigningKey: tokenSigning.current,
    checkpointSigningKeys: checkpointSigning?.keys ?? null,
    currentCheckpointSigningKey: checkpointSigning?.current ?? null,
  });
}

/** The text form of a new set of keys, all drawn from the operating system's random source. */
export function makeKeys(): string {
  const secret = (): string => randomBytes(KEY_BYTES).toString('base64');
  const kid = randomUUID();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = {
    format: FORMAT,
    version: VERSION,
    keyEncryptionKeys: { current: 1, keys: { 1: secret() } },
    blindIndexKey: secret(),
    statisticsSecret: secret(),
    sessionSecret: secret(),
    masterSecret: secret(),
    tokenSigningKeys: { current: kid, keys: { [kid]: privateKey.export({ type: 'pkcs8', format: 'pem' }) } },
  };
  return `${JSON.stringify(keys, null, 2)}\n`;
}

/** The same text with one more key-encryption key, drawn anew, which becomes the current one. Throws KeyProblem. */
export function withKeyVersion(text: string, version: number): string {
  return withKeyEncryptionKeys(text, ({ keys }) => ({
    current: version,
    keys: { ...keys, [version]: randomBytes(KEY_BYTES).toString('base64') },
  }));
}

/** The same text without this key-encryption key, which must not be the current one. Throws KeyProblem. */
export function withoutKeyVersion(text: string, version: number): string {
  return withKeyEncryptionKeys(text, ({ current, keys }) => ({
    current,
    keys: Object.fromEntries(Object.entries(keys).filter(([other]) => other !== String(version))),
  }));
}

interface GivenKeys {
  readonly current: unknown;
  readonly keys: Fields;
}

/** Everything else in the file stays as it is; what would not be read again is not handed out. */
function withKeyEncryptionKeys(text: string, change: (given: GivenKeys) => GivenKeys): string {
  readKeys(text);
  const fields = fieldsAt(parseJson(text), 'its beginning');
  const given = fieldsAt(fields['keyEncryptionKeys'], 'keyEncryptionKeys');
  const changed = change({ current: given['current'], keys: fieldsAt(given['keys'], 'keyEncryptionKeys.keys') });
  const written = `${JSON.stringify({ ...fields, keyEncryptionKeys: changed }, null, 2)}\n`;
  readKeys(written);
  return written;
}

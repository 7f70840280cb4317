// The text form of the keys, the same in the key file and in the environment: one versioned JSON object.

import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { KeyProblem } from './key-problem.js';
import type { KeyKind } from './key-kind.js';
import { KEY_BYTES, KeyRing } from './key-ring.js';
import { KeysByVersion, type GivenVersions } from './keys-by-version.js';

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

/** Where the versions of a key stand in the file. */
const FIELD: Readonly<Record<KeyKind, string>> = { key_encryption: 'keyEncryptionKeys', blind_index: 'blindIndexKeys' };

/** Where the one index key stands as long as it was never rotated; earlier releases read such a file as well. */
const ONLY_INDEX_KEY = 'blindIndexKey';

function versionsAt(fields: Fields, kind: KeyKind): KeysByVersion {
  return new KeysByVersion(kind, versionsOf(givenVersions(fields, kind), FIELD[kind]));
}

function versionsOf(given: Fields, field: string): GivenVersions {
  const keys = new Map<number, Buffer>();
  for (const [version, key] of Object.entries(fieldsAt(given['keys'], `${field}.keys`))) {
    if (!/^[1-9]\d{0,5}$/.test(version)) throw malformed(`${field}.keys`, 'versions 1 to 999999');
    keys.set(Number(version), secretAt(key, `${field}.keys.${version}`));
  }
  const current = given['current'];
  if (typeof current !== 'number' || !keys.has(current))
    throw malformed(`${field}.current`, 'the version of one of its keys');
  return { keys, current };
}

/** As they stand in the file. An index key that stands alone is version 1. */
function givenVersions(fields: Fields, kind: KeyKind): Fields {
  const given = fields[FIELD[kind]];
  const only = kind === 'blind_index' ? fields[ONLY_INDEX_KEY] : undefined;
  if (only === undefined) return fieldsAt(given, FIELD[kind]);
  if (given !== undefined) throw malformed(ONLY_INDEX_KEY, `no such field beside ${FIELD[kind]}`);
  secretAt(only, ONLY_INDEX_KEY);
  return { current: 1, keys: { 1: only } };
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
  const tokenSigning = signingKeysAt(fields['tokenSigningKeys'], TOKEN_KEYS);
  const checkpoints = fields['checkpointSigningKeys'];
  // Files made before there were checkpoints have none, and need none until the key is changed.
  const checkpointSigning = checkpoints === undefined ? null : signingKeysAt(checkpoints, CHECKPOINT_KEYS);
  return new KeyRing({
    versioned: {
      key_encryption: versionsAt(fields, 'key_encryption'),
      blind_index: versionsAt(fields, 'blind_index'),
    },
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

/** The same text with one more version of the key, drawn anew, which becomes the current one. Throws KeyProblem. */
export function withKeyVersion(text: string, kind: KeyKind, version: number): string {
  return withVersions(text, kind, ({ keys }) => ({
    current: version,
    keys: { ...keys, [version]: randomBytes(KEY_BYTES).toString('base64') },
  }));
}

/** The same text without this version of the key, which must not be the current one. Throws KeyProblem. */
export function withoutKeyVersion(text: string, kind: KeyKind, version: number): string {
  return withVersions(text, kind, ({ current, keys }) => ({
    current,
    keys: Object.fromEntries(Object.entries(keys).filter(([other]) => other !== String(version))),
  }));
}

interface GivenKeys {
  readonly current: unknown;
  readonly keys: Fields;
}

/** Everything else in the file stays as it is; what would not be read again is not handed out. */
function withVersions(text: string, kind: KeyKind, change: (given: GivenKeys) => GivenKeys): string {
  readKeys(text);
  const fields = fieldsAt(parseJson(text), 'its beginning');
  const given = givenVersions(fields, kind);
  const changed = change({ current: given['current'], keys: fieldsAt(given['keys'], `${FIELD[kind]}.keys`) });
  const others = Object.entries(fields).filter(([field]) => kind !== 'blind_index' || field !== ONLY_INDEX_KEY);
  const written = `${JSON.stringify({ ...Object.fromEntries(others), [FIELD[kind]]: changed }, null, 2)}\n`;
  readKeys(written);
  return written;
}

// The key file as a key service keeps it: one ciphertext around the whole text of the keys, which that service alone opens.

import { KeyProblem } from './key-problem.js';
import type { TransitClient } from './transit-client.js';

const FORMAT = 'whereabouts-sealed-keys';
const VERSION = 1;

/** What a transit engine gives back: `vault:v`, the version of its key, and base64. */
const CIPHERTEXT = /^vault:v([1-9]\d{0,8}):[A-Za-z0-9+/=]+$/;

export interface SealedKeyText {
  /** Name of the key in the key service. */
  readonly transitKey: string;
  readonly ciphertext: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function malformed(): KeyProblem {
  return new KeyProblem(
    'keys_malformed',
    'The keys are sealed to a key service in a form that this release does not read.',
  );
}

/** Null for the text of keys that are not sealed, and for what is no such text at all. Throws KeyProblem `keys_malformed`. */
export function readSealedKeyText(text: string): SealedKeyText | null {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== FORMAT) return null;
  if (!('version' in value && 'transitKey' in value && 'ciphertext' in value)) throw malformed();
  const { version, transitKey, ciphertext } = value;
  if (version !== VERSION || typeof transitKey !== 'string' || typeof ciphertext !== 'string') throw malformed();
  if (!CIPHERTEXT.test(ciphertext)) throw malformed();
  return { transitKey, ciphertext };
}

/** The version of the key service's own key that sealed this. */
export function transitVersion({ ciphertext }: SealedKeyText): number {
  return Number(CIPHERTEXT.exec(ciphertext)?.[1]);
}

function writeSealedKeyText(sealed: SealedKeyText): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...sealed }, null, 2)}\n`;
}

/** Of keys that are not sealed, the text itself. Throws KeyProblem. */
export async function openKeyText(text: string, transit: TransitClient | null): Promise<string> {
  const sealed = readSealedKeyText(text);
  if (sealed === null) return text;
  if (transit === null) {
    throw new KeyProblem(
      'kms_not_set',
      'The keys are sealed to a key service. Set KEY_KMS_URL, KEY_KMS_KEY and KEY_KMS_TOKEN or KEY_KMS_TOKEN_FILE.',
    );
  }
  requireSameKey(sealed, transit);
  return (await transit.decrypt(sealed.ciphertext)).toString('utf8');
}

/** Throws KeyProblem. */
export async function sealKeyText(text: string, transit: TransitClient): Promise<string> {
  const ciphertext = requireForm(await transit.encrypt(Buffer.from(text, 'utf8')));
  return writeSealedKeyText({ transitKey: transit.keyName, ciphertext });
}

/** Sealed anew under the newest version of the key service's key, which never shows the text to anybody. Throws KeyProblem. */
export async function rewrapKeyText(sealed: SealedKeyText, transit: TransitClient): Promise<string> {
  requireSameKey(sealed, transit);
  const ciphertext = requireForm(await transit.rewrap(sealed.ciphertext));
  return writeSealedKeyText({ transitKey: transit.keyName, ciphertext });
}

function requireSameKey({ transitKey }: SealedKeyText, transit: TransitClient): void {
  if (transitKey === transit.keyName) return;
  throw new KeyProblem(
    'kms_refused',
    `The keys were sealed under the key ${transitKey} of the key service. Set KEY_KMS_KEY to it.`,
  );
}

function requireForm(ciphertext: string): string {
  if (CIPHERTEXT.test(ciphertext)) return ciphertext;
  throw new KeyProblem('kms_answer_malformed', 'The key service answers with no ciphertext of the form vault:v1:….');
}

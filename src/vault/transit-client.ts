// Asks a key service that speaks HashiCorp Vault's transit interface to seal and open; its token and what is sealed stand in no message.

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KmsSettings } from '../configuration/kms-settings.js';
import { KeyProblem } from './key-problem.js';

/** Milliseconds for one try, the whole answer included. */
const TIME_LIMIT = 5_000;
/** Milliseconds before each further try. */
const PAUSES = [200, 800] as const;
/** Bytes; the sealed text of a ring is a few kilobytes. */
const LARGEST_ANSWER = 256 * 1024;

type Operation = 'encrypt' | 'decrypt' | 'rewrap';

/** Says only what is safe to say: never the address's credentials, the token, the request or the answer. */
class Passing extends Error {}

export interface TransitTiming {
  readonly timeLimit: number;
  readonly pauses: readonly number[];
}

export class TransitClient {
  readonly #settings: KmsSettings;
  readonly #timing: TransitTiming;

  constructor(settings: KmsSettings, timing: TransitTiming = { timeLimit: TIME_LIMIT, pauses: PAUSES }) {
    this.#settings = settings;
    this.#timing = timing;
  }

  /** Name of the key in the key service. */
  get keyName(): string {
    return this.#settings.key;
  }

  async encrypt(plaintext: Buffer): Promise<string> {
    return this.ask('encrypt', { plaintext: plaintext.toString('base64') }, 'ciphertext');
  }

  async decrypt(ciphertext: string): Promise<Buffer> {
    const plaintext = await this.ask('decrypt', { ciphertext }, 'plaintext');
    const bytes = Buffer.from(plaintext, 'base64');
    if (bytes.length === 0 || bytes.toString('base64') !== plaintext) throw malformed('no base64');
    return bytes;
  }

  async rewrap(ciphertext: string): Promise<string> {
    return this.ask('rewrap', { ciphertext }, 'ciphertext');
  }

  /** What may pass by itself is tried again: no connection, no answer in time, 429 and 5xx. Everything else is told at once. */
  private async ask(operation: Operation, body: object, field: string): Promise<string> {
    const { pauses } = this.#timing;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once(operation, body, field);
      } catch (error) {
        if (!(error instanceof Passing)) throw error;
        const pause = pauses[attempt];
        if (pause === undefined) throw unreachable(`${error.message}; tried ${attempt + 1} times`);
        await sleep(pause);
      }
    }
  }

  private async once(operation: Operation, body: object, field: string): Promise<string> {
    const { url, mount, key, namespace } = this.#settings;
    const token = await this.token();
    const signal = AbortSignal.timeout(this.#timing.timeLimit);
    try {
      const answer = await fetch(`${url}/v1/${mount}/${operation}/${encodeURIComponent(key)}`, {
        method: 'POST',
        // A redirect would carry the token to wherever it points.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'x-vault-request': 'true',
          'x-vault-token': token,
          ...(namespace === null ? {} : { 'x-vault-namespace': namespace }),
        },
        body: JSON.stringify(body),
        signal,
      });
      if (answer.status !== 200) await refuse(answer, operation);
      return fieldOf(await wholeText(answer), field);
    } catch (error) {
      if (error instanceof KeyProblem || error instanceof Passing) throw error;
      // The errors of fetch quote the address and what they could not read.
      throw new Passing(
        signal.aborted ? `no answer within ${this.#timing.timeLimit / 1000} s` : connectionFault(error),
      );
    }
  }

  /** Read for each question, so that whoever renews the token may replace the file. */
  private async token(): Promise<string> {
    const { token, tokenFile } = this.#settings;
    if (tokenFile === null) return token ?? '';
    const text = await readFile(tokenFile, 'utf8').catch(() => null);
    const read = text?.trim() ?? '';
    if (/^[\x21-\x7e]{1,4096}$/.test(read)) return read;
    throw new KeyProblem('kms_refused', 'The file KEY_KMS_TOKEN_FILE names holds no token that can be read.');
  }
}

function unreachable(what: string): KeyProblem {
  return new KeyProblem(
    'kms_unreachable',
    `The key service cannot be reached (${what}). Without it the keys cannot be opened. Check KEY_KMS_URL and the service.`,
  );
}

function malformed(what: string): KeyProblem {
  return new KeyProblem('kms_answer_malformed', `The key service answers in a form that is not transit's (${what}).`);
}

/** The code alone: the message of such an error quotes the address. */
function connectionFault(error: unknown): string {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'the connection failed';
}

async function refuse(answer: Response, operation: Operation): Promise<never> {
  await answer.body?.cancel();
  const { status } = answer;
  if (status >= 500 || status === 429) throw new Passing(`status ${status}`);
  const why =
    status >= 300 && status < 400
      ? 'It redirects, which is not followed: set KEY_KMS_URL to where it leads.'
      : status === 403
        ? `The token is not valid, or its policy does not allow ${operation} with this key.`
        : `Check KEY_KMS_URL, KEY_KMS_MOUNT and KEY_KMS_KEY.`;
  throw new KeyProblem('kms_refused', `The key service refuses to ${operation} (status ${status}). ${why}`);
}

async function wholeText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // An early end of the loop cancels the answer, so that no more of it is fetched.
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > LARGEST_ANSWER) throw malformed(`more than ${LARGEST_ANSWER / 1024} KiB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function fieldOf(text: string, field: string): string {
  const value = parsed(text);
  const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : null;
  const found: unknown = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[field] : null;
  if (typeof found !== 'string' || found === '') throw malformed(`no ${field}`);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('no JSON');
  }
}

// Where a witness has the newest checkpoint from: a running service, or the folder of an export. Neither is trusted.

import { readFile } from 'node:fs/promises';
import { readAuditorToken } from '../../configuration/environment.js';
import { readCheckpoint, type KeyRecord } from '../../domain/audit/checkpoint.js';
import type { OfferedCheckpoint } from '../../domain/audit/examine-checkpoint.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import type { ShownGrowth } from '../../usecases/audit/witness-checkpoint.js';
import { keyRecord, linesOf, readKeyRecords, readNotes } from './log-files.js';

export interface OfferedLog {
  /** Null where the log has no checkpoint. */
  newest(): Promise<OfferedCheckpoint | null>;
  growth(from: number, to: number): Promise<ShownGrowth>;
}

/** Milliseconds, and characters: a service that never ends its answer must not hold a witness for ever. */
const LONGEST_WAIT = 30_000;
const LONGEST_ANSWER = 4_000_000;

/** An http or https address is a service; everything else is a folder. */
export function offeredLog(from: string, tokenFile: string | null): OfferedLog {
  if (!/^https?:\/\//i.test(from)) return new ExportedLog(from);
  const address = URL.canParse(from) ? new URL(from) : null;
  if (address === null) throw invalidField('/from', 'an http or https address, or a folder');
  const own = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  if (address.protocol === 'http:' && !own) {
    throw invalidField('/from', 'https, since everybody on the way could take the token from http');
  }
  return new ServedLog(address.href.replace(/\/$/, ''), tokenFile);
}

class ExportedLog implements OfferedLog {
  constructor(private readonly folder: string) {}

  async newest(): Promise<OfferedCheckpoint | null> {
    const notes = await readNotes(this.folder);
    const keys = await readKeyRecords(this.folder);
    // One that cannot be read is offered, so that it is refused rather than passed over.
    const unreadable = notes.find((note) => readCheckpoint(note) === null);
    const size = (note: string): number => readCheckpoint(note)?.size ?? 0;
    const note = unreadable ?? notes.toSorted((one, other) => size(one) - size(other)).at(-1);
    return note === undefined ? null : { note, keys };
  }

  growth(): Promise<ShownGrowth> {
    return Promise.resolve({
      entries: linesOf(this.folder, 'entries.jsonl'),
      nodes: linesOf(this.folder, 'nodes.txt'),
    });
  }
}

class ServedLog implements OfferedLog {
  constructor(
    private readonly address: string,
    private readonly tokenFile: string | null,
  ) {}

  async newest(): Promise<OfferedCheckpoint | null> {
    const { checkpoints, keys } = (await this.#ask('/v1/audit/checkpoints?limit=1')) ?? {};
    if (!Array.isArray(checkpoints)) throw strange();
    const [first] = checkpoints as readonly unknown[];
    if (first === undefined) return null;
    const note = typeof first === 'object' && first !== null && 'note' in first ? first.note : '';
    return { note: typeof note === 'string' ? note : '', keys: keyRecords(keys) };
  }

  /** A checkpoint that the service does not find any more shows no growth from it. */
  async growth(from: number, to: number): Promise<ShownGrowth> {
    const answer = await this.#ask(`/v1/audit/proofs?from=${from}&size=${to}`);
    const proof: unknown = answer?.['proof'];
    if (!Array.isArray(proof)) return null;
    return { proof: proof.map((hash: unknown) => (typeof hash === 'string' ? hash : '')) };
  }

  /** Null for what is not found. */
  async #ask(path: string): Promise<Record<string, unknown> | null> {
    const token = await this.#token();
    const answer = await fetch(`${this.address}${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      // A redirection could lead the token elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_WAIT),
    }).catch(() => null);
    if (answer === null) throw unavailable('The service cannot be reached, or did not answer in time.');
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refusedWith(answer.status);
    return readAnswer(answer);
  }

  /** Read for each question: a token lives for some minutes, and a watching witness for months. */
  async #token(): Promise<string> {
    const token = this.tokenFile === null ? readAuditorToken() : await readTokenFile(this.tokenFile);
    if (token === null || !/^[\x21-\x7e]+$/.test(token)) {
      throw new DomainError(
        'unauthenticated',
        'Give the access token of an auditor in AUDITOR_TOKEN or, with --token-file, in a file.',
      );
    }
    return token;
  }
}

async function readTokenFile(file: string): Promise<string | null> {
  return (await readFile(file, 'utf8').catch(() => null))?.trim() ?? null;
}

async function readAnswer(answer: Response): Promise<Record<string, unknown>> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const bytes of answer.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > LONGEST_ANSWER) throw strange();
    }
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw unavailable('The service broke off its answer.');
  }
  throw strange();
}

function keyRecords(keys: unknown): KeyRecord[] {
  return Array.isArray(keys) ? keys.map(keyRecord) : [];
}

function refusedWith(status: number): DomainError {
  if (status === 401)
    return new DomainError('unauthenticated', 'The service does not take the token; it may have expired.');
  if (status === 403) return new DomainError('forbidden', 'The token is not that of an auditor.');
  return unavailable(`The service answered with status ${status}.`);
}

function strange(): DomainError {
  return unavailable('The answer is none that a registry gives.');
}

function unavailable(message: string): DomainError {
  return new DomainError('unavailable', message);
}

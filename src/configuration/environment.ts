// The only reader of process.env: one validated, frozen object for the whole service.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { readKmsSettings, type KmsSettings } from './kms-settings.js';

export interface Environment {
  /** Absolute folder of the embedded server's data, keys and stored files. */
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
  /** Address that links are made with; never taken from a request's Host header. */
  readonly publicUrl: string;
  /** Application role; null means the embedded default. */
  readonly databaseUrl: string | null;
  /** Role that migrates and creates roles and job queues; null with an outside server means that this was done before. */
  readonly databaseOwnerUrl: string | null;
  readonly vaultDatabaseUrl: string | null;
  readonly vaultDatabaseOwnerUrl: string | null;
  readonly keyFile: string;
  /** Key ring given in the environment instead of a file. */
  readonly keys: string | null;
  /** The file of the other halves of people's keys; null where erasure is not promised. */
  readonly keyStoreFile: string | null;
  /** The key service that the keys are sealed to; null where they are not. */
  readonly keyKms: KmsSettings | null;
  readonly demonstration: boolean;
  /** Whether every account needs a second factor for anything but adding one. */
  readonly secondFactor: 'optional' | 'required';
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Requests per minute and client before 429. */
  readonly requestsPerMinute: number;
  /** Names that an organisation, and each of its users, may ask after in a day; null leaves it to the domain. */
  readonly namesPerOrganisation: number | null;
  readonly namesPerUser: number | null;
  /** How many people must look alike before organisations that did not register them are shown any of them so. */
  readonly leastAlike: number;
  /** After how many days a sign of life is stale, for whoever is held and for whoever is missing. */
  readonly staleDays: { readonly held: number; readonly missing: number };
}

export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

function text(source: NodeJS.ProcessEnv, name: string): string | null {
  const value = source[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function integer(source: NodeJS.ProcessEnv, name: string, fallback: number, min: number, max: number): number {
  const value = text(source, name);
  if (value === null) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new EnvironmentError(`${name} must be a whole number from ${min} to ${max}.`);
  }
  return number;
}

function optionalCount(source: NodeJS.ProcessEnv, name: string): number | null {
  return text(source, name) === null ? null : integer(source, name, 1, 1, 10_000_000);
}

function databaseUrl(source: NodeJS.ProcessEnv, name: string): string | null {
  const value = text(source, name);
  if (value === null) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (
    url === null ||
    !['postgres:', 'postgresql:'].includes(url.protocol) ||
    url.username === '' ||
    url.pathname.length < 2
  ) {
    throw new EnvironmentError(`${name} must be a URL of the form postgresql://role:password@host:port/database.`);
  }
  return value;
}

function oneOf<T extends string>(source: NodeJS.ProcessEnv, name: string, allowed: readonly T[], fallback: T): T {
  const value = text(source, name);
  if (value === null) return fallback;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new EnvironmentError(`${name} must be one of ${allowed.join(', ')}.`);
  return found;
}

function checkPairs(
  values: Pick<Environment, 'databaseUrl' | 'databaseOwnerUrl' | 'vaultDatabaseUrl' | 'vaultDatabaseOwnerUrl'>,
): void {
  if (values.databaseUrl === null && values.databaseOwnerUrl !== null) {
    throw new EnvironmentError(
      'DATABASE_OWNER_URL is set without DATABASE_URL. Set both, or neither for the embedded server.',
    );
  }
  if (values.vaultDatabaseUrl === null && values.vaultDatabaseOwnerUrl !== null) {
    throw new EnvironmentError('VAULT_DATABASE_OWNER_URL is set without VAULT_DATABASE_URL. Set both, or neither.');
  }
  if (values.databaseUrl === null && values.vaultDatabaseUrl !== null) {
    throw new EnvironmentError(
      'VAULT_DATABASE_URL is set without DATABASE_URL. A vault of its own needs a registry server of its own too.',
    );
  }
}

/** Where keys are given in the environment no file of the service is counted on, and without one no half of a key can be destroyed for good. */
function keyStoreFile(source: NodeJS.ProcessEnv, dataDirectory: string): string | null {
  const erasure = oneOf(source, 'ERASURE', ['promised', 'not_promised'], 'promised');
  const given = text(source, 'KEY_STORE_FILE');
  if (erasure === 'not_promised') {
    if (given !== null)
      throw new EnvironmentError('KEY_STORE_FILE is set, and ERASURE=not_promised uses none. Leave one of them out.');
    return null;
  }
  if (text(source, 'KEYS') !== null) {
    throw new EnvironmentError(
      'KEYS is set, and with keys from the environment the erasure of a person cannot be promised. Either put the keys into a file (KEY_FILE instead of KEYS), or set ERASURE=not_promised to run without erasure.',
    );
  }
  return path.resolve(given ?? path.join(dataDirectory, 'key-store'));
}

/** Reads and checks the environment; throws EnvironmentError with what to do. */
export function readEnvironment(
  source: NodeJS.ProcessEnv = process.env,
  flags: { demonstration?: boolean } = {},
): Environment {
  const demonstration = flags.demonstration ?? false;
  const dataDirectory = path.resolve(text(source, 'DATA_DIR') ?? (demonstration ? '.data/demo' : '.data'));
  const port = integer(source, 'PORT', 3000, 0, 65_535);
  const urls = {
    databaseUrl: databaseUrl(source, 'DATABASE_URL'),
    databaseOwnerUrl: databaseUrl(source, 'DATABASE_OWNER_URL'),
    vaultDatabaseUrl: databaseUrl(source, 'VAULT_DATABASE_URL'),
    vaultDatabaseOwnerUrl: databaseUrl(source, 'VAULT_DATABASE_OWNER_URL'),
  };
  checkPairs(urls);
  const publicUrl = text(source, 'PUBLIC_URL') ?? `http://localhost:${port}`;
  if (!URL.canParse(publicUrl)) throw new EnvironmentError('PUBLIC_URL must be an absolute http or https address.');
  return Object.freeze({
    ...urls,
    dataDirectory,
    host: text(source, 'HOST') ?? '127.0.0.1',
    port,
    publicUrl: publicUrl.replace(/\/$/, ''),
    keyFile: path.resolve(text(source, 'KEY_FILE') ?? path.join(dataDirectory, 'keys.json')),
    keys: text(source, 'KEYS'),
    secondFactor: oneOf(source, 'SECOND_FACTOR', ['optional', 'required'], 'optional'),
    keyStoreFile: keyStoreFile(source, dataDirectory),
    keyKms: readKmsSettings(
      (name) => text(source, name),
      (message) => new EnvironmentError(message),
    ),
    demonstration,
    logLevel: oneOf(source, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    requestsPerMinute: integer(source, 'REQUESTS_PER_MINUTE', 6000, 1, 10_000_000),
    namesPerOrganisation: optionalCount(source, 'NAMES_PER_ORGANISATION'),
    namesPerUser: optionalCount(source, 'NAMES_PER_USER'),
    leastAlike: integer(source, 'ANONYMITY_K', 5, 2, 1000),
    staleDays: {
      held: integer(source, 'STALE_DAYS_HELD', 90, 1, 3650),
      missing: integer(source, 'STALE_DAYS_MISSING', 365, 1, 3650),
    },
  });
}

/**
 * Which registry an operator's command means when DATA_DIR is not set: a registry that exists in `.data`, else the
 * demonstration in `.data/demo`, else `.data`. A live one (as told by `isLive`) goes before one at rest.
 */
export function chooseOperatorFolder(
  isLive: (dataDirectory: string) => boolean,
  source: NodeJS.ProcessEnv = process.env,
): { demonstration: boolean } {
  if (text(source, 'DATA_DIR') !== null || text(source, 'DATABASE_URL') !== null) return { demonstration: false };
  const own = path.resolve('.data');
  const demonstration = path.resolve('.data/demo');
  if (isLive(own)) return { demonstration: false };
  if (isLive(demonstration)) return { demonstration: true };
  const ownExists = existsSync(path.join(own, 'server.json'));
  return { demonstration: !ownExists && existsSync(path.join(demonstration, 'server.json')) };
}

/**
 * Refuses a data folder without a registry. A command that made one there would find nothing wrong with it: a slip in DATA_DIR, in a nightly
 * check say, would be told that the chain holds. The cluster alone is enough, as after a restore; a start of the service makes a registry.
 */
export function refuseFolderWithoutRegistry({ databaseUrl, dataDirectory }: Environment): void {
  if (databaseUrl !== null) return;
  if (['postgres', 'server.json'].some((entry) => existsSync(path.join(dataDirectory, entry)))) return;
  throw new EnvironmentError(
    `There is no registry in ${dataDirectory}. Name its folder by DATA_DIR, or make a registry there with npm start.`,
  );
}

/** The access token of an auditor, which a witness asks the registry with; null where none is set. Never an argument: those are seen by every user of the machine. */
export function readAuditorToken(source: NodeJS.ProcessEnv = process.env): string | null {
  return text(source, 'AUDITOR_TOKEN');
}

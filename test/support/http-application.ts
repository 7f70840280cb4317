// The service for one test file: on a database of its own, a clock moved by hand, its own keys, listening on a free port.

import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UseCasesModule } from '../../src/app.module.js';
import type { Environment } from '../../src/configuration/environment.js';
import { PASSWORD_COST, PasswordHashes, type PasswordCost } from '../../src/credentials/password-hashes.js';
import { servicePrincipal, type OrganisationKind, type Role } from '../../src/domain/access/actor.js';
import type { Organisation } from '../../src/domain/organisations/organisation.js';
import { NameQuota } from '../../src/domain/matching/name-quota.js';
import { STALE_DAYS } from '../../src/domain/records/stale-days.js';
import { HttpModule } from '../../src/http/http.module.js';
import { createHttpApplication, type HttpApplicationOptions } from '../../src/http/http-application.js';
import { Database } from '../../src/persistence/database.js';
import type { Platform } from '../../src/platform.js';
import { PublicAddress } from '../../src/request/public-address.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import type { KeyRing } from '../../src/vault/key-ring.js';
import { NamesInTexts } from '../../src/vault/names-in-texts.js';
import { VaultKeys } from '../../src/vault/vault-keys.js';
import { WebModule } from '../../src/web/web.module.js';
import { fixedEntropy, type MovableClock } from './fixed-entropy.js';
import { makeKeyStorePlace } from './key-store-place.js';
import { LEAST_ALIKE_OF_TESTS } from './least-alike.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { TEST_PROOF } from './test-server.js';

/** The least that argon2 does: tests hash many passwords, and none of them is worth guessing. */
const CHEAP: PasswordCost = { memory: 1024, passes: 2 };

export interface TestUser {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
  /** Signs in and returns a fresh access token. */
  token(): Promise<string>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body read as JSON; undefined when it is empty or no JSON. */
  readonly body: unknown;
}

export interface TestRequest {
  readonly token?: string;
  /** Sent as JSON, a string or bytes as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestApplication {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly platform: Platform;
  readonly database: TestDatabase;
  readonly clock: MovableClock;
  /** What was logged so far, as JSON lines. */
  readonly logged: () => string;
  seedOrganisation(wanted?: {
    name?: string;
    kind?: OrganisationKind;
    /** Label of a party, made where there is none of that label. */
    party?: string | null;
  }): Promise<Organisation>;
  seedUser(wanted?: { organisation?: Organisation; roles?: readonly Role[]; username?: string }): Promise<TestUser>;
  request(method: string, path: string, wanted?: TestRequest): Promise<TestAnswer>;
  stop(): Promise<void>;
}

export interface TestApplicationOptions {
  readonly environment?: Partial<Environment>;
  /** What is put on Fastify beside the use cases; the API and the console when not given, without jobs. */
  readonly doors?: NonNullable<DynamicModule['imports']>;
  readonly settings?: NonNullable<HttpApplicationOptions['settings']>;
  /** Another service process's application, on whose database, with whose keys and clock this one runs, by connections of its own. */
  readonly beside?: TestApplication;
  /** A database that holds a registry already, and the key store that it was filled with; `keys` are its keys. */
  readonly filled?: { readonly database: TestDatabase; readonly keyStoreFile: string };
  /** Time and chance of its own, and the text of its keys; drawn anew when not given. */
  readonly entropy?: MovableClock;
  readonly keys?: string;
}

class TestServiceModule {}

function testEnvironment(database: TestDatabase, changed: Partial<Environment> = {}): Environment {
  return Object.freeze({
    dataDirectory: '/nonexistent',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://localhost:0',
    databaseUrl: database.urls.app,
    databaseOwnerUrl: null,
    vaultDatabaseUrl: null,
    vaultDatabaseOwnerUrl: null,
    keyFile: '/nonexistent/keys.json',
    keys: null,
    keyStoreFile: null,
    keyKms: null,
    demonstration: false,
    secondFactor: 'optional',
    logLevel: 'info',
    requestsPerMinute: 1_000_000,
    namesPerOrganisation: 1_000_000,
    namesPerUser: 1_000_000,
    leastAlike: LEAST_ALIKE_OF_TESTS,
    staleDays: STALE_DAYS,
    ...changed,
  });
}

async function openTestPlatform(
  database: TestDatabase,
  clock: MovableClock,
  { environment: changed, beside, filled, keys: given = makeKeys() }: TestApplicationOptions,
): Promise<Platform> {
  const keys = beside?.platform.keys ?? readKeys(given);
  const before = beside?.platform.environment.keyStoreFile ?? filled?.keyStoreFile;
  const keyStore = before === undefined ? makeKeyStorePlace() : null;
  const keyStoreFile = before ?? keyStore?.file ?? null;
  const vault = await IdentityVault.open({ url: database.urls.vault, keys, keyStoreFile });
  const registeredNames = new NamesInTexts(vault);
  const load = (): Promise<KeyRing> => Promise.resolve(keys);
  const source = { load, loadAnew: load };
  const vaultKeys = VaultKeys.on({ url: database.urls.vault, keys, source, keyStoreFile });
  const environment = testEnvironment(database, { keyStoreFile, ...changed });
  const { leastAlike, staleDays } = environment;
  const opened = { url: database.urls.app, entropy: clock, proof: TEST_PROOF, registeredNames, poolSize: 5 };
  const registry = await Database.open({ ...opened, leastAlike, staleDays });
  return {
    environment,
    entropy: clock,
    keys,
    database: registry,
    vault,
    vaultKeys,
    quota: NameQuota.of({ perUser: environment.namesPerUser, perOrganisation: environment.namesPerOrganisation }),
    databaseUrl: database.urls.app,
    close: async () => {
      await vaultKeys.close();
      await vault.close();
      await registry.close();
      keyStore?.remove();
    },
  };
}

function bodyOf(wanted: TestRequest): { body?: string | Uint8Array<ArrayBuffer>; type: Record<string, string> } {
  if (wanted.body === undefined) return { type: {} };
  const raw = typeof wanted.body === 'string' || wanted.body instanceof Uint8Array;
  return {
    body: raw ? (wanted.body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(wanted.body),
    type: { 'content-type': 'application/json' },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function send(url: string, method: string, path: string, wanted: TestRequest): Promise<TestAnswer> {
  const { body, type } = bodyOf(wanted);
  const bearer = wanted.token === undefined ? {} : { authorization: `Bearer ${wanted.token}` };
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...type, ...bearer, ...wanted.headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
}

export async function startTestApplication(options: TestApplicationOptions = {}): Promise<TestApplication> {
  const database = options.beside?.database ?? options.filled?.database ?? (await createTestDatabase());
  const clock = options.beside?.clock ?? options.entropy ?? fixedEntropy();
  const platform = await openTestPlatform(database, clock, options);
  const lines: string[] = [];
  const app = await createHttpApplication(platform, {
    module: {
      module: TestServiceModule,
      imports: [UseCasesModule.on(platform), ...(options.doors ?? [HttpModule, WebModule])],
    },
    settings: [{ provide: PASSWORD_COST, useValue: CHEAP }, ...(options.settings ?? [])],
    logTo: { write: (line) => void lines.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  app.get(PublicAddress).follow(port);
  const url = `http://127.0.0.1:${port}`;
  const seeds = new Seeds(platform, url);
  return {
    app,
    url,
    platform,
    database,
    clock,
    logged: () => lines.join(''),
    seedOrganisation: (wanted = {}) => seeds.organisation(wanted),
    seedUser: (wanted = {}) => seeds.user(wanted),
    request: (method, path, wanted = {}) => send(url, method, path, wanted),
    stop: async () => {
      await app.close();
      await platform.close();
      if (options.beside === undefined) await database.drop();
    },
  };
}

/** Invented organisations and users, each with a name of its own. */
class Seeds {
  private readonly passwords = new PasswordHashes(CHEAP);
  private readonly principal = servicePrincipal('operator', '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11');
  private count = 0;

  constructor(
    private readonly platform: Platform,
    private readonly url: string,
  ) {}

  async organisation(wanted: Parameters<TestApplication['seedOrganisation']>[0] = {}): Promise<Organisation> {
    this.count += 1;
    const id = this.platform.entropy.shownId();
    const name = wanted.name ?? `Office ${this.count}`;
    const at = this.platform.entropy.now();
    return this.platform.database.transaction(this.principal, async ({ organisations }) => {
      const label = wanted.party ?? null;
      let party = label === null ? null : ((await organisations.parties()).find((one) => one.label === label) ?? null);
      if (label !== null && party === null) {
        party = { id: this.platform.entropy.shownId(), partyKey: this.platform.entropy.shownId(), label };
        await organisations.addParty(party, at);
      }
      const organisation = { id, name, kind: wanted.kind ?? 'liaison_office', party };
      await organisations.addOrganisation(organisation, at);
      return organisation;
    });
  }

  async user(wanted: Parameters<TestApplication['seedUser']>[0] = {}): Promise<TestUser> {
    this.count += 1;
    const organisation = wanted.organisation ?? (await this.organisation());
    const roles = wanted.roles ?? ['liaison'];
    const username = wanted.username ?? `${roles[0] ?? 'nobody'}-${this.count}`;
    const password = `correct horse battery ${this.count}`;
    const id = this.platform.entropy.shownId();
    const passwordHash = await this.passwords.make(password);
    await this.platform.database.transaction(this.principal, ({ users }) =>
      users.add({
        id,
        organisationId: organisation.id,
        username,
        passwordHash,
        roles,
        at: this.platform.entropy.now(),
      }),
    );
    const token = async (): Promise<string> => {
      const answer = await send(this.url, 'POST', '/v1/auth/token', { body: { username, password } });
      if (answer.status !== 200) throw new Error(`sign-in of ${username} failed: ${answer.text}`);
      return (answer.body as { accessToken: string }).accessToken;
    };
    return { id, username, password, organisation, roles, token };
  }
}

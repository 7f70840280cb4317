// Opens what a service or an operator's command stands on: keys, server, migrated databases, vault; and closes them in order.

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from './configuration/environment.js';
import type { Entropy } from './domain/entropy.js';
import { NameQuota } from './domain/matching/name-quota.js';
import { Database } from './persistence/database.js';
import { tellingLogSettings, type TellingSetting } from './persistence/database-log-settings.js';
import { acquireEmbeddedServer, type EmbeddedServer } from './persistence/embedded-server/embedded-server.js';
import { prepareEmbeddedDatabase, type DatabaseUrls } from './persistence/embedded-server/embedded-database.js';
import { prepareJobQueues } from './persistence/job-queues/prepare-job-queues.js';
import { checkVaultRole } from './persistence/harmless-role.js';
import { checkAppRole, migrateRegistry, migrateVault } from './persistence/migrate.js';
import { wasSetUp } from './persistence/was-set-up.js';
import { RandomEntropy } from './random-entropy.js';
import { StoryEntropy } from './story-entropy.js';
import { refuseOtherKeys } from './vault/before-set-up.js';
import { IdentityVault } from './vault/identity-vault.js';
import { NamesInTexts } from './vault/names-in-texts.js';
import type { KeyRing } from './vault/key-ring.js';
import { makeKeys } from './vault/key-file.js';
import { KeyProblem } from './vault/key-problem.js';
import { EnvironmentKeySource, FileKeySource, type KeySource } from './vault/key-source.js';
import { TransitClient } from './vault/transit-client.js';
import { VaultKeys } from './vault/vault-keys.js';

export interface Platform {
  readonly environment: Environment;
  readonly entropy: Entropy;
  readonly keys: KeyRing;
  readonly database: Database;
  readonly vault: IdentityVault;
  /** For the operator's commands on the keys themselves. */
  readonly vaultKeys: VaultKeys;
  readonly quota: NameQuota;
  /** The application role's connection string, for the job queue. */
  readonly databaseUrl: string;
  /** Settings by which the registry's or the vault's server may write values into its own log. */
  readonly tellingLogSettings?: readonly TellingSetting[];
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly environment: Environment;
  /** Progress for the person who started the process. */
  readonly onMessage: (line: string) => void;
}

async function openServer(
  options: PlatformOptions,
  keys: KeyRing,
): Promise<{ urls: DatabaseUrls; server: EmbeddedServer | null }> {
  const { environment } = options;
  if (environment.databaseUrl === null) {
    const server = await acquireEmbeddedServer({
      dataDirectory: environment.dataDirectory,
      onMessage: options.onMessage,
    });
    return { urls: await prepareEmbeddedDatabase(server, keys.deriveSecret('embedded database roles')), server };
  }
  return { urls: outsideUrls(environment, environment.databaseUrl, keys), server: null };
}

/** Without a vault server of its own the vault is a schema of the registry's database, reached by a role of its own. */
function outsideUrls(environment: Environment, databaseUrl: string, keys: KeyRing): DatabaseUrls {
  const ownVault = new URL(databaseUrl);
  ownVault.username = 'whereabouts_vault';
  ownVault.password = keys.deriveSecret('vault role password').toString('hex');
  return {
    app: databaseUrl,
    owner: environment.databaseOwnerUrl,
    vault: environment.vaultDatabaseUrl ?? ownVault.href,
    vaultOwner:
      environment.vaultDatabaseUrl === null ? environment.databaseOwnerUrl : environment.vaultDatabaseOwnerUrl,
  };
}

function keySourceOf(environment: Environment): KeySource {
  const { keys, keyFile, keyKms } = environment;
  const transit = keyKms === null ? null : new TransitClient(keyKms);
  if (keys !== null) return new EnvironmentKeySource(keys, transit);
  return new FileKeySource(keyFile, () => firstKeys(environment), transit);
}

/**
 * Keys come before the registry on a first start, so that a registry without them has lost them. New ones would open nothing, and would stand
 * where the next backup takes them for the keys. That another process has made the file meanwhile is no loss.
 */
async function firstKeys(environment: Environment): Promise<string> {
  const { dataDirectory, databaseUrl, keyFile } = environment;
  const there =
    databaseUrl === null
      ? existsSync(path.join(dataDirectory, 'postgres', 'PG_VERSION'))
      : await wasSetUp(serversOf(environment, databaseUrl));
  if (!there || existsSync(keyFile)) return makeKeys();
  const where = databaseUrl === null ? `in ${dataDirectory}` : 'of DATABASE_URL';
  const anew = databaseUrl === null ? '' : ' A new registry needs an empty database.';
  throw new KeyProblem(
    'key_file_missing',
    `The key file ${keyFile} is not there, and the registry ${where} opens with its own keys alone. Put it back from its newest backup, or set KEY_FILE to its place.${anew}`,
  );
}

/** As the owner where one is given: before the first start the service's own roles are not there. The vault's role has no password without keys. */
function serversOf(environment: Environment, databaseUrl: string): string[] {
  const registry = environment.databaseOwnerUrl ?? databaseUrl;
  const vault = environment.vaultDatabaseOwnerUrl ?? environment.vaultDatabaseUrl;
  return vault === null ? [registry] : [registry, vault];
}

/** Of the registry's server and of the vault's, which may be another one. */
async function tellingSettingsOf({ app, vault }: DatabaseUrls): Promise<TellingSetting[]> {
  const [ofRegistry, ofVault] = [await tellingLogSettings(app), await tellingLogSettings(vault)];
  const known = new Set(ofRegistry.map(({ setting }) => setting));
  return [...ofRegistry, ...ofVault.filter(({ setting }) => !known.has(setting))];
}

export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { environment } = options;
  const source = keySourceOf(environment);
  const keys = await source.load();
  await mkdir(environment.dataDirectory, { recursive: true, mode: 0o700 });
  const { urls, server } = await openServer(options, keys);
  const proof = keys.deriveSecret('naming actors to the database');
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
    await server?.release();
  };
  try {
    if (urls.owner !== null) {
      await refuseOtherKeys(urls.vaultOwner ?? urls.vault, keys);
      await migrateRegistry(urls.owner, urls.app, proof);
      await prepareJobQueues(urls.owner, urls.app);
    }
    if (urls.vaultOwner !== null) await migrateVault(urls.vaultOwner, urls.vault);
    await checkAppRole(urls.app, proof);
    await checkVaultRole(urls.vault);
    const telling = server === null ? await tellingSettingsOf(urls) : [];
    const entropy = environment.demonstration ? new StoryEntropy() : new RandomEntropy();
    const vault = await IdentityVault.open({
      url: urls.vault,
      keys,
      keyStoreFile: environment.keyStoreFile,
      readKeysAnew: () => source.loadAnew(),
    });
    opened.push(() => vault.close());
    const registeredNames = new NamesInTexts(vault);
    const { leastAlike, staleDays } = environment;
    const database = await Database.open({ url: urls.app, entropy, proof, registeredNames, leastAlike, staleDays });
    opened.push(() => database.close());
    const vaultKeys = VaultKeys.on({ url: urls.vault, keys, source, keyStoreFile: environment.keyStoreFile });
    opened.push(() => vaultKeys.close());
    const { namesPerUser: perUser, namesPerOrganisation: perOrganisation } = environment;
    return {
      environment,
      entropy,
      keys,
      database,
      vault,
      vaultKeys,
      quota: NameQuota.of({ perUser, perOrganisation }),
      databaseUrl: urls.app,
      tellingLogSettings: telling,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

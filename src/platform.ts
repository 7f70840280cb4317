// Opens what a service or an operator's command stands on: keys, server, migrated databases, vault; and closes them in order.

import { mkdir } from 'node:fs/promises';
import type { Environment } from './configuration/environment.js';
import type { Entropy } from './domain/entropy.js';
import { Database } from './persistence/database.js';
import { acquireEmbeddedServer, type EmbeddedServer } from './persistence/embedded-server/embedded-server.js';
import { prepareEmbeddedDatabase, type DatabaseUrls } from './persistence/embedded-server/embedded-database.js';
import { prepareJobQueues } from './persistence/job-queues/prepare-job-queues.js';
import { checkAppRole, migrateRegistry, migrateVault } from './persistence/migrate.js';
import { RandomEntropy } from './random-entropy.js';
import { IdentityVault } from './vault/identity-vault.js';
import type { KeyRing } from './vault/key-ring.js';
import { EnvironmentKeySource, FileKeySource } from './vault/key-source.js';

export interface Platform {
  readonly environment: Environment;
  readonly entropy: Entropy;
  readonly keys: KeyRing;
  readonly database: Database;
  readonly vault: IdentityVault;
  /** The application role's connection string, for the job queue. */
  readonly databaseUrl: string;
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

export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { environment } = options;
  await mkdir(environment.dataDirectory, { recursive: true, mode: 0o700 });
  const source =
    environment.keys === null ? new FileKeySource(environment.keyFile) : new EnvironmentKeySource(environment.keys);
  const keys = await source.load();
  const { urls, server } = await openServer(options, keys);
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
    await server?.release();
  };
  try {
    if (urls.owner !== null) {
      await migrateRegistry(urls.owner, urls.app);
      await prepareJobQueues(urls.owner, urls.app);
    }
    if (urls.vaultOwner !== null) await migrateVault(urls.vaultOwner, urls.vault);
    await checkAppRole(urls.app);
    const entropy = new RandomEntropy();
    const database = await Database.open({ url: urls.app, entropy, leastAlike: environment.leastAlike });
    opened.push(() => database.close());
    const vault = await IdentityVault.open({ url: urls.vault, keys });
    opened.push(() => vault.close());
    return { environment, entropy, keys, database, vault, databaseUrl: urls.app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

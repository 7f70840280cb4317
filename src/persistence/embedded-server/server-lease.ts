// A process's lease on the running server: while anyone holds one, nobody stops the server.
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from './error-code.js';
import { runningPostmaster } from './postmaster.js';
import type { ClusterIdentity } from './server-processes.js';
import { host, superuser } from './server-settings.js';

/*
 * The lease is a session advisory lock, SHARED, in the database "postgres", on a connection of its own: a process that
 * crashes loses it with its connection. Who leaves gives its own up and tries the lock EXCLUSIVE; whoever gets that is
 * alone and stops the server, keeping the lock until the server ends. Who wins each race:
 * - two leave at once: both gave up first, so at least the later of the two tries succeeds; exclusive excludes, so at
 *   most one does. One stops, the other just goes.
 * - one leaves, one comes: if the comer's SHARED is granted first, the leaver's try fails and the server stays. If the
 *   leaver's EXCLUSIVE is granted first, the comer waits for its lock, is thrown out by the shutdown, waits until the
 *   old postmaster is gone and starts a new one.
 * - the leaver is killed between lock and shutdown: its lock goes with its connection, the comer's wait ends with the
 *   lease in hand, and the server stays.
 */
const leaseKey = '7310593858020254331';
/** How long a comer waits for a leaver that holds the exclusive lock yet does not shut the server down. */
const lockLimitMs = 90_000;
const connectLimitMs = 15_000;
const renewPauseMs = 250;
/** How long a leaver whose connection broke tries to come back, to stop a server that nobody else uses. */
const returnLimitMs = 30_000;

/** Part of pg's Client that its type package leaves out: whether an open connection keeps the process running. */
interface KeepsProcess {
  ref(): void;
  unref(): void;
}

export interface LeaseAccess {
  readonly cluster: ClusterIdentity;
  readonly password: string;
  readonly applicationName: string;
  /** The lease and the server are gone; not called for a release. */
  readonly onLost: (error: Error) => void;
}

/** Shutting down, starting up, or the connection broke: the postmaster's own state decides what comes next. */
const passing = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

function isPassing(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== null) return passing.has(code);
  // What pg says, without a code, when the server hangs up.
  return error instanceof Error && error.message.startsWith('Connection terminated');
}

async function connectWithLease(access: LeaseAccess, port: number): Promise<Client | null> {
  const client = new Client({
    host,
    port,
    user: superuser,
    password: access.password,
    database: 'postgres',
    ssl: false,
    application_name: `${access.applicationName} (lease)`,
    connectionTimeoutMillis: connectLimitMs,
  });
  // Without a listener a broken connection would end the process; 'end' follows and is what is acted on.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const shown = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    if (shown.rows[0]?.folder !== access.cluster.folder) {
      throw new Error(`The PostgreSQL server on port ${port} does not serve ${access.cluster.folder}.`);
    }
    await client.query(`SET lock_timeout = ${lockLimitMs}`);
    await client.query('SELECT pg_advisory_lock_shared($1)', [leaseKey]);
    return client;
  } catch (error) {
    await close(client);
    if (isPassing(error)) return null;
    throw error;
  }
}

async function close(client: Client): Promise<void> {
  try {
    await client.end();
  } catch {
    // The server ended it first.
  }
}

/** Null when the connection is broken. */
async function exchangeForExclusive(client: Client): Promise<boolean | null> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [leaseKey]);
    const tried = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [leaseKey]);
    return tried.rows[0]?.alone === true;
  } catch {
    return null;
  }
}

export class ServerLease {
  #client: Client;
  #givenUp = false;
  readonly #access: LeaseAccess;

  private constructor(access: LeaseAccess, client: Client) {
    this.#access = access;
    this.#client = client;
    this.#keep(client);
  }

  /** Null when the server is stopping or gone. @throws Error on a wrong password or data directory. */
  static async take(access: LeaseAccess, port: number): Promise<ServerLease | null> {
    const client = await connectWithLease(access, port);
    return client === null ? null : new ServerLease(access, client);
  }

  #keep(client: Client): void {
    this.#client = client;
    // A lease alone keeps no process running: who forgets the release still comes to an end.
    (client as Client & KeepsProcess).unref();
    client.once('end', () => {
      if (!this.#givenUp) void this.#renew();
    });
  }

  /** After a crash of one backend PostgreSQL ends all sessions and goes on: the lease must then be taken again. */
  async #renew(): Promise<void> {
    try {
      for (;;) {
        const running = runningPostmaster(this.#access.cluster);
        if (running === null) break;
        const client = running.ready ? await connectWithLease(this.#access, running.port) : null;
        if (client !== null) {
          if (this.#givenUp) await close(client);
          else this.#keep(client);
          return;
        }
        await pause(renewPauseMs, undefined, { ref: false });
        if (this.#givenUp) return;
      }
      if (!this.#givenUp) this.#access.onLost(new Error('The embedded PostgreSQL ended while it was in use.'));
    } catch (error) {
      this.#access.onLost(error instanceof Error ? error : new Error('The lease on the embedded PostgreSQL was lost.'));
    }
  }

  /** Gives the lease up. True when nobody holds another and this process must stop the server, then `close`. */
  async giveUp(): Promise<boolean> {
    this.#givenUp = true;
    (this.#client as Client & KeepsProcess).ref();
    const end = performance.now() + returnLimitMs;
    for (;;) {
      const alone = await exchangeForExclusive(this.#client);
      if (alone !== null) return alone;
      const running = runningPostmaster(this.#access.cluster);
      if (running === null || performance.now() > end) return false;
      await pause(renewPauseMs);
      this.#client = (await connectWithLease(this.#access, running.port)) ?? this.#client;
    }
  }

  async close(): Promise<void> {
    await close(this.#client);
  }
}

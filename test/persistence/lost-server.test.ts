// A server that is out of reach, gives a transaction up or may not be written to answers `unavailable`, and is asked again once it is back.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import type { AuditNote } from '../../src/domain/audit/audit-entry.js';
import type { DomainError } from '../../src/domain/domain-error.js';
import { Database } from '../../src/persistence/database.js';
import type { Room } from '../../src/persistence/room.js';
import { refusalInSnapshot, refusalOf } from '../../src/persistence/violated-constraint.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { fixedEntropy } from '../support/fixed-entropy.js';
import { codeOfAsync } from '../support/refusal-code.js';
import { ServerLine } from '../support/server-line.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TEST_PROOF } from '../support/test-server.js';

const service = servicePrincipal('job', 'testing');

let test: TestDatabase;
let owner: Client;
let database: Database;
let vault: VaultStore;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new Client({ connectionString: test.urls.owner });
  await owner.connect();
  database = await opened(test.urls.app);
  vault = new VaultStore({ connectionString: test.urls.vault, most: 1 });
});

afterAll(async () => {
  await database.close();
  await vault.close();
  await owner.end();
  await test.drop();
});

/** Of one connection, so that whoever comes next needs one that works. */
function opened(url: string): Promise<Database> {
  return Database.open({ url, entropy: fixedEntropy(), proof: TEST_PROOF, poolSize: 1 });
}

/** Repositories keep their connection to themselves; a test asks the server through one of them. */
function asked<T>(room: Pick<Room, 'users'>, sql: string): Promise<T[]> {
  const { manager } = room.users as unknown as { manager: EntityManager };
  return manager.query<T[]>(sql);
}

function answer(from = database): Promise<unknown[]> {
  return from.transaction(service, (room) => asked(room, 'SELECT 1 AS one'));
}

function note(): Promise<void> {
  const entry = { action: 'signed_out', subjectKind: 'user', subjectId: null } as const;
  return database.transaction(service, (room) => room.audit.note(entry));
}

/** Waits until the service has heard of it as well. */
async function endConnections(): Promise<void> {
  const others = `FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND usename <> current_user`;
  await owner.query(`SELECT pg_terminate_backend(pid) ${others}`);
  while ((await owner.query(`SELECT 1 ${others}`)).rows.length > 0) await sleep(5);
  await sleep(50);
}

describe('what the database says', () => {
  const failed = (code: string): Error => Object.assign(new Error('said with names in it'), { code });
  const codes = (read: (error: unknown) => unknown, code: string): string[] =>
    [failed(code), new QueryFailedError('SELECT 1', [], failed(code))].map(
      (error) => (read(error) as DomainError).code,
    );

  it.each(
    [
      ['08006', '08P01', '53300', '57P01', '57P02', '57P03', '57014', '40001', '40P01', '55P03', '25P03'],
      ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
      ['EAGAIN'],
    ].flat(),
  )('passes with %s', (code) => {
    for (const read of [refusalOf, refusalInSnapshot])
      expect(codes(read, code)).toEqual(['unavailable', 'unavailable']);
  });

  it.each(['22P02', '23514', '42601', '42501', '25P01', '25001', '58030', 'XX000'])('does not with %s', (code) => {
    for (const read of [refusalOf, refusalInSnapshot]) expect(codes(read, code)).toEqual(['internal', 'internal']);
    expect((refusalOf(failed(code)) as DomainError).message).not.toContain('names');
  });

  it('passes with 25006, unless we asked to read alone', () => {
    expect(codes(refusalOf, '25006')).toEqual(['unavailable', 'unavailable']);
    expect(codes(refusalInSnapshot, '25006')).toEqual(['internal', 'internal']);
  });
});

describe('a server that may only be read', () => {
  afterEach(async () => {
    await owner.query(`ALTER DATABASE ${test.name} RESET default_transaction_read_only`);
    await endConnections();
  });

  it('refuses what is asked for a while', async () => {
    await note();
    await owner.query(`ALTER DATABASE ${test.name} SET default_transaction_read_only = on`);
    await endConnections();
    expect(await codeOfAsync(note())).toBe('unavailable');
    expect(await codeOfAsync(database.reading(service, () => Promise.resolve(null), told))).toBe('unavailable');
    // Whoever acts is named by a number that is drawn, so that nothing is asked of such a server at all.
    expect(await codeOfAsync(database.snapshot(service, (room) => asked(room, 'SELECT 1')))).toBe('unavailable');
    const locking = database.transaction(service, (room) => asked(room, 'SELECT 1 FROM registry.app_user FOR UPDATE'));
    expect(await codeOfAsync(locking)).toBe('unavailable');
    await owner.query(`ALTER DATABASE ${test.name} RESET default_transaction_read_only`);
    await endConnections();
    await note();
  });

  it('refuses the vault too', async () => {
    await vault.ping();
    await owner.query(`ALTER DATABASE ${test.name} SET default_transaction_read_only = on`);
    await endConnections();
    expect(await codeOfAsync(vault.confirm([]))).toBe('unavailable');
    const written = vault.inTransaction((client) => client.query(`UPDATE vault.person_key SET state = 'confirmed'`));
    expect(await codeOfAsync(written)).toBe('unavailable');
    expect(await codeOfAsync(vault.ping())).toBe('database_read_only');
    await owner.query(`ALTER DATABASE ${test.name} RESET default_transaction_read_only`);
    await endConnections();
    await vault.ping();
  });

  function told(): { note: AuditNote; answer: () => null } {
    return { note: { action: 'signed_out', subjectKind: 'user', subjectId: null }, answer: () => null };
  }
});

describe('a transaction that the server ends between two statements', () => {
  it('because nothing was asked for too long is refused for a while, and its connection is made anew', async () => {
    const slow = database.transaction(service, async (room) => {
      await asked(room, `SET LOCAL idle_in_transaction_session_timeout = '50ms'`);
      await sleep(400);
      return asked(room, 'SELECT 1');
    });
    expect(await codeOfAsync(slow)).toBe('unavailable');
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  it('as the question comes is as well', async () => {
    const slow = database.transaction(service, async (room) => {
      await asked(room, `SET LOCAL idle_in_transaction_session_timeout = '50ms'`);
      // This process is busy meanwhile, and has not heard that the server gave up when it asks.
      const until = performance.now() + 400;
      while (performance.now() < until);
      return asked(room, 'SELECT 1');
    });
    expect(await codeOfAsync(slow)).toBe('unavailable');
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  it('because it stops is as well', async () => {
    const cut = database.transaction(service, async (room) => {
      await asked(room, 'SELECT 1');
      await endConnections();
      return asked(room, 'SELECT 1');
    });
    expect(await codeOfAsync(cut)).toBe('unavailable');
    expect(await answer()).toEqual([{ one: 1 }]);
  });

  it('is as well where it is one of the vault, and the process lives on', async () => {
    const cut = vault.inTransaction(async (client) => {
      await client.query('SELECT 1');
      await endConnections();
      return client.query('SELECT 1');
    });
    expect(await codeOfAsync(cut)).toBe('unavailable');
    const slow = vault.inTransaction(async (client) => {
      await client.query(`SET LOCAL idle_in_transaction_session_timeout = '50ms'`);
      await sleep(400);
      return client.query('SELECT 1');
    });
    expect(await codeOfAsync(slow)).toBe('unavailable');
    await vault.ping();
  });
});

describe('a server out of reach', () => {
  it('refuses for a while where the line breaks, and where nobody answers at its end any more', async () => {
    const line = new ServerLine();
    const behind = await opened(await line.open(test.urls.app));
    try {
      const broken = behind.transaction(service, async (room) => {
        await asked(room, 'SELECT 1');
        line.reset();
        return asked(room, 'SELECT 1');
      });
      expect(await codeOfAsync(broken)).toBe('unavailable');
      expect(await answer(behind)).toEqual([{ one: 1 }]);
      line.close();
      await sleep(50);
      expect(await codeOfAsync(answer(behind))).toBe('unavailable');
      expect(await codeOfAsync(behind.ping())).toBe('unavailable');
    } finally {
      line.close();
      await behind.close();
    }
  });

  it.each([
    ['no way leads to', '224.0.0.1'],
    ['no name is known of', 'nowhere.invalid'],
    ['no socket is there of', encodeURIComponent('/nowhere/socket')],
  ])('refuses where %s it', async (_what, host) => {
    const url = new URL(test.urls.app);
    url.hostname = host;
    expect(await codeOfAsync(opened(url.href))).toBe('unavailable');
    const store = new VaultStore({ connectionString: url.href, most: 1 });
    expect(await codeOfAsync(store.ping())).toBe('unavailable');
    await store.close();
  });
});

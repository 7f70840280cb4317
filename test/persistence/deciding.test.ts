// An act in few parcels: nothing is done for whoever does not stand, and what was written last is kept with the commit or not at all.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { DomainError } from '../../src/domain/domain-error.js';
import { Database } from '../../src/persistence/database.js';
import { NotedRefusal } from '../../src/persistence/noted-refusal.js';
import type { Room } from '../../src/persistence/room.js';
import { fixedEntropy } from '../support/fixed-entropy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TEST_PROOF } from '../support/test-server.js';
import { worker } from './audit/audit-log.js';

const service = servicePrincipal('job', 'testing');
let test: TestDatabase;
/** One connection, so that whoever comes next gets that of who was before. */
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.open({ url: test.urls.app, entropy: fixedEntropy(), proof: TEST_PROOF, poolSize: 1 });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Repositories keep their connection to themselves; a test looks through one of them at what the server says. */
function asked<T>(room: Room, sql: string, values?: unknown[]): Promise<T[]> {
  const { manager } = room.users as unknown as { manager: EntityManager };
  return manager.query<T[]>(sql, values);
}

const partyKeys = (): Promise<string[]> =>
  database.transaction(service, async ({ organisations }) =>
    (await organisations.parties()).map(({ partyKey }) => partyKey),
  );

function addParty(room: Room, partyKey: string): Promise<void> {
  return room.organisations.addParty({ id: worker(partyKey).userId, partyKey, label: partyKey }, 0);
}

describe('an act that is decided', () => {
  it('tells whoever has signed out so, also where nothing was found, and does nothing that waits for standing', async () => {
    const ended = { ...worker('ended'), remembered: { signInId: worker('x').userId, tokenVersion: 1 } };
    const done: string[] = [];
    const deciding = database.deciding(
      ended,
      async (room, standing) => {
        const first = asked(room, 'SELECT 1');
        await standing.then(() => done.push('looked further'));
        await first;
        throw new Error('found nothing');
      },
      (room) => {
        done.push('decided');
        return Promise.resolve({ answer: null, written: addParty(room, 'pk-ended') });
      },
    );
    await expect(deciding).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(done).toEqual([]);
    expect(await partyKeys()).toEqual([]);
  });

  it('knows its actor from its first question on', async () => {
    const actor = worker('first');
    const who = 'SELECT registry.actor_user() AS "user"';
    const answer = await database.deciding(
      actor,
      (room) => asked(room, who),
      async (room, first) => ({ answer: [first, await asked(room, who)], written: Promise.resolve() }),
    );
    expect(answer).toEqual([[{ user: actor.userId }], [{ user: actor.userId }]]);
  });

  it('is refused where what it wrote last was, tells why, and keeps nothing', async () => {
    const deciding = database.deciding(
      service,
      (room) => asked(room, 'SELECT 1'),
      (room) => {
        const written = Promise.all([addParty(room, 'pk-lost'), asked(room, 'SELECT 1/0')]);
        return Promise.resolve({ answer: 'kept', written });
      },
    );
    await expect(deciding).rejects.toThrow('22012');
    expect(await partyKeys()).toEqual([]);
  });

  it('keeps what a refusal has to keep, and nothing else', async () => {
    const refused = new NotedRefusal(new DomainError('conflict', 'Not this one.'), (room) =>
      addParty(room, 'pk-noted'),
    );
    const deciding = database.deciding(
      service,
      (room) => asked(room, 'SELECT 1'),
      async (room) => {
        await addParty(room, 'pk-refused');
        throw refused;
      },
    );
    await expect(deciding).rejects.toMatchObject({ code: 'conflict' });
    expect(await partyKeys()).toEqual(['pk-noted']);
  });

  it('has kept what it wrote when it answers', async () => {
    const answer = await database.deciding(
      service,
      () => Promise.resolve('found'),
      (room, found) => Promise.resolve({ answer: found, written: addParty(room, 'pk-written') }),
    );
    expect(answer).toBe('found');
    expect((await partyKeys()).sort()).toEqual(['pk-noted', 'pk-written']);
  });
});

describe('persons among a list of any length', () => {
  it('are looked up by a plan that is kept', async () => {
    const plans = await database.transaction(service, async (room) => {
      for (let count = 1; count <= 8; count += 1) {
        const ids = Array.from({ length: count }, (_, at) => worker(`of ${at}`).userId);
        await room.persons.filterVisible(worker('reader'), ids);
      }
      return asked(
        room,
        `SELECT generic_plans::int AS kept, custom_plans::int AS anew FROM pg_prepared_statements
         WHERE statement LIKE '%FROM registry.person p%ORDER BY p.id'`,
      );
    });
    // PostgreSQL makes five plans for the values before it compares.
    expect(plans).toEqual([{ kept: 3, anew: 5 }]);
  });
});

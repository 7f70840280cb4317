// What a transaction is to the service: its actor known and forgotten, its limits, and statements that are planned once.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { Database } from '../../src/persistence/database.js';
import { plannedOnce } from '../../src/postgres/preparing-client.js';
import type { NamedActor } from '../../src/persistence/named-actor.js';
import type { Room } from '../../src/persistence/room.js';
import { fixedEntropy } from '../support/fixed-entropy.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { worker } from './audit/audit-log.js';
import { TEST_PROOF } from '../support/test-server.js';

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
function asked<T>(room: Pick<Room, 'users'>, sql: string, values?: unknown[]): Promise<T[]> {
  const { manager } = room.users as unknown as { manager: EntityManager };
  return manager.query<T[]>(sql, values);
}

/** What the policies take the actor for. */
async function actorsSeen(room: Pick<Room, 'users'>): Promise<unknown[]> {
  return asked(room, `SELECT registry.actor_organisation() AS organisation, registry.actor_user() AS "user"`);
}

const NOBODY = { organisation: null, user: null };

describe('a transaction', () => {
  it('knows its actor, and the next on the same connection knows another', async () => {
    const [first, second] = [worker('first'), worker('second')];
    for (const actor of [first, second]) {
      const seen = await database.transaction(actor, actorsSeen);
      expect(seen).toEqual([{ organisation: actor.organisationId, user: actor.userId }]);
    }
    expect(await database.snapshot(first, actorsSeen)).toEqual([
      { organisation: first.organisationId, user: first.userId },
    ]);
  });

  it('leaves no actor behind, ended well or not', async () => {
    const actor = worker('gone');
    await database.transaction(actor, actorsSeen);
    await expect(
      database.transaction(actor, async (room) => {
        await actorsSeen(room);
        throw new Error('changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    expect(await database.lookUp(service, actorsSeen)).toEqual([NOBODY]);
    expect(await database.transaction(service, actorsSeen)).toEqual([NOBODY]);
  });

  it('takes no actor for SQL', async () => {
    const sly = { ...worker('sly'), organisationId: `', true); SELECT 1/0 --` };
    // 22P02: it is no id of an organisation; as SQL it would have been 22012.
    await expect(database.transaction(sly, actorsSeen)).rejects.toThrow('22P02');
    expect(await database.transaction(service, actorsSeen)).toEqual([NOBODY]);
  });

  it('keeps nothing of what failed, a statement that was refused included', async () => {
    await expect(
      database.transaction(service, async (room) => {
        await room.organisations.addParty({ id: worker('x').userId, partyKey: 'pk-kept', label: 'Kept' }, 0);
        await asked(room, 'SELECT 1/0');
      }),
    ).rejects.toThrow('22012');
    expect(await database.transaction(service, (room) => room.organisations.parties())).toEqual([]);
  });

  it('says so where a step that reached further has failed and told nobody, and keeps nothing', async () => {
    const actor = worker('lost');
    const lost = database.transaction(actor, async (room) => {
      const { actor: named } = room.statistics as unknown as { actor: NamedActor };
      const party = { id: actor.userId, partyKey: 'pk-lost', label: 'Lost' };
      await named.reaching('registry', () => room.organisations.addParty(party, 0));
      await named.reaching('registry', () => asked(room, 'SELECT 1/0').catch(() => []));
    });
    await expect(lost).rejects.toThrow('22012');
    expect(await database.transaction(service, (room) => room.organisations.parties())).toEqual([]);
  });

  it('reaches as far as a step for its questions alone, asked together with it or after it', async () => {
    const reach = `SELECT registry.reaches_registry() AS far`;
    const actor = worker('far');
    const seen = await database.transaction(actor, async (room) => {
      const { actor: named } = room.statistics as unknown as { actor: NamedActor };
      const within = named.reaching('registry', () => asked(room, reach));
      const first = await within;
      return [first, await asked(room, reach)];
    });
    expect(seen).toEqual([[{ far: true }], [{ far: false }]]);
  });

  it('cannot write in a snapshot', async () => {
    await expect(
      database.snapshot(service, (room) =>
        room.organisations.addParty({ id: worker('y').userId, partyKey: 'pk-no', label: 'No' }, 0),
      ),
    ).rejects.toThrow('25006');
  });

  it('ends with 503 when it waits too long for what another holds', async () => {
    const owner = new Client({ connectionString: test.urls.owner });
    await owner.connect();
    try {
      await owner.query('BEGIN; LOCK TABLE registry.app_user IN ACCESS EXCLUSIVE MODE');
      const refused = { code: 'unavailable' };
      await expect(database.lookUp(service, ({ users }) => users.count())).rejects.toMatchObject(refused);
      await expect(database.transaction(service, ({ users }) => users.count())).rejects.toMatchObject(refused);
    } finally {
      await owner.end();
    }
    expect(await database.transaction(service, ({ users }) => users.count())).toBe(0);
  });
});

describe('a read', () => {
  const note = { action: 'record_read', subjectKind: 'person' } as const;
  const entries = (): Promise<unknown> =>
    database.lookUp(service, async (room) => (await asked(room, 'SELECT id FROM registry.audit_entry')).length);

  it('knows its actor from its first question on, and is all of one moment', async () => {
    const [actor, owner] = [worker('reader'), new Client({ connectionString: test.urls.owner })];
    await owner.connect();
    const count = `SELECT count(*)::int AS n FROM registry.party`;
    const seen = await database.reading(
      actor,
      async (room) => {
        const [actors, before] = await Promise.all([actorsSeen(room), asked(room, count)]);
        await owner.query(`INSERT INTO registry.party VALUES ('${worker('z').userId}', 'pk-late', 'Late', now())`);
        return { actors, before, after: await asked(room, count) };
      },
      (answer) => ({ answer: () => answer, note }),
    );
    await owner.query(`DELETE FROM registry.party`);
    await owner.end();
    expect(seen.actors).toEqual([{ organisation: actor.organisationId, user: actor.userId }]);
    expect([seen.before, seen.after]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
    expect(await database.lookUp(service, actorsSeen)).toEqual([NOBODY]);
  });

  it('is kept with its entry, or refused without one', async () => {
    const before = await entries();
    const one = (room: Room): Promise<unknown> => asked(room, 'SELECT 1 AS one');
    expect(await database.reading(service, one, (answer) => ({ answer: () => answer, note }))).toEqual([{ one: 1 }]);
    expect(await entries()).toBe(Number(before) + 1);
    const wrong = (room: Room): Promise<unknown> => Promise.all([one(room), asked(room, 'SELECT 1/0'), one(room)]);
    await expect(database.reading(service, wrong, (answer) => ({ answer: () => answer, note }))).rejects.toThrow(
      '22012',
    );
    const tooLong = { ...note, subjectId: String.fromCharCode(0) };
    await expect(database.reading(service, one, (answer) => ({ answer: () => answer, note: tooLong }))).rejects.toThrow(
      '22P05',
    );
    await expect(
      database.reading(service, one, () => {
        throw new Error('found nothing');
      }),
    ).rejects.toThrow('found nothing');
    expect(await entries()).toBe(Number(before) + 1);
    expect(await database.lookUp(service, actorsSeen)).toEqual([NOBODY]);
  });

  it('keeps nothing of whoever has lost their rights, whatever is asked after that was found', async () => {
    const ended = { ...worker('ended'), remembered: { signInId: worker('x').userId, tokenVersion: 1 } };
    for (let turn = 0; turn < 20; turn += 1) {
      const reading = database.reading(
        ended,
        async (room) => {
          await asked(room, 'SELECT 1');
          await asked(room, 'SELECT 2');
          await room.organisations.addParty(
            { id: worker('z').userId, partyKey: `pk-${turn}`, label: `Late ${turn}` },
            0,
          );
        },
        (answer) => ({ answer: () => answer, note }),
      );
      await expect(reading).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect(await database.transaction(service, (room) => room.organisations.parties())).toEqual([]);
  });

  it('gives each of many questions that are sent together its own answer', async () => {
    const waits = Array.from({ length: 50 }, (_, place) => `SELECT pg_backend_pid() AS pid, ${place} AS place`);
    const found = await database.reading(
      service,
      (room) => Promise.all(waits.map((sql) => asked<{ place: number }>(room, sql))),
      (answer) => ({ answer: () => answer, note }),
    );
    expect(found.flat().map(({ place }) => place)).toEqual(waits.map((_, place) => place));
  });
});

describe('the connections of the service', () => {
  it('give each statement its limits', async () => {
    const settings = await database.lookUp(service, (room) =>
      asked(
        room,
        `SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`,
      ),
    );
    expect(settings).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '30000' },
      { name: 'lock_timeout', setting: '5000' },
      { name: 'statement_timeout', setting: '9000' },
    ]);
  });

  it('plan at every call what is not marked: a plan for small tables must not outlive them', async () => {
    const planned = (): Promise<unknown[]> =>
      database.transaction(service, (room) =>
        asked(room, `SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int + 2%'`),
      );
    await database.transaction(service, (room) => asked(room, 'SELECT $1::int + 2 AS next', [1]));
    expect(await planned()).toEqual([]);
  });

  it('have a marked text planned once and keep its answers apart by its values', async () => {
    const text = plannedOnce('SELECT $1::int + 1 AS next');
    for (const value of [1, 2, 3]) {
      expect(await database.transaction(service, (room) => asked(room, text, [value]))).toEqual([{ next: value + 1 }]);
    }
    const planned = await database.transaction(service, (room) =>
      asked<{ calls: string }>(
        room,
        `SELECT (generic_plans + custom_plans)::text AS calls FROM pg_prepared_statements WHERE statement LIKE '%SELECT $1::int + 1%' AND statement NOT LIKE '%pg_prepared%'`,
      ),
    );
    expect(planned).toEqual([{ calls: '3' }]);
  });
});

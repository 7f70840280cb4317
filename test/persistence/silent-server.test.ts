// A server that stops answering, frozen or behind a dead line, costs a request some seconds and the service no connection.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { Database } from '../../src/persistence/database.js';
import { mayTakeLong } from '../../src/postgres/preparing-client.js';
import type { Room } from '../../src/persistence/room.js';
import { fixedEntropy } from '../support/fixed-entropy.js';
import { ServerLine } from '../support/server-line.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TEST_PROOF } from '../support/test-server.js';

const service = servicePrincipal('job', 'testing');

let test: TestDatabase;
const line = new ServerLine();
/** One connection each. */
let behindLine: Database;
let direct: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  const open = (url: string): Promise<Database> =>
    Database.open({ url, entropy: fixedEntropy(), proof: TEST_PROOF, poolSize: 1 });
  behindLine = await open(await line.open(test.urls.app));
  direct = await open(test.urls.app);
});

afterAll(async () => {
  await behindLine.close();
  await direct.close();
  line.close();
  await test.drop();
});

/** Repositories keep their connection to themselves; a test asks the server through one of them. */
function asked(room: Pick<Room, 'users'>, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const { manager } = room.users as unknown as { manager: EntityManager };
  return manager.query(sql, values);
}

function answer(database: Database): Promise<unknown[]> {
  return database.transaction(service, (room) => asked(room, 'SELECT 1 AS one'));
}

describe('a server that does not answer any more', () => {
  it('is given up for the request under way, whoever waits for its connection, and not for those who come later', async () => {
    expect(await answer(behindLine)).toEqual([{ one: 1 }]);
    let asking = (): void => undefined;
    const begun = new Promise<void>((resolve) => (asking = resolve));
    const underWay = behindLine.transaction(service, async (room) => {
      await asked(room, 'SELECT 1');
      line.fallSilent();
      asking();
      return asked(room, 'SELECT 2');
    });
    await begun;
    await expect(underWay).rejects.toMatchObject({ code: 'unavailable' });
    expect(await answer(behindLine)).toEqual([{ one: 1 }]);
  });

  it('is waited for by what may take long, which the server itself ends', async () => {
    const slept = direct.transaction(service, async (room) => {
      await asked(room, `SET LOCAL statement_timeout = '12s'`);
      return asked(room, mayTakeLong('SELECT $1::int AS one, pg_sleep(10.5)::text AS slept'), [1]);
    });
    expect(await slept).toEqual([{ one: 1, slept: '' }]);
    const tooLong = direct.transaction(service, async (room) => {
      await asked(room, `SET LOCAL statement_timeout = '50ms'`);
      return asked(room, mayTakeLong('SELECT $1::int AS one, pg_sleep(5)::text AS slept'), [1]);
    });
    await expect(tooLong).rejects.toMatchObject({ code: 'unavailable' });
  });
});

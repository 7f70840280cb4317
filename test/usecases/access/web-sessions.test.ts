// Console sessions: they end by the clock, by idleness, by sign-out and by any change of rights; the cookie is kept as a hash.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PasswordHashes } from '../../../src/credentials/password-hashes.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { Database } from '../../../src/persistence/database.js';
import { CloseWebSession } from '../../../src/usecases/access/close-web-session.js';
import { FindOperator } from '../../../src/usecases/access/find-operator.js';
import { FindWebSession } from '../../../src/usecases/access/find-web-session.js';
import { OpenWebSession } from '../../../src/usecases/access/open-web-session.js';
import { auditRows, dumpOf } from '../../support/audit-rows.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_PROOF } from '../../support/test-server.js';

const MINUTE = 60_000;
const PASSWORD = 'seven quiet herons';
const clock = fixedEntropy();
const passwords = new PasswordHashes({ memory: 1024, passes: 2 });
const operator = servicePrincipal('operator', 'test');
let testDatabase: TestDatabase;
let database: Database;
let open: OpenWebSession;
let find: FindWebSession;
const userId = randomUUID();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await Database.open({ url: testDatabase.urls.app, entropy: clock, proof: TEST_PROOF, poolSize: 3 });
  open = new OpenWebSession(database, readKeys(makeKeys()), passwords, clock);
  find = new FindWebSession(database, clock);
  const passwordHash = await passwords.make(PASSWORD);
  await database.transaction(operator, async ({ organisations, users }) => {
    const organisation = { id: randomUUID(), name: 'Lake Office', kind: 'liaison_office' as const, party: null };
    await organisations.addOrganisation(organisation, clock.now());
    const of = { organisationId: organisation.id, passwordHash, at: clock.now() };
    await users.add({ ...of, id: userId, username: 'mira', roles: ['liaison'] });
    await users.add({
      ...of,
      id: randomUUID(),
      username: 'second.coordinator',
      roles: ['coordinator'],
      at: clock.now() + 1,
    });
    await users.add({ ...of, id: randomUUID(), username: 'first.coordinator', roles: ['coordinator'] });
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

async function newSession(): Promise<string> {
  return (await open.execute({ username: 'mira', password: PASSWORD }, 'request')).token;
}

async function isOpen(token: string): Promise<boolean> {
  return (await find.execute(token, 'request')) !== null;
}

describe('a console session', () => {
  it('is refused with the same code for a wrong password and an unknown user', async () => {
    for (const username of ['mira', 'nobody']) {
      const refused = open.execute({ username, password: 'something else' }, 'request');
      expect(await codeOfAsync(refused)).toBe('credentials_refused');
    }
    expect(await isOpen('a'.repeat(43))).toBe(false);
  });

  it('knows its user, through the console, and leaves no token in the database', async () => {
    const token = await newSession();
    expect(await find.execute(token, 'request-7')).toMatchObject({
      userId,
      username: 'mira',
      roles: ['liaison'],
      via: 'console',
      requestId: 'request-7',
    });
    expect(await dumpOf(testDatabase, 'web_session')).not.toContain(token);
    expect((await auditRows(testDatabase, 'signed_in')).at(-1)).toMatchObject({ username: 'mira', via: 'console' });
  });

  it('ends after thirty idle minutes', async () => {
    const token = await newSession();
    clock.advance(30 * MINUTE - 1);
    expect(await isOpen(token)).toBe(true);
    clock.advance(30 * MINUTE);
    expect(await isOpen(token)).toBe(false);
  });

  it('ends after eight hours, however busy', async () => {
    const token = await newSession();
    for (let minute = 20; minute < 8 * 60; minute += 20) {
      clock.advance(20 * MINUTE);
      expect(await isOpen(token)).toBe(true);
    }
    clock.advance(20 * MINUTE);
    expect(await isOpen(token)).toBe(false);
  });

  it('ends when its user leaves, and no other session does', async () => {
    const [token, other] = [await newSession(), await newSession()];
    const actor = await find.execute(token, 'request');
    const close = new CloseWebSession(database);
    await close.execute(actor!, token);
    await close.execute(actor!, token);
    expect([await isOpen(token), await isOpen(other)]).toEqual([false, true]);
    expect(await auditRows(testDatabase, 'signed_out')).toHaveLength(1);
  });

  it('ends when the rights of its user change or the account is closed', async () => {
    const token = await newSession();
    await database.transaction(operator, ({ users }) => users.setRoles(userId, ['analyst']));
    expect(await isOpen(token)).toBe(false);
    const next = await newSession();
    await database.transaction(operator, ({ users }) => users.setDisabled(userId, clock.now()));
    expect(await isOpen(next)).toBe(false);
    await database.transaction(operator, ({ users }) => users.setDisabled(userId, null));
    expect(await isOpen(next)).toBe(false);
  });
});

describe('an operator', () => {
  it('must be named in a real registry', async () => {
    const findOperator = new FindOperator(database, clock);
    expect(await codeOfAsync(findOperator.execute(null))).toBe('conflict');
    expect(await codeOfAsync(findOperator.execute('nobody'))).toBe('not_found');
    expect(await findOperator.execute('mira')).toMatchObject({ username: 'mira', via: 'operator' });
  });

  it('is the first coordinator in a demonstration', async () => {
    await database.transaction(operator, ({ meta }) => meta.set('demonstration', { state: 'loaded' }));
    const found = await new FindOperator(database, clock).execute(null);
    expect(found).toMatchObject({ username: 'first.coordinator', via: 'operator' });
  });

  it('is nobody whose account is closed', async () => {
    await database.transaction(operator, ({ users }) => users.setDisabled(userId, clock.now()));
    expect(await codeOfAsync(new FindOperator(database, clock).execute('mira'))).toBe('conflict');
  });
});

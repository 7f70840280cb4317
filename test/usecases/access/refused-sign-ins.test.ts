// A refused sign-in costs the same whether the account is there or not: one hash, and the same statements in the same order.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PasswordHashes } from '../../../src/credentials/password-hashes.js';
import { makeTimeSecret } from '../../../src/credentials/time-codes.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { MOST_FAILURES } from '../../../src/domain/access/sign-in-lock.js';
import { Database } from '../../../src/persistence/database.js';
import { OpenWebSession } from '../../../src/usecases/access/open-web-session.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { sealSecret } from '../../../src/vault/sealed-secret.js';
import { auditRows } from '../../support/audit-rows.js';
import { fixedEntropy } from '../../support/fixed-entropy.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_PROOF } from '../../support/test-server.js';

type Query = (this: unknown, ...given: unknown[]) => unknown;

const PASSWORD = 'seven quiet herons';
const clock = fixedEntropy();
const keys = readKeys(makeKeys());
const cheap = new PasswordHashes({ memory: 1024, passes: 2 });
const operator = servicePrincipal('operator', 'test');
let testDatabase: TestDatabase;
let database: Database;
let beside: Database;
let hashed: number;
let signIn: OpenWebSession;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  // Of one connection, so that none of a statement's texts belongs to the beginning of another.
  database = await Database.open({ url: testDatabase.urls.app, entropy: clock, proof: TEST_PROOF, poolSize: 1 });
  beside = await Database.open({ url: testDatabase.urls.app, entropy: clock, proof: TEST_PROOF, poolSize: 2 });
  const counting = {
    fits: (stored: string | null, password: string) => {
      hashed += 1;
      return cheap.fits(stored, password);
    },
  };
  signIn = new OpenWebSession(database, keys, counting as PasswordHashes, clock);
});

beforeEach(() => {
  hashed = 0;
  clock.advance(3_600_000);
});

afterAll(async () => {
  await beside.close();
  await database.close();
  await testDatabase.drop();
});

async function account(passwordHash: string | null): Promise<{ id: string; username: string }> {
  const id = randomUUID();
  const username = `mira.${id.slice(0, 8)}`;
  await database.transaction(operator, async ({ organisations, users }) => {
    const organisation = { id: randomUUID(), name: `Office ${id}`, kind: 'liaison_office' as const, party: null };
    await organisations.addOrganisation(organisation, clock.now());
    const of = { organisationId: organisation.id, passwordHash, at: clock.now() };
    await users.add({ ...of, id, username, roles: ['liaison'] });
  });
  return { id, username };
}

async function known(): Promise<{ id: string; username: string }> {
  return account(await cheap.make(PASSWORD));
}

async function locked(): Promise<string> {
  const { id, username } = await known();
  const lockedUntil = clock.now() + 60_000;
  await database.transaction(operator, ({ users }) => users.setFailures(id, MOST_FAILURES, lockedUntil));
  return username;
}

async function closed(): Promise<string> {
  const { id, username } = await known();
  await database.transaction(operator, ({ users }) => users.setDisabled(id, clock.now()));
  return username;
}

/** An account with a second factor, whose codes nobody here has. */
async function guarded(): Promise<string> {
  const { id, username } = await known();
  await database.transaction(operator, async ({ secondFactors, users }) => {
    await secondFactors.begin(id, sealSecret(keys, id, makeTimeSecret(clock)), clock.now());
    await secondFactors.confirm(id, 1, clock.now());
    await secondFactors.setRecoveryCodes(id, [Buffer.from('a recovery code')]);
    await users.setSecondFactor(id, clock.now());
  });
  return username;
}

/** The same after somebody has put the secret of another account in the place of its own. */
async function broken(): Promise<string> {
  const username = await guarded();
  const client = new pg.Client({ connectionString: testDatabase.urls.owner });
  await client.connect();
  await client.query(
    `UPDATE registry.second_factor SET sealed = $2 WHERE user_id = (SELECT id FROM registry.app_user WHERE username = $1)`,
    [username, sealSecret(keys, randomUUID(), makeTimeSecret(clock))],
  );
  await client.end();
  return username;
}

/** The texts that the server is sent meanwhile. */
async function saidDuring(work: () => Promise<unknown>): Promise<string[]> {
  const methods = pg.Client.prototype as unknown as Record<'query', Query>;
  const { query } = methods;
  const said: string[] = [];
  methods.query = function (...given) {
    const [asked] = given;
    said.push(typeof asked === 'string' ? asked : String((asked as { readonly text?: unknown }).text));
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    methods.query = query;
  }
  return said;
}

async function refusal(
  username: string,
  password: string,
  code = '123456',
  refused = 'credentials_refused',
): Promise<{ said: string[]; reason: unknown }> {
  const requestId = randomUUID();
  const said = await saidDuring(async () => {
    expect(await codeOfAsync(signIn.execute({ username, password, code }, requestId))).toBe(refused);
  });
  const rows = await auditRows(testDatabase, 'sign_in_refused');
  return { said, reason: rows.find(({ request_id }) => request_id === requestId)?.details['reason'] };
}

async function guessBeside(username: string): Promise<string> {
  const guess = { username, password: 'nine loud herons' };
  return codeOfAsync(new OpenWebSession(beside, keys, cheap, clock).execute(guess, randomUUID()));
}

/** Until a statement of this database waits for what another transaction holds. */
async function oneWaits(): Promise<void> {
  const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  const client = new pg.Client({ connectionString: testDatabase.urls.owner });
  await client.connect();
  try {
    for (let looks = 0; (await client.query<{ n: number }>(waiting)).rows[0]?.n !== 1; looks += 1) {
      if (looks > 150) throw new Error('nobody waits');
      await sleep(20);
    }
  } finally {
    await client.end();
  }
}

describe('a refused sign-in', () => {
  it.each<[string, string, string, () => Promise<string>]>([
    ['a wrong password', 'wrong_password', 'nine loud herons', async () => (await known()).username],
    ['a locked account', 'locked', PASSWORD, locked],
    ['a locked account and a wrong password', 'locked', 'nine loud herons', locked],
    ['a closed account', 'disabled', PASSWORD, closed],
    ['an account without a password', 'no_password', PASSWORD, async () => (await account(null)).username],
    ['the right password of an account with a second factor', 'wrong_code', PASSWORD, guarded],
    ['a wrong password of an account with a second factor', 'wrong_password', 'nine loud herons', guarded],
    ['a wrong password where the second factor is broken', 'wrong_password', 'nine loud herons', broken],
    ['the right password where the second factor is broken', 'second_factor_broken', PASSWORD, broken],
  ])('for %s asks what one for an unknown name does', async (_what, reason, password, made) => {
    const username = await made();
    const unknown = await refusal('nobody.at.all', PASSWORD);
    expect(unknown.reason).toBe('unknown_user');
    expect(unknown.said.filter((text) => /^\s*UPDATE registry\.app_user/.test(text))).toHaveLength(1);
    const broke = reason === 'second_factor_broken';
    const told = await refusal(username, password, '123456', broke ? reason : 'credentials_refused');
    expect(told.reason).toBe(reason);
    expect(told.said).toEqual(unknown.said);
    expect(hashed).toBe(2);
  });

  it('waits for another guess at the same name, whether there is such an account or not', async () => {
    const { username } = await known();
    for (const name of [username, 'nobody.at.all']) {
      const guesses: Promise<string>[] = [];
      await database.transaction(operator, async ({ users }) => {
        await users.holdUsername(name);
        guesses.push(guessBeside(name));
        await oneWaits();
        // Another name is answered meanwhile.
        expect(await guessBeside('nobody.else')).toBe('credentials_refused');
      });
      expect(await Promise.all(guesses)).toEqual(['credentials_refused']);
    }
  });

  it('counts a miss of the account that was asked for, and of no other', async () => {
    const [one, other] = [await known(), await known()];
    await refusal('nobody.at.all', PASSWORD);
    await refusal(one.username, 'nine loud herons');
    const misses = (id: string) =>
      database.transaction(operator, async ({ users }) => (await users.lockCredentials(id))?.failedSignIns);
    expect([await misses(one.id), await misses(other.id)]).toEqual([1, 0]);
  });

  it('leaves a lock as it was, so that guessing does not prolong it', async () => {
    const username = await locked();
    await refusal(username, 'nine loud herons');
    clock.advance(60_000);
    await signIn.execute({ username, password: PASSWORD }, 'request');
  });
});

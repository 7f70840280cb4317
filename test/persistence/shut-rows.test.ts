// The service does not start on rows that are not shut, nor as a role that they are not shut to; and they are shut to their owner too.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { checkAppRole, migrateRegistry } from '../../src/persistence/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { TEST_PROOF } from '../support/test-server.js';

let test: TestDatabase;
let superuser: Client;
const roles: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  superuser = new Client({ connectionString: test.urls.owner });
  await superuser.connect();
});
afterAll(async () => {
  for (const role of roles) await superuser.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  await superuser.end();
  await test.drop();
});

/** A role of its own, which no other test meets; answers the connection string by which it signs in. */
async function role(rights: string, url = test.urls.app): Promise<{ name: string; url: string }> {
  const name = `wb_role_${randomBytes(6).toString('hex')}`;
  await superuser.query(`CREATE ROLE ${name} LOGIN PASSWORD 'of-a-test' ${rights}`);
  roles.push(name);
  const signIn = new URL(url);
  [signIn.username, signIn.password] = [name, 'of-a-test'];
  return { name, url: signIn.href };
}

async function reaching(name: string): Promise<void> {
  await superuser.query(`GRANT USAGE ON SCHEMA registry TO ${name}; GRANT SELECT ON registry.migration TO ${name}`);
}

describe('the service', () => {
  it('starts where all is as it should be', async () => {
    await checkAppRole(test.urls.app, TEST_PROOF);
  });

  it.each(['person', 'statement', 'record_projection', 'app_user', 'task_step'])(
    'refuses to start where row-level security is off, or not forced, on %s',
    async (table) => {
      for (const [off, on] of [
        ['DISABLE', 'ENABLE'],
        ['NO FORCE', 'FORCE'],
      ] as const) {
        await superuser.query(`ALTER TABLE registry.${table} ${off} ROW LEVEL SECURITY`);
        await expect(checkAppRole(test.urls.app, TEST_PROOF)).rejects.toMatchObject({
          code: 'unavailable',
          message: expect.stringContaining(` on ${table}.`) as unknown,
        });
        await superuser.query(`ALTER TABLE registry.${table} ${on} ROW LEVEL SECURITY`);
      }
      await checkAppRole(test.urls.app, TEST_PROOF);
    },
  );

  it('refuses to start where somebody has dropped every policy of a table with its row-level security', async () => {
    const database = await createTestDatabase();
    const owner = new Client({ connectionString: database.urls.owner });
    await owner.connect();
    await owner.query(`
      DROP POLICY pseudonym_see ON registry.pseudonym;
      DROP POLICY pseudonym_add ON registry.pseudonym;
      ALTER TABLE registry.pseudonym NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
    await owner.end();
    await expect(checkAppRole(database.urls.app, TEST_PROOF)).rejects.toThrow(' on pseudonym.');
    await database.drop();
  });

  it('refuses to start as a superuser, as a role that bypasses policies, and as one that owns the registry', async () => {
    const bypassing = await role('BYPASSRLS');
    await reaching(bypassing.name);
    const owning = await role('');
    await reaching(owning.name);
    await superuser.query(`ALTER TABLE registry.place OWNER TO ${owning.name}`);
    for (const url of [test.urls.owner, bypassing.url, owning.url])
      await expect(checkAppRole(url, TEST_PROOF)).rejects.toThrow('Give the service a role that owns nothing');
    await superuser.query('ALTER TABLE registry.place OWNER TO CURRENT_USER');
  });

  it('refuses to start with keys that the database does not know, until it has learnt them', async () => {
    const other = Buffer.alloc(32, 'another');
    await expect(checkAppRole(test.urls.app, other)).rejects.toThrow('does not know the keys of this service');
    await migrateRegistry(test.urls.owner, test.urls.app, other);
    await checkAppRole(test.urls.app, other);
    await expect(checkAppRole(test.urls.app, TEST_PROOF)).rejects.toThrow('does not know the keys of this service');
    await migrateRegistry(test.urls.owner, test.urls.app, TEST_PROOF);
  });
});

describe('an owner who is no superuser', () => {
  it('sets the registry up, and is shown no row without naming an actor either', async () => {
    const database = await createTestDatabase(null);
    const owning = await role('CREATEROLE', database.urls.owner);
    await superuser.query(`ALTER DATABASE ${database.name} OWNER TO ${owning.name}`);
    const service = `wb_role_${randomBytes(6).toString('hex')}`;
    const app = new URL(database.urls.app);
    [app.username, app.password] = [service, 'of-a-test'];
    await migrateRegistry(owning.url, app.href, TEST_PROOF);
    await checkAppRole(app.href, TEST_PROOF);
    const owner = new Client({ connectionString: owning.url });
    await owner.connect();
    await owner.query(`INSERT INTO registry.organisation VALUES (gen_random_uuid(), 'Office', 'ngo', NULL, now())`);
    await expect(owner.query('SELECT registry.actor_organisation()')).rejects.toMatchObject({ code: '55000' });
    await owner.query('BEGIN');
    await owner.query(`SELECT registry.name_actor('registry', NULL, NULL)`);
    await owner.query(
      `INSERT INTO registry.person SELECT gen_random_uuid(), id, NULL, 'registry_only', 'consent', false, now(), 0 FROM registry.organisation`,
    );
    await owner.query('COMMIT');
    await expect(owner.query('SELECT * FROM registry.person')).rejects.toMatchObject({ code: '28000' });
    await owner.query('BEGIN');
    await owner.query(`SELECT registry.name_actor('organisation', gen_random_uuid(), NULL)`);
    expect((await owner.query('SELECT * FROM registry.person')).rowCount).toBe(0);
    await owner.query('COMMIT');
    await owner.end();
    await database.drop();
    roles.unshift(service);
  });
});

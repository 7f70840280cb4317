// The service does not start as a role that is more than the service may be, by itself or by membership, neither at its registry nor at its vault.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { readEnvironment } from '../../src/configuration/environment.js';
import { openPlatform } from '../../src/platform.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

type Side = 'registry' | 'vault';

/** Of this file alone, as roles are shared by all databases of a server. */
const nameOf = (what: string): string => `wb_${what}_${randomBytes(6).toString('hex')}`;
const SERVICE: Readonly<Record<Side, string>> = { registry: nameOf('registry'), vault: nameOf('vault') };
/** A role that nobody signs in as, and one that is a member of it. */
const [FAR, NEAR] = [nameOf('far'), nameOf('near')];

let folder: string;
let test: TestDatabase;
let superuser: Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-role-'));
  test = await createTestDatabase(null);
  superuser = new Client({ connectionString: test.urls.owner });
  await superuser.connect();
  await superuser.query(`CREATE ROLE ${FAR} NOLOGIN; CREATE ROLE ${NEAR} NOLOGIN; GRANT ${FAR} TO ${NEAR}`);
  await start({ DATABASE_OWNER_URL: test.urls.owner, VAULT_DATABASE_OWNER_URL: test.urls.owner });
});
afterAll(async () => {
  await superuser.end();
  await test.drop();
  const server = await createTestDatabase(null);
  const client = new Client({ connectionString: server.urls.owner });
  await client.connect();
  for (const role of [NEAR, FAR, ...Object.values(SERVICE)]) await client.query(`DROP ROLE ${role}`);
  await client.end();
  await server.drop();
  await rm(folder, { recursive: true });
});

function signingIn(role: string): string {
  const url = new URL(test.urls.app);
  [url.username, url.password] = [role, 'of-a-test'];
  return url.href;
}

async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const environment = readEnvironment({
    DATA_DIR: folder,
    DATABASE_URL: signingIn(SERVICE.registry),
    VAULT_DATABASE_URL: signingIn(SERVICE.vault),
    ...settings,
  });
  await (await openPlatform({ environment, onMessage: () => undefined })).close();
}

const WHO: Readonly<Record<Side, string>> = {
  registry: 'The role of DATABASE_URL',
  vault: 'The role by which the service reaches the vault',
};

/** A start is refused while it is so, and not before or after. */
async function refusedWhile(side: Side, change: string, undo: string, what: string): Promise<void> {
  await superuser.query(change);
  try {
    await expect(start()).rejects.toMatchObject({
      code: 'unavailable',
      message: `${WHO[side]} ${what}. Give the service a role that owns nothing.`,
    });
  } finally {
    await superuser.query(undo);
  }
  await start();
}

const ATTRIBUTES = [
  ['SUPERUSER', 'is a superuser'],
  ['BYPASSRLS', 'bypasses row-level security'],
  ['CREATEROLE', 'may create roles'],
  ['REPLICATION', 'may read all changes by replication'],
] as const;

const REACHING_PAST = [
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
] as const;

const OWNS = 'owns the database, or a schema, a table or a function of the registry or the vault';

interface Thing {
  readonly make: string;
  readonly owned: string;
  readonly remove: string;
}

/** What can be owned in a schema of a side: the schema, and things of the test's own, since privileges of the service on another's would be lost on the way. */
function thingsOf(schema: string): readonly (readonly [what: string, thing: Thing])[] {
  const name = `${schema}.of_a_test`;
  return [
    [
      `schema ${schema}`,
      { make: '', owned: `SCHEMA ${schema}`, remove: `ALTER SCHEMA ${schema} OWNER TO CURRENT_USER` },
    ],
    [
      `table ${name}`,
      { make: `CREATE TABLE ${name} (id integer)`, owned: `TABLE ${name}`, remove: `DROP TABLE ${name}` },
    ],
    [
      `function ${name}`,
      {
        make: `CREATE FUNCTION ${name}() RETURNS integer LANGUAGE sql RETURN 1`,
        owned: `FUNCTION ${name}()`,
        remove: `DROP FUNCTION ${name}()`,
      },
    ],
  ];
}

const THINGS = {
  registry: [...thingsOf('registry'), ...thingsOf('published')],
  vault: thingsOf('vault'),
};

describe.each(['registry', 'vault'] as const)('the role at the %s', (side) => {
  const role = SERVICE[side];

  it.each(ATTRIBUTES)('refuses a start as %s', async (attribute, what) => {
    await refusedWhile(side, `ALTER ROLE ${role} ${attribute}`, `ALTER ROLE ${role} NO${attribute}`, what);
  });

  it.each(ATTRIBUTES)(
    'refuses a start as a member, at one remove too, of a role that is %s',
    async (attribute, what) => {
      for (const group of [FAR, NEAR]) {
        const change = `ALTER ROLE ${FAR} ${attribute}; GRANT ${group} TO ${role} WITH INHERIT FALSE`;
        const undo = `ALTER ROLE ${FAR} NO${attribute}; REVOKE ${group} FROM ${role}`;
        await refusedWhile(side, change, undo, `is a member of ${FAR}, which ${what}`);
      }
    },
  );

  it.each(REACHING_PAST)('refuses a start as a member of %s', async (predefined) => {
    const what = `is a member of ${predefined}, which reaches past the privileges on tables`;
    await refusedWhile(side, `GRANT ${predefined} TO ${role}`, `REVOKE ${predefined} FROM ${role}`, what);
  });

  it.each(THINGS[side])('refuses a start as the owner of the %s, or as a member of its owner', async (_, thing) => {
    const own = (owner: string): string => `${thing.make}; ALTER ${thing.owned} OWNER TO ${owner}`;
    const undo = `${thing.remove}; GRANT USAGE ON SCHEMA ${side} TO ${role}`;
    await refusedWhile(side, own(role), undo, OWNS);
    const change = `${own(FAR)}; GRANT ${FAR} TO ${role} WITH INHERIT FALSE`;
    await refusedWhile(side, change, `${undo}; REVOKE ${FAR} FROM ${role}`, `is a member of ${FAR}, which ${OWNS}`);
  });

  it('refuses a start as the owner of the database', async () => {
    const database = `ALTER DATABASE ${test.name} OWNER TO`;
    await refusedWhile(side, `${database} ${role}`, `${database} CURRENT_USER`, OWNS);
  });

  it('refuses a start as a superuser who has taken up a harmless role', async () => {
    const change = `ALTER ROLE ${role} SUPERUSER; ALTER ROLE ${role} SET role = ${NEAR};
      GRANT ${SERVICE.registry} TO ${NEAR}`;
    const undo = `ALTER ROLE ${role} NOSUPERUSER; ALTER ROLE ${role} RESET role; REVOKE ${SERVICE.registry} FROM ${NEAR}`;
    await refusedWhile(side, change, undo, 'is a superuser');
  });

  it('refuses a start by the URL of the owner', async () => {
    const setting = side === 'registry' ? 'DATABASE_URL' : 'VAULT_DATABASE_URL';
    await expect(start({ [setting]: test.urls.owner })).rejects.toThrow(`${WHO[side]} is a superuser.`);
  });

  it('is accepted as a member of a role that is no more than the service may be', async () => {
    await superuser.query(`GRANT ${NEAR}, pg_monitor TO ${role}`);
    try {
      await start();
    } finally {
      await superuser.query(`REVOKE ${NEAR}, pg_monitor FROM ${role}`);
    }
  });
});

// What a PostgreSQL server may write into its own log: the embedded one nothing; of another one the service says what to set.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { tellingLogSettings } from '../../src/persistence/database-log-settings.js';
import { sweep } from '../support/embedded-server/scratch-server.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { ServiceProcess } from '../architecture/marked-crowd/service-process.js';

jest.setTimeout(300_000);

const TALKATIVE = { log_statement: 'all', log_error_verbosity: 'verbose', log_parameter_max_length_on_error: '-1' };

/** The number of characters of parameters is every role's to set, for errors that are written down; which they are not. */
const SUPERUSERS_ALONE = {
  log_statement: 'all',
  log_error_verbosity: 'verbose',
  log_min_messages: 'debug1',
  log_min_error_statement: 'error',
  log_min_duration_statement: '0',
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await sweep();
  await database.drop();
});

async function asOwner(url: string, sql: string): Promise<void> {
  const owner = new Client({ connectionString: url });
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}

describe('the log of the embedded server', () => {
  it('tells nothing of rows and statements to whoever reads it', async () => {
    expect(await tellingLogSettings(database.urls.app)).toEqual([]);
    expect(await tellingLogSettings(database.urls.vault)).toEqual([]);
  });

  it.each(['app', 'vault'] as const)('cannot be made to by the role of the %s', async (role) => {
    const client = new Client({ connectionString: database.urls[role] });
    await client.connect();
    try {
      for (const [setting, value] of Object.entries(SUPERUSERS_ALONE)) {
        await expect(client.query(`SET ${setting} = '${value}'`)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await client.end();
    }
  });
});

describe('a server of one’s own', () => {
  it('whose log may tell is warned of in the log of the service, setting by setting', async () => {
    // Empty, as before a first start: one that is set up is not given new keys.
    const own = await createTestDatabase(null);
    for (const [setting, value] of Object.entries(TALKATIVE)) {
      await asOwner(own.urls.owner, `ALTER ROLE whereabouts_app IN DATABASE ${own.name} SET ${setting} = '${value}'`);
    }
    const told = await tellingLogSettings(own.urls.app);
    expect(told.map(({ setting, value }) => [setting, value])).toEqual(Object.entries(TALKATIVE).sort());
    const service = await ServiceProcess.start({
      DATABASE_URL: own.urls.app,
      DATABASE_OWNER_URL: own.urls.owner,
      VAULT_DATABASE_URL: own.urls.vault,
      VAULT_DATABASE_OWNER_URL: own.urls.owner,
    });
    const warned = service.printed.err
      .split('\n')
      .filter((line) => line.includes('database_log_may_tell'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    await service.remove();
    await own.drop();
    expect(warned.map(({ level, setting, wanted }) => [level, setting, wanted])).toEqual([
      [40, 'log_error_verbosity', 'terse'],
      [40, 'log_parameter_max_length_on_error', '0'],
      [40, 'log_statement', 'none'],
    ]);
  });
});

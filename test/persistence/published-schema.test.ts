// The schema of published tables: its reader is refused everything else, it holds what a release publishes, and the example dashboard can be drawn from it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { up as publishTables } from '../../migrations/1700000000151-publish-tables.js';
import { up as publishSplits } from '../../migrations/1700000000187-publish-splits.js';
import type { Actor } from '../../src/domain/access/actor.js';
import type { ReleaseDocument } from '../../src/domain/statistics/release-document.js';
import { releaseRows } from '../../src/domain/statistics/release-rows.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../src/usecases/statistics/publish-release.js';
import { SignRelease } from '../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../src/vault/key-file.js';
import { ROLES } from '../support/test-server.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../usecases/case-world.js';

const LOGIN = `wb_dashboards_${randomBytes(6).toString('hex')}`;
const READABLE = ['published.cell', 'published.cell_of_release', 'published.latest_cell', 'published.release'];
const DENIED = '42501';

interface Relation {
  readonly name: string;
  readonly kind: string;
}

let world: CaseWorld;
let analyst: Actor;
let reader: Client;
let document: ReleaseDocument;

/** Signed, and not published. */
async function prepareAndSign(): Promise<ReleaseDocument> {
  const prepare = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  const prepared = (await prepare.execute(analyst)).document;
  for (const role of ['custodian', 'verifier'] as const)
    await new SignRelease(world.database, world.clock).execute(await world.worker({ roles: [role] }), prepared.number);
  return prepared;
}

const publish = (number: number): Promise<unknown> =>
  new PublishRelease(world.database, world.clock, readKeys(world.keys)).execute(analyst, number);

beforeAll(async () => {
  world = await openCaseWorld();
  await world.place('test:10', 'Upper Valley');
  await world.place('test:20', 'Lower Valley');
  analyst = await world.worker({ roles: ['analyst'] });
  const liaison = await world.worker({ roles: ['liaison'] });
  for (let person = 0; person < 53; person += 1) {
    const code = ['test:10', 'test:20', 'test:10'][person % 3]!;
    const lost = statement({ kind: 'disappearance', valid: '2021-02', place: { code, precision: 'admin_area' } });
    await world.register(liaison, { statements: [lost] });
  }
  await world.owner.query(`CREATE ROLE ${LOGIN} LOGIN PASSWORD 'of-a-test' IN ROLE whereabouts_reader`);
  const url = new URL(world.files.urls.app);
  [url.username, url.password] = [LOGIN, 'of-a-test'];
  reader = new Client({ connectionString: url.href });
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  await world.owner.query(`DROP ROLE ${LOGIN}`);
  await world.stop();
});

async function refusalOfSql(sql: string): Promise<string | undefined> {
  return reader.query(sql).then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code,
  );
}

async function relations(): Promise<readonly Relation[]> {
  const { rows } = await world.owner.query<Relation>(
    `SELECT n.nspname || '.' || c.relname AS name, c.relkind AS kind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1`,
  );
  return rows;
}

describe('the reader of published tables', () => {
  it('has no login of its own and no right beyond them', async () => {
    const { rows } = await world.owner.query(
      `SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
              ARRAY(SELECT m.roleid::regrole::text FROM pg_auth_members m WHERE m.member = r.oid) AS "of"
       FROM pg_roles r WHERE rolname = 'whereabouts_reader'`,
    );
    const none = { rolcanlogin: false, rolsuper: false, rolcreatedb: false, rolcreaterole: false };
    expect(rows).toEqual([{ ...none, rolbypassrls: false, rolreplication: false, of: [] }]);
  });

  it('is refused every other table, view and sequence of the database', async () => {
    const all = await relations();
    const others = all.filter(({ name }) => !READABLE.includes(name));
    expect(others.length).toBeGreaterThan(60);
    expect(new Set(others.map(({ name }) => name.split('.')[0]))).toEqual(new Set(['registry', 'vault']));
    for (const { name } of others)
      expect({ name, code: await refusalOfSql(`SELECT * FROM ${name}`) }).toEqual({ name, code: DENIED });
    expect(all.filter(({ name }) => READABLE.includes(name)).map(({ name }) => name)).toEqual(READABLE);
    for (const name of READABLE) expect({ name, code: await refusalOfSql(`SELECT * FROM ${name}`) }).toEqual({ name });
  });

  it('changes nothing and runs no function of the registry', async () => {
    for (const sql of [
      `INSERT INTO published.release VALUES (9, 'm', 1, 5, now(), now())`,
      'UPDATE published.cell SET count = 0',
      'DELETE FROM published.cell',
      'TRUNCATE published.cell',
      'CREATE TABLE published.planted (id int)',
      'SELECT registry.fill_published(1)',
      `SELECT registry.act_as('', 'registry', NULL, NULL)`,
    ])
      expect({ sql, code: await refusalOfSql(sql) }).toEqual({ sql, code: DENIED });
  });
});

describe('the published tables', () => {
  it('hold nothing of a release that is not published, whoever asks for it', async () => {
    document = await prepareAndSign();
    await world.database.transaction(analyst, (room) => room.releases.fillPublished(document.number));
    expect((await reader.query('SELECT * FROM published.release')).rows).toEqual([]);
    expect((await reader.query('SELECT * FROM published.cell')).rows).toEqual([]);
  });

  it('hold every number of a published release once, and no other', async () => {
    await publish(document.number);
    const { rows } = await reader.query<Record<string, string | number | null>>(
      'SELECT table_name, status, status_group, state_code, state_name, count FROM published.latest_cell',
    );
    const expected = releaseRows(document).map((row) => ({
      table_name: row.table,
      status: row.status,
      status_group: row.statusGroup,
      state_code: row.stateCode,
      state_name: row.stateName,
      count: row.count,
    }));
    const sorted = (list: readonly object[]): string[] => list.map((row) => JSON.stringify(row)).sort();
    expect(expected.length).toBeGreaterThan(3);
    expect(sorted(rows)).toEqual(sorted(expected));
    expect(rows.map(({ state_name: name }) => name)).toContain('Upper Valley');
    const head = await reader.query('SELECT release, measure, base, as_of::text FROM published.release');
    const { number, measure, base, asOf } = document;
    expect(head.rows).toEqual([{ release: number, measure, base, as_of: asOf }]);
  });

  it('are changed by nobody, the owner included', async () => {
    for (const sql of [
      'UPDATE published.cell SET count = 0',
      'DELETE FROM published.release',
      'TRUNCATE published.cell',
    ])
      await expect(world.owner.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/23001|0A000/) });
  });

  it('are not filled where publication fails', async () => {
    const next = await prepareAndSign();
    await world.owner.query(
      `ALTER TABLE registry.audit_entry ADD CONSTRAINT planted CHECK (action <> 'release_published') NOT VALID`,
    );
    expect(await refusalOf(publish(next.number)).then(() => 'refused')).toBe('refused');
    await world.owner.query('ALTER TABLE registry.audit_entry DROP CONSTRAINT planted');
    expect((await reader.query('SELECT release FROM published.release')).rows).toEqual([{ release: document.number }]);
    await publish(next.number);
    const latest = await reader.query('SELECT DISTINCT release FROM published.latest_cell');
    expect(latest.rows).toEqual([{ release: next.number }]);
    const all = await reader.query('SELECT DISTINCT release FROM published.cell_of_release ORDER BY 1');
    expect(all.rows.map(({ release }: { release: number }) => release)).toEqual([document.number, next.number]);
  });
});

describe('the example dashboard', () => {
  const { panels } = JSON.parse(readFileSync('docs/examples/grafana-dashboard.json', 'utf8')) as {
    panels: { title: string; targets: { rawSql: string }[] }[];
  };

  it.each(panels.flatMap(({ title, targets }) => targets.map(({ rawSql }) => [title, rawSql] as const)))(
    'can draw %s as the reader',
    async (_, sql) => {
      expect((await reader.query(sql)).rows.length).toBeGreaterThan(0);
    },
  );
});

describe('a registry that had releases before', () => {
  it('has them in the tables after the update', async () => {
    const before = (
      await reader.query(
        'SELECT * FROM published.cell_of_release ORDER BY release, table_name, count, state_code, status',
      )
    ).rows;
    await world.owner.query('DROP SCHEMA published CASCADE; DROP FUNCTION registry.fill_published(integer)');
    const run = async (sql: string): Promise<void> => {
      await world.owner.query(sql);
    };
    await publishTables(run, { appRole: ROLES.app.name });
    await publishSplits(run);
    const after = (
      await reader.query(
        'SELECT * FROM published.cell_of_release ORDER BY release, table_name, count, state_code, status',
      )
    ).rows;
    expect(after.length).toBeGreaterThan(6);
    expect(after).toEqual(before);
  });
});

// The database itself shows nobody a row that is not theirs: each table asked without any condition, by every organisation of a crowd.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { DEALINGS, MirroredServices } from '../support/crowd/mirrored-services.js';
import { TEST_PROOF } from '../support/test-server.js';
import { tellStory } from './mirror/crowd-story.js';
import { PLANTED } from './planted-rows.js';
import { ROW_SECURITY } from './row-security.js';
import { STEPS_BEYOND } from './steps-beyond.js';

jest.setTimeout(900_000);
const CROWD = 14;
const AGENCY = 'Central Tracing';

const COVERED = Object.entries(ROW_SECURITY).flatMap(([table, said]) => ('sees' in said ? [{ table, ...said }] : []));
/** SQLSTATE of a row that a policy refuses, and of a row that is there already: the policies had let it pass. */
const [REFUSED, THERE] = ['42501', '23505'];
const UNPROVEN = '28000';

interface Viewer {
  readonly name: string;
  /** $1 to $4 of the conditions. */
  readonly parameters: readonly [organisation: string, user: string, independent: boolean, agency: boolean];
}

let services: MirroredServices;
let owner: Client;
let app: Client;
const viewers: Viewer[] = [];

beforeAll(async () => {
  services = await MirroredServices.open([DEALINGS[0]]);
  const { cast } = await tellStory(services, CROWD);
  owner = new Client({ connectionString: services.first.database.urls.owner });
  app = new Client({ connectionString: services.first.database.urls.app });
  await Promise.all([owner.connect(), app.connect()]);
  for (const planted of PLANTED) await owner.query(planted);
  for (const { name, id, side, worker, second } of cast.offices) {
    for (const [who, member] of [
      ['worker', worker],
      ['second', second],
    ] as const) {
      const parameters = [id, member.users[0]!.id, side === null, name === AGENCY] as const;
      viewers.push({ name: `${who} of ${name}`, parameters });
    }
  }
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await services.stop();
});

async function actAs({ parameters: [organisation, user] }: Viewer, reach = 'organisation'): Promise<void> {
  await app.query('SELECT registry.act_as($1, $2, $3, $4)', [TEST_PROOF, reach, organisation, user]);
}

/** In a transaction that keeps nothing. */
async function within<T>(viewer: Viewer | null, work: () => Promise<T>): Promise<T> {
  await app.query('BEGIN');
  try {
    if (viewer !== null) await actAs(viewer);
    return await work();
  } finally {
    await app.query('ROLLBACK');
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** Where its row lies names it, whatever its table has for a key. */
async function rowsOf(client: Client, sql: string, values: readonly unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ ctid: string }>(sql, [...values]);
  return rows.map(({ ctid }) => ctid).sort();
}

/** All four parameters are used, whichever the condition asks for. */
function where(condition: string): string {
  return `WHERE ($1::uuid, $2::uuid, $3::boolean, $4::boolean) IS NOT NULL AND (${condition})`;
}

function expected(table: string, condition: string, viewer: Viewer): Promise<string[]> {
  return rowsOf(owner, `SELECT t.ctid::text FROM registry.${table} t ${where(condition)}`, viewer.parameters);
}

function seenOf(wanted: string): string {
  return COVERED.find(({ table }) => table === wanted)?.sees ?? 'false';
}

describe('every table of the registry', () => {
  it('is covered, or said to hold no rows of an organisation', async () => {
    const { rows } = await owner.query<{ table: string; shut: boolean; policies: string[] }>(`
      SELECT c.relname AS table, c.relrowsecurity AND c.relforcerowsecurity AS shut,
             ARRAY(SELECT y.cmd FROM pg_policies y WHERE y.schemaname = 'registry' AND y.tablename = c.relname ORDER BY 1) AS policies
      FROM pg_class c WHERE c.relnamespace = 'registry'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
    expect(rows.map(({ table }) => table)).toEqual(Object.keys(ROW_SECURITY).sort());
    for (const { table, shut, policies } of rows) {
      const covered = 'sees' in ROW_SECURITY[table]!;
      expect({ table, shut, reads: policies.includes('SELECT'), adds: policies.includes('INSERT') }).toEqual({
        table,
        shut: covered,
        reads: covered,
        adds: covered,
      });
    }
  });

  it('has a rule for each thing that the service may do with it', async () => {
    const { rows } = await owner.query<{ table: string; command: string }>(`
      SELECT c.relname AS table, g.command FROM pg_class c CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS g(command)
      WHERE c.relnamespace = 'registry'::regnamespace AND c.relrowsecurity
        AND CASE WHEN g.command = 'DELETE' THEN has_table_privilege('whereabouts_app', c.oid, 'DELETE')
                 ELSE has_any_column_privilege('whereabouts_app', c.oid, g.command) END
        AND NOT EXISTS (SELECT 1 FROM pg_policies y WHERE y.schemaname = 'registry' AND y.tablename = c.relname AND y.cmd = g.command)`);
    expect(rows).toEqual([]);
  });

  it('has rows in this world', async () => {
    const empty: string[] = [];
    for (const { table } of COVERED) {
      const { rows } = await owner.query<{ some: boolean }>(`SELECT EXISTS (SELECT 1 FROM registry.${table}) AS some`);
      if (rows[0]?.some !== true) empty.push(table);
    }
    expect(empty).toEqual([]);
  });
});

describe.each(COVERED)('$table', ({ table, sees, writes, removes = writes }) => {
  it('shows to each just what they may know of, asked without any condition', async () => {
    for (const viewer of viewers) {
      const shown = await within(viewer, () => rowsOf(app, `SELECT ctid::text FROM registry.${table}`));
      expect({ viewer: viewer.name, shown }).toEqual({
        viewer: viewer.name,
        shown: await expected(table, sees, viewer),
      });
    }
  });

  it('takes from each just what is theirs to add', async () => {
    const columns = await owner.query<{ names: string }>(
      `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      [`registry.${table}`],
    );
    const names = columns.rows[0]?.names ?? '';
    const again = `INSERT INTO registry.${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${names} FROM jsonb_populate_record(NULL::registry.${table}, $1)`;
    for (const viewer of viewers) {
      const theirs = new Set(await expected(table, writes ?? 'false', viewer));
      const all = await owner.query<{ ctid: string; row: string }>(
        `SELECT ctid::text, to_jsonb(t)::text AS row FROM registry.${table} t ORDER BY md5(t::text || $1) LIMIT 400`,
        [viewer.name],
      );
      const some = [true, false].flatMap((own) => all.rows.filter(({ ctid }) => theirs.has(ctid) === own).slice(0, 3));
      for (const { ctid, row } of some) {
        const code = await within(viewer, () => codeOf(app.query(again, [row])));
        expect({ viewer: viewer.name, row, code }).toEqual({
          viewer: viewer.name,
          row,
          code: theirs.has(ctid) ? THERE : REFUSED,
        });
      }
    }
  });

  it('lets each change and remove what is theirs, as far as anybody may', async () => {
    const columns = await owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = ''
         AND has_column_privilege('whereabouts_app', attrelid, attnum, 'UPDATE') LIMIT 1`,
      [`registry.${table}`],
    );
    const removal = await owner.query<{ may: boolean }>(
      `SELECT has_table_privilege('whereabouts_app', $1::regclass, 'DELETE') AS may`,
      [`registry.${table}`],
    );
    const column = columns.rows[0]?.name;
    const changes = column === undefined ? [] : [`UPDATE registry.${table} SET "${column}" = "${column}"`];
    if (removal.rows[0]?.may === true) changes.push(`DELETE FROM registry.${table}`);
    for (const viewer of viewers) {
      for (const change of changes) {
        const may = change.startsWith('DELETE') ? removes : writes;
        const theirs = await expected(table, `(${may ?? 'false'}) AND (${sees})`, viewer);
        // What others do not know of cannot be named by where it lies either.
        const reached = await within(viewer, async () => (await app.query(change)).rowCount);
        expect({ viewer: viewer.name, change, reached }).toEqual({
          viewer: viewer.name,
          change,
          reached: theirs.length,
        });
      }
    }
  });

  it('is shut where no actor is named', async () => {
    expect(await within(null, () => codeOf(app.query(`SELECT * FROM registry.${table}`)))).toMatch(/^(28000|55000)$/);
    if (table === 'audit_unsealed') return;
    expect(await codeOf(app.query(`INSERT INTO registry.${table} SELECT * FROM registry.${table}`))).not.toBe('done');
  });
});

describe('an actor', () => {
  it('cannot be made up, taken over or widened by what is run as the service’s role', async () => {
    const [one, other] = [viewers[0]!, viewers.find(({ parameters }) => parameters[3])!];
    const told = await within(other, async () => {
      const { rows } = await app.query<{ told: string }>(`SELECT current_setting('whereabouts.actor') AS told`);
      return rows[0]?.told ?? '';
    });
    expect(told).toContain(other.parameters[0]);
    const tries = [
      `SELECT set_config('whereabouts.actor', '${told}', true)`,
      `SELECT set_config('whereabouts.actor', 'registry||' || '|registry_only', true)`,
      `SET LOCAL whereabouts.actor = 'registry|||'`,
    ];
    for (const sly of tries) {
      const code = await within(one, async () => {
        await app.query(sly);
        return codeOf(app.query('SELECT * FROM registry.person'));
      });
      expect({ sly, code }).toEqual({ sly, code: UNPROVEN });
    }
    for (const sly of [
      `SELECT registry.act_as('\\x00', 'registry', NULL, NULL)`,
      `SELECT registry.act_as(NULL, 'registry', NULL, NULL)`,
    ])
      expect(await within(one, () => codeOf(app.query(sly)))).toBe(UNPROVEN);
    for (const sly of [
      `SELECT registry.name_actor('registry', NULL, NULL)`,
      `SELECT setval('registry.actor_seal', 1)`,
      `SELECT nextval('registry.actor_seal')`,
      `SELECT currval('registry.actor_seal')`,
      `SELECT digest FROM registry.actor_proof`,
      `SELECT query_to_xml('SELECT digest FROM registry.actor_proof', true, true, '')`,
      `ALTER TABLE registry.person DISABLE ROW LEVEL SECURITY`,
    ])
      expect({ sly, code: await within(one, () => codeOf(app.query(sly))) }).toEqual({ sly, code: REFUSED });
    expect(await codeOf(app.query('SET row_security = off; SELECT * FROM registry.person'))).toBe(REFUSED);
    await app.query('RESET row_security');
  });

  it('ends with its transaction, ended well or not, and a step that reached further ends with itself', async () => {
    const [one, other] = [viewers[0]!, viewers[2]!];
    for (const end of ['COMMIT', 'ROLLBACK']) {
      await app.query('BEGIN');
      await actAs(one, 'registry');
      const all = await app.query('SELECT 1 FROM registry.person');
      expect(all.rowCount).toBe((await owner.query('SELECT 1 FROM registry.person')).rowCount);
      await actAs(one);
      expect(await rowsOf(app, 'SELECT ctid::text FROM registry.person')).toEqual(
        await expected('person', seenOf('person'), one),
      );
      await app.query(end);
      expect(await codeOf(app.query('SELECT * FROM registry.person'))).toBe(UNPROVEN);
    }
    await app.query('BEGIN');
    await actAs(other, 'registry');
    await app.query('SAVEPOINT before');
    await actAs(other);
    await app.query('ROLLBACK TO SAVEPOINT before');
    // Going back to the setting does not bring back what it was worth.
    expect(await codeOf(app.query('SELECT * FROM registry.person'))).toBe(UNPROVEN);
    await app.query('ROLLBACK');
  });

  it('reaches by a query that forgot its condition nothing that the condition would have left out', async () => {
    const forgot = `SELECT s.ctid::text FROM registry.statement s JOIN registry.person p ON p.id = s.person_id
      LEFT JOIN registry.pseudonym n ON n.person_id = p.id LEFT JOIN registry.record_projection r ON r.person_id = p.id
      WHERE $1 = '' OR true`;
    for (const viewer of viewers) {
      const found = new Set(await within(viewer, () => rowsOf(app, forgot, [`' OR 1=1 --`])));
      const allowed = new Set(await expected('statement', seenOf('statement'), viewer));
      expect([...found].filter((row) => !allowed.has(row))).toEqual([]);
    }
  });
});

describe('steps that reach beyond their actor', () => {
  it('are those that were reviewed', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => path.join('src', file));
    const beyond = files.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return /\breaching\(\s*'|(snapshot|transaction)\([^;]*'(registry|accounts)'/.test(text);
    });
    expect(beyond.sort()).toEqual(Object.keys(STEPS_BEYOND).sort());
  });
});

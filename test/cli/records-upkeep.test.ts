// `records verify` and `records rebuild`, as an operator runs them: what somebody changed behind the service's back is found and mended.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { recordCommands } from '../../src/cli/records/record-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import type { Platform } from '../../src/platform.js';
import { AddStatement } from '../../src/usecases/records/add-statement.js';
import { RebuildRecords } from '../../src/usecases/records/rebuild-records.js';
import { VerifyRecords } from '../../src/usecases/records/verify-records.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../usecases/case-world.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { recordedOutput } from './recorded-output.js';

let service: TestApplication;
let world: CaseWorld;
let liaison: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  service = await startTestApplication({ doors: [] });
  liaison = await world.worker({ roles: ['liaison', 'coordinator'] });
  for (let person = 0; person < 60; person += 1) {
    const pseudonym = await world.register(liaison, {
      sharingLevel: 'partners_pseudonymous',
      statements: [statement({ kind: 'disappearance', valid: '2021-02' })],
    });
    world.clock.advance(1000);
    if (person % 10 > 0) continue;
    const add = new AddStatement(world.database, world.clock);
    const found = statement({ kind: 'located', details: { attestedBy: 'family' }, confidential: person % 20 === 0 });
    await add.execute(liaison, { pseudonym, statement: found }, null);
  }
});

afterAll(async () => {
  await service.stop();
  await world.stop();
});

async function run(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput();
  const platform: Platform = { ...service.platform, database: world.database, close: () => Promise.resolve() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(words, operator, [recordCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

async function corrupt(sql: string): Promise<string[]> {
  return (await world.owner.query<{ person_id: string }>(`${sql} RETURNING person_id`)).rows.map(
    (row) => row.person_id,
  );
}

describe('the upkeep of records', () => {
  it('is no user’s, whatever their roles', async () => {
    const verify = new VerifyRecords(world.database);
    const rebuild = new RebuildRecords(world.database, world.clock);
    expect((await refusalOf(verify.execute(liaison, { onDifference: () => undefined }))).code).toBe('forbidden');
    expect((await refusalOf(rebuild.execute(liaison, { fromStart: false }))).code).toBe('forbidden');
  });
});

describe('records verify', () => {
  it('finds nothing where the service alone wrote', async () => {
    const { exitCode, out } = await run('records', 'verify');
    expect(out).toBe('Checked 60 records; 0 differ from their statements.\n');
    expect(exitCode).toBe(0);
    expect((await world.noted()).at(-1)).toBe('records_verified');
  });
});

const ONE = `person_id = (SELECT person_id FROM registry.record_interval WHERE view = 'shared' ORDER BY person_id LIMIT 1)`;
const CORRUPTIONS: readonly (readonly [what: string, sql: string, told: string])[] = [
  [
    'a status of today',
    `UPDATE registry.record_projection SET status = 'closed' WHERE ${ONE} AND view = 'shared'`,
    'view shared, ',
  ],
  [
    'a flag',
    `UPDATE registry.record_projection SET lasting_flags = '{extortion_attempt}' WHERE ${ONE} AND view = 'shared'`,
    ': lasting_flags\n',
  ],
  [
    'a day on which a flag is raised',
    `UPDATE registry.record_projection SET timed_flags = '{child}', raised_from = '{2020-01-01}', raised_until = '{infinity}' WHERE ${ONE}`,
    ': timed_flags\n',
  ],
  ['the past', `UPDATE registry.record_interval SET month = '1999-01' WHERE ${ONE}`, ': month\n'],
  [
    'since when something is known',
    `UPDATE registry.record_projection SET known_from = known_from - interval '1 day' WHERE ${ONE}`,
    ': surplus\n',
  ],
  [
    'until when something was known',
    `UPDATE registry.record_interval SET known_to = known_to + interval '1 ms' WHERE ${ONE} AND known_to < 'infinity'`,
    ': known_to\n',
  ],
  ['a row that is gone', `DELETE FROM registry.record_interval WHERE ${ONE}`, ': missing\n'],
];

describe('records verify and rebuild', () => {
  beforeEach(async () => {
    await run('records', 'rebuild', '--from-start');
  });

  it.each(CORRUPTIONS)('find and mend %s', async (_, sql, told) => {
    const [changed] = await corrupt(sql);
    expect(changed).toBeDefined();
    const found = await run('records', 'verify');
    expect(found.exitCode).toBe(1);
    expect(found.out).toContain(`DIFFERS person ${changed ?? ''}, view `);
    expect(found.out).toContain(told);
    expect(found.out).toContain('Checked 60 records; 1 differ from their statements.');
    const mended = await run('records', 'rebuild');
    expect([mended.exitCode, mended.out]).toEqual([0, 'Checked 60 records; 1 differed and were made anew.\n']);
    expect((await run('records', 'verify')).exitCode).toBe(0);
  });

  it('tell a program the same, and no value of a record', async () => {
    await corrupt(
      `UPDATE registry.record_projection SET status = 'closed', state = 'somewhere' WHERE ${ONE} AND view = 'shared'`,
    );
    const { exitCode, out } = await run('records', 'verify', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      checked: 60,
      differing: 1,
      differences: [{ view: 'shared', validFrom: expect.any(String), fields: ['status', 'state'] }],
    });
    expect(out).not.toContain('somewhere');
  });
});

describe('records rebuild', () => {
  const operator = servicePrincipal('operator', 'test');

  it('goes on where it was stopped', async () => {
    await corrupt(`UPDATE registry.record_projection SET status = 'closed'`);
    const rebuild = new RebuildRecords(world.database, world.clock);
    const stopping = new AbortController();
    const onProgress = (): void => {
      stopping.abort();
    };
    const first = await rebuild.execute(operator, { fromStart: true, onProgress, signal: stopping.signal });
    expect(first).toEqual({ checked: 50, rebuilt: 50, outcome: 'interrupted', resumed: false });
    const second = await rebuild.execute(operator, { fromStart: false });
    expect(second).toEqual({ checked: 10, rebuilt: 10, outcome: 'finished', resumed: true });
    expect((await run('records', 'verify')).exitCode).toBe(0);
    expect(await rebuild.execute(operator, { fromStart: false })).toMatchObject({ checked: 60, rebuilt: 0 });
  });

  it('may run twice at once while others write, and loses nothing', async () => {
    const pseudonym = await world.register(liaison, { statements: [statement({ kind: 'capture' })] });
    await corrupt(`UPDATE registry.record_projection SET status = 'closed'`);
    const rebuild = new RebuildRecords(world.database, world.clock);
    const add = new AddStatement(world.database, world.clock);
    const writing = async (): Promise<void> => {
      for (const valid of ['2021-03-01', '2021-03-02', '2021-03-03', '2021-03-04']) {
        const told = statement({ kind: 'proof_of_life', source: 'letter', valid });
        await add.execute(liaison, { pseudonym, statement: told }, null);
      }
    };
    await Promise.all([
      rebuild.execute(operator, { fromStart: true }),
      rebuild.execute(operator, { fromStart: true }),
      writing(),
    ]);
    expect((await run('records', 'verify')).out).toContain('; 0 differ from their statements.');
  });

  it('gives the rows of an older version their past', async () => {
    await corrupt(`UPDATE registry.record_projection SET known_from = NULL, valid_from = NULL`);
    expect((await run('records', 'verify')).exitCode).toBe(1);
    await run('records', 'rebuild');
    expect((await run('records', 'verify')).exitCode).toBe(0);
  });
});

// Other days until a sign of life is stale: refused where rows were made with others, taken by a rebuild, and then the same in records and rows.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordCommands } from '../../../src/cli/records/record-commands.js';
import { Operator } from '../../../src/cli/operator.js';
import { runProgram } from '../../../src/cli/program.js';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { STALE_DAYS, type StaleDays } from '../../../src/domain/records/stale-days.js';
import { Database } from '../../../src/persistence/database.js';
import type { Platform } from '../../../src/platform.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { RebuildRecords } from '../../../src/usecases/records/rebuild-records.js';
import { SettleStaleDays } from '../../../src/usecases/records/settle-stale-days.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { LEAST_ALIKE_OF_TESTS } from '../../support/least-alike.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { recordedOutput } from '../../cli/recorded-output.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const OPERATOR = servicePrincipal('operator', 'test');
const OTHER: StaleDays = { held: 30, missing: 800 };
const opened: Database[] = [];
let world: CaseWorld;
let service: TestApplication;
let liaison: Actor;
let held: string;

async function withDays(staleDays: StaleDays): Promise<Database> {
  const { files, clock: entropy } = world;
  const options = { url: files.urls.app, entropy, proof: TEST_PROOF, poolSize: 3, leastAlike: LEAST_ALIKE_OF_TESTS };
  const database = await Database.open({ ...options, staleDays });
  opened.push(database);
  return database;
}

const settle = (database: Database): Promise<void> => new SettleStaleDays(database).execute(OPERATOR);

async function run(database: Database, ...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const recorded = recordedOutput();
  const platform: Platform = { ...service.platform, database, close: () => Promise.resolve() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(words, operator, [recordCommands]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

/** What the log says that days were set to, oldest first. */
async function daysNoted(): Promise<StaleDays[]> {
  const { rows } = await world.owner.query<{ details: StaleDays }>(
    `SELECT details FROM registry.audit_entry WHERE action = 'stale_days_set' ORDER BY id`,
  );
  return rows.map(({ details }) => details);
}

/** Whether the record and the list call the last sign of life stale, of somebody taken 88 days ago. */
async function isStale(database: Database): Promise<{ record: boolean; listed: boolean }> {
  const { record } = await new ReadRecord(database, world.clock).execute(liaison, { pseudonym: held, why: false });
  const list = await new ListRecords(database, world.clock).execute(liaison, {
    flag: 'sign_of_life_stale',
    assignedToMe: false,
    limit: 100,
  });
  return {
    record: record.flags.some(({ flag }) => flag === 'sign_of_life_stale'),
    listed: list.records.some(({ pseudonym }) => pseudonym === held),
  };
}

beforeAll(async () => {
  world = await openCaseWorld();
  service = await startTestApplication({ doors: [] });
  liaison = await world.worker({ roles: ['liaison', 'coordinator'] });
});
afterAll(async () => {
  for (const database of opened) await database.close();
  await service.stop();
  await world.stop();
});

it('is settled by the service alone, whatever roles a user has', async () => {
  expect((await refusalOf(new SettleStaleDays(world.database).execute(liaison))).code).toBe('forbidden');
});

describe('a registry without a person', () => {
  it('takes any days, and takes others again', async () => {
    await settle(world.database);
    expect(await daysNoted()).toEqual([]);
    await settle(await withDays(OTHER));
    await settle(world.database);
    await settle(await withDays(OTHER));
    await settle(await withDays(OTHER));
    await settle(world.database);
    expect(await daysNoted()).toEqual([OTHER, STALE_DAYS, OTHER, STALE_DAYS]);
  });
});

describe('a registry with people', () => {
  beforeAll(async () => {
    // The clock of the world stands on 1 June 2021.
    for (let person = 0; person < 60; person += 1) {
      world.clock.advance(1000);
      held = await world.register(liaison, { statements: [statement({ kind: 'capture', valid: '2021-03-05' })] });
    }
  });

  it('refuses other days before its rows are made with them, in every command but the rebuild', async () => {
    const other = await withDays(OTHER);
    expect((await refusalOf(settle(other))).code).toBe('conflict');
    const verify = await run(other, 'records', 'verify');
    expect(verify.exitCode).not.toBe(0);
    expect(verify.err + verify.out).toContain('STALE_DAYS_HELD');
    await settle(world.database);
    expect(await isStale(world.database)).toEqual({ record: false, listed: false });
  });

  it('refuses either days while a rebuild has not come to its end, and goes on with the same', async () => {
    const other = await withDays(OTHER);
    const before = await daysNoted();
    const stopping = new AbortController();
    const onProgress = (): void => {
      stopping.abort();
    };
    const rebuild = new RebuildRecords(other, world.clock);
    const first = await rebuild.execute(OPERATOR, { fromStart: false, onProgress, signal: stopping.signal });
    expect(first).toMatchObject({ checked: 50, rebuilt: 50, outcome: 'interrupted', resumed: false });
    for (const database of [other, world.database]) expect((await refusalOf(settle(database))).code).toBe('conflict');
    const second = await run(other, 'records', 'rebuild');
    expect(second.out).toContain('An earlier run stopped on its way; this one went on from there.');
    await settle(other);
    expect(await daysNoted()).toEqual([...before, OTHER]);
    expect((await refusalOf(settle(world.database))).code).toBe('conflict');
    expect((await run(other, 'records', 'verify')).out).toContain('; 0 differ from their statements.');
  });

  it('says the same in records and lists, and of what is recorded from then on', async () => {
    const other = await withDays(OTHER);
    expect(await isStale(other)).toEqual({ record: true, listed: true });
    expect((await run(other, 'records', 'verify')).exitCode).toBe(0);
  });

  it('goes back to the days of the domain in the same way, from the first person on', async () => {
    const rebuild = new RebuildRecords(await withDays(STALE_DAYS), world.clock);
    expect(await rebuild.execute(OPERATOR, { fromStart: false })).toMatchObject({ checked: 60, rebuilt: 60 });
    expect((await daysNoted()).at(-1)).toEqual(STALE_DAYS);
    await settle(world.database);
    expect(await isStale(world.database)).toEqual({ record: false, listed: false });
  });
});

// The service's own work on a real database: sealing as it runs, scheduled work once per period, outages survived.

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServicePrincipal } from '../../src/domain/access/actor.js';
import { Entropy } from '../../src/domain/entropy.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { Database } from '../../src/persistence/database.js';
import { prepareJobQueues } from '../../src/persistence/job-queues/prepare-job-queues.js';
import { Log } from '../../src/request/log.js';
import { SealAuditEntries } from '../../src/usecases/audit/seal-audit-entries.js';
import { SignCheckpoint } from '../../src/usecases/audit/sign-checkpoint.js';
import { FinishErasures } from '../../src/usecases/erasures/finish-erasures.js';
import { SplitDataKeys } from '../../src/usecases/erasures/split-data-keys.js';
import { RenewSearchCodes } from '../../src/usecases/identity/renew-search-codes.js';
import { SweepOrphans } from '../../src/usecases/identity/sweep-orphans.js';
import { ComparePersons } from '../../src/usecases/records/compare-persons.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { KeepRetention } from '../../src/usecases/retention/keep-retention.js';
import { MakeCountBlocks } from '../../src/usecases/statistics/make-count-blocks.js';
import { ReadCountsAhead } from '../../src/usecases/statistics/read-counts-ahead.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { ForgetExpired } from '../../src/usecases/retention/forget-expired.js';
import { KeyRing } from '../../src/vault/key-ring.js';
import { AuditLog } from '../persistence/audit/audit-log.js';

const SILENT = { logger: false } as const;

@Global()
@Module({})
class TestUseCases {
  static on(log: AuditLog, sweeps: ServicePrincipal[]): DynamicModule {
    const sweep = {
      execute: async (principal: ServicePrincipal) => {
        sweeps.push(principal);
        return Promise.resolve({ confirmed: 0, removed: 2, inFlight: 0 });
      },
    };
    const idle = { execute: () => Promise.resolve({}) };
    return {
      module: TestUseCases,
      providers: [
        { provide: Database, useValue: log.database },
        { provide: Entropy, useValue: log.clock },
        { provide: Log, useValue: new Log('silent') },
        { provide: SweepOrphans, useValue: sweep },
        { provide: FinishErasures, useValue: idle },
        { provide: SplitDataKeys, useValue: idle },
        { provide: KeepRetention, useValue: idle },
        { provide: PrepareRelease, useValue: { ofMonth: () => Promise.resolve(null) } },
        { provide: MakeCountBlocks, useValue: idle },
        { provide: ReadCountsAhead, useValue: idle },
        { provide: RenewSearchCodes, useValue: idle },
        { provide: MatchPersons, useValue: idle },
        ComparePersons,
        ForgetExpired,
        SealAuditEntries,
        { provide: KeyRing, useValue: log.keys },
        SignCheckpoint,
      ],
      exports: [
        Database,
        Entropy,
        Log,
        SweepOrphans,
        ComparePersons,
        FinishErasures,
        SplitDataKeys,
        KeepRetention,
        PrepareRelease,
        MakeCountBlocks,
        ReadCountsAhead,
        RenewSearchCodes,
        MatchPersons,
        ForgetExpired,
        SealAuditEntries,
        SignCheckpoint,
      ],
    };
  }
}

describe('the jobs of a running service', () => {
  let log: AuditLog;
  const sweeps: ServicePrincipal[] = [];
  const services: INestApplicationContext[] = [];

  beforeAll(async () => {
    log = await AuditLog.create();
    await prepareJobQueues(log.test.urls.owner, log.test.urls.app);
    // A service and several commands may start at one moment.
    await Promise.all(Array.from({ length: 8 }, () => prepareJobQueues(log.test.urls.owner, log.test.urls.app)));
  });
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });
  afterAll(() => log.close());

  async function startService(): Promise<INestApplicationContext> {
    const root = {
      module: class Service {},
      imports: [TestUseCases.on(log, sweeps), JobsModule.on(log.test.urls.app)],
    };
    const service = await NestFactory.createApplicationContext(root, SILENT);
    services.push(service);
    return service;
  }

  async function count(sql: string): Promise<number> {
    const found = await log.owner.query<{ n: number }>(sql);
    return found.rows[0]?.n ?? -1;
  }

  const waiting = (): Promise<number> => count('SELECT count(*)::int AS n FROM registry.audit_unsealed');

  async function until(reached: () => Promise<boolean>): Promise<void> {
    while (!(await reached())) await sleep(20);
  }

  it('leave the application role no way to make, change or empty a queue', async () => {
    const app = new Client({ connectionString: log.test.urls.app });
    await app.connect();
    for (const sql of [
      `SELECT jobs.create_queue('more', '{"policy": "standard"}')`,
      `SELECT jobs.delete_queue('sweep-orphans')`,
      'CREATE TABLE jobs.more ()',
      'ALTER TABLE jobs.job ADD COLUMN more text',
      'TRUNCATE jobs.job',
      'DROP TABLE jobs.archive',
      `INSERT INTO jobs.queue (name) VALUES ('more')`,
      `UPDATE jobs.queue SET policy = 'standard'`,
      'UPDATE jobs.version SET version = 1',
      `INSERT INTO jobs.schedule (name, cron) VALUES ('sweep-orphans', '* * * * *')`,
    ]) {
      await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    await app.end();
  });

  it('seal entries while the service runs, and those of its last moment when it stops', async () => {
    const service = await startService();
    await log.write(20);
    await until(async () => (await waiting()) === 0);
    await log.write(5);
    await service.close();
    expect(await waiting()).toBe(0);
    expect(await log.verify()).toMatchObject({ ok: true, chain: { checked: 25 } });
  });

  it('do scheduled work once per period, though two services run', async () => {
    const done = (name: string): Promise<number> =>
      count(`SELECT count(*)::int AS n FROM jobs.job WHERE state = 'completed' AND name = '${name}'`);
    await startService();
    await startService();
    await until(async () => (await done('sweep-orphans')) > 0 && (await done('forget-expired')) > 0);
    // A period that began between the two services gave each a piece of work, of which one may still be under way.
    for (const service of services.splice(0)) await service.close();
    const slots = await log.owner.query<{ jobs: number }>(
      'SELECT count(*)::int AS jobs FROM jobs.job GROUP BY name, singleton_on',
    );
    expect(slots.rows.every((slot) => slot.jobs === 1)).toBe(true);
    expect(sweeps.length).toBe(await done('sweep-orphans'));
    expect(sweeps[0]).toMatchObject({ userId: null, username: 'service', via: 'job' });
  });

  it('write nothing but counts into a job', async () => {
    const jobs = await log.owner.query<{ data: unknown; output: unknown }>(
      `SELECT DISTINCT data, output FROM jobs.job WHERE name = 'sweep-orphans' AND state = 'completed'`,
    );
    expect(jobs.rows).toEqual([{ data: {}, output: { confirmed: 0, removed: 2, inFlight: 0 } }]);
  });

  it('outlive the loss of the database and go on when it is back', async () => {
    const service = await startService();
    const superuser = new Client({ connectionString: log.test.urls.owner.replace(/\/[^/]*$/, '/postgres') });
    await superuser.connect();
    await superuser.query(`ALTER DATABASE ${log.test.name} ALLOW_CONNECTIONS false`);
    await superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = 'whereabouts_app'`,
      [log.test.name],
    );
    await sleep(600);
    await superuser.query(`ALTER DATABASE ${log.test.name} ALLOW_CONNECTIONS true`);
    await superuser.end();
    await log.write(3);
    await until(async () => (await waiting()) === 0);
    await service.close();
    expect(await log.verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('pass through pg-boss’s upkeep without a right to change its tables', async () => {
    const { default: PgBoss } = await import('pg-boss');
    const boss = new PgBoss({
      connectionString: log.test.urls.app,
      schema: 'jobs',
      migrate: false,
      schedule: false,
      max: 1,
    });
    const errors: Error[] = [];
    boss.on('error', (error) => errors.push(error));
    await boss.start();
    await boss.maintain();
    await log.owner.query(`UPDATE jobs.job SET completed_on = now() - interval '2 days' WHERE state = 'completed'`);
    await boss.maintain();
    await boss.stop({ graceful: false });
    expect(errors).toEqual([]);
    expect(await count('SELECT count(*)::int AS n FROM jobs.archive')).toBeGreaterThan(0);
  });
});

// No name leaves the vault: marked people are worked on through every door, and everything that anybody can read is searched.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { UseCasesModule } from '../../src/app.module.js';
import { REFUSAL_CODES } from '../../src/domain/domain-error.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { prepareJobQueues } from '../../src/persistence/job-queues/prepare-job-queues.js';
import type { Platform } from '../../src/platform.js';
import { Log } from '../../src/request/log.js';
import { CANARIES as C, findCanaries, type Canary } from '../support/canary.js';
import {
  startTestApplication,
  type TestApplication,
  type TestRequest,
  type TestUser,
} from '../support/http-application.js';
import { routesOf, type Route } from './application-routes.js';
import { failInTheMiddle } from './canary-broken-database.js';
import { AtConsole } from './canary-console.js';
import { CanaryErrors, NOT_PROVOKED } from './canary-errors.js';
import { MarkedCommands } from './canary-commands.js';
import { Story, type MarkedWorld } from './canary-story.js';
import { catalogueSurfaces, leaksOn, Recorder, serverLogSurface, tableSurfaces } from './canary-surfaces.js';
import { FOR_PROGRAMS, sweep } from './canary-sweep.js';

/** More than a thousand requests; the default is for one. */
jest.setTimeout(240_000);

/** Written into nothing but a request: they are asked for, or come with a file. */
const NOT_REGISTERED: readonly Canary[] = ['soughtOnly', 'importedGiven', 'importedSurname', 'importedNote'];

/** What jobs ask for beside the use cases. */
@Global()
@Module({})
class JobsHouse {
  static on(platform: Platform): DynamicModule {
    const log = { provide: Log, useValue: new Log('silent') };
    return { module: JobsHouse, imports: [UseCasesModule.on(platform)], providers: [log], exports: [log] };
  }
}

let application: TestApplication;
let recorder: Recorder;
let owner: Client;
let world: MarkedWorld;
let routes: readonly Route[];
let desk: AtConsole;

function asText(found: readonly string[] = []): string[] {
  return found.filter((one) => one.endsWith(' as text')).sort();
}

function bearer(user: TestUser): () => Promise<TestRequest> {
  let token: Promise<string> | null = null;
  return async () => {
    token ??= user.token();
    return { token: await token };
  };
}

beforeAll(async () => {
  application = await startTestApplication();
  recorder = new Recorder(application);
  owner = new Client({ connectionString: application.database.urls.owner });
  await owner.connect();
  routes = routesOf(application.app);
  const story = await Story.begin(application, recorder);
  world = await story.tell();
  desk = await AtConsole.signIn(recorder, world.cast.coordinator);
});
afterAll(async () => {
  await owner.end();
  await application.stop();
});

describe('the one door to a name', () => {
  it('shows every particular that was registered, so that there is something to search for', () => {
    const shown = new Set(recorder.disclosures.flatMap(({ text }) => findCanaries(text)));
    const registered = (Object.keys(C) as Canary[]).filter((name) => !NOT_REGISTERED.includes(name));
    expect(registered.filter((name) => !shown.has(`${name} as text`))).toEqual([]);
  });
});

describe('the console', () => {
  it('shows an identity by a disclosure, until it is hidden', async () => {
    const before = recorder.disclosures.length;
    expect(await desk.disclose(world.pseudonym)).toEqual([200, 200, 303, 404]);
    const shown = recorder.disclosures.slice(before).map(({ text }) => findCanaries(text).length);
    expect(shown.every((count) => count > 15)).toBe(true);
  });

  it('takes in a tracing request and a list, and repeats what was typed on the refused form alone', async () => {
    const before = recorder.disclosures.length;
    expect(await desk.takeInRequest(world.pseudonym)).toEqual([422, 303, 303, 422, 200, 200]);
    const { id } = world.cast.coordinator.organisation;
    expect(await desk.takeInList(world.pseudonym, id)).toEqual([422, 303, 422, 303, 200, 200]);
    const [request, channel, list, match] = recorder.disclosures.slice(before).map(({ text }) => findCanaries(text));
    const typed = ['enquirer', 'enquirerAddress', 'enquirerEmail', 'enquirerPhone', 'safeChannel'];
    expect(asText(request)).toEqual(typed.map((name) => `${name} as text`));
    expect([channel, list, match].map(asText)).toEqual([
      ['safeChannel as text'],
      ['listLine as text'],
      ['listLine as text'],
    ]);
  });

  it('proposes, shows and takes back links, and whose remains are, with pages that the search looks through', async () => {
    const before = recorder.surfaces.length;
    expect(await desk.proposeLink(world.namesake, world.pseudonym)).toEqual([303, 200, 200, 200, 200, 303]);
    expect(await desk.askForErasure(world.pseudonym)).toEqual([200, 303, 200, 303]);
    expect(await desk.keepUntil(world.pseudonym)).toEqual([200, 303, 422, 200, 200, 200, 422, 303]);
    expect(await desk.identifyRemains(world.pseudonym)).toEqual([303, 303, 200, 200, 200, 200, 200, 303]);
    const pages = recorder.surfaces.slice(before);
    expect(pages.filter(({ text }) => text.includes(world.namesake)).length).toBeGreaterThan(3);
    expect(leaksOn(pages)).toEqual([]);
  });

  it('takes a file, and tells nothing of what is in it or of what it was called', async () => {
    const before = recorder.surfaces.length;
    expect(await desk.addFile()).toEqual([303, 422, 400, 303, 303, 200]);
    expect(leaksOn(recorder.surfaces.slice(before))).toEqual([]);
  });

  it('repeats of a search what was typed, and nothing of whom it found', async () => {
    const page = await desk.search();
    expect(page.text).toContain(world.pseudonym);
    expect(asText(findCanaries(page.text))).toEqual(['latinGiven as text', 'latinSurname as text']);
  });
});

describe('every other answer', () => {
  it('holds no canary after a day of work', () => {
    expect(recorder.surfaces.length).toBeGreaterThan(40);
    expect(leaksOn(recorder.surfaces)).toEqual([]);
  });

  it('holds none when canaries are sent where they do not belong, on every route', async () => {
    const { coordinator, administrator } = world.cast;
    const atDesk = (): Promise<TestRequest> => Promise.resolve(desk.credentials());
    const stranger = (): Promise<TestRequest> => Promise.resolve({});
    const [api, pages] = [true, false].map((forPrograms) =>
      routes.filter(({ path }) => FOR_PROGRAMS.test(path) === forPrograms && !path.endsWith('/sign-out')),
    );
    const values = {
      pseudonym: world.pseudonym,
      id: world.statementId,
      disclosureId: world.disclosureId,
      username: administrator.username,
      userId: administrator.id,
      statementId: world.statementId,
      measure: 'whereabouts-status',
      number: '1',
      token: 'x'.repeat(43),
      name: 'style.css',
    };
    const before = recorder.surfaces.length;
    await sweep(recorder, api!, { stranger, coordinator: bearer(coordinator) }, values);
    await sweep(recorder, pages!, { stranger, 'the coordinator at the console': atDesk }, values);
    expect(leaksOn(recorder.surfaces.slice(before))).toEqual([]);
    const visited = new Set(recorder.statuses.keys());
    expect(
      routes.filter(({ method, path }) => !path.endsWith('/sign-out') && !visited.has(`${method} ${path}`)),
    ).toEqual([]);
    const failed = [...recorder.statuses].filter(([, statuses]) => [...statuses].some((status) => status >= 500));
    expect(failed.map(([route]) => route)).toEqual([]);
  });

  it('is kept by no browser, tells its address to nobody, and is named by the program alone', () => {
    expect(recorder.careless).toEqual([]);
  });

  it('holds none when a database fails in the middle', async () => {
    const before = recorder.surfaces.length;
    expect((await failInTheMiddle(owner, recorder, world)).filter((status) => status < 500)).toEqual([]);
    expect(leaksOn(recorder.surfaces.slice(before))).toEqual([]);
    expect(application.logged()).toContain('failure');
  });
});

describe('every refusal and failure that the closed list names', () => {
  it('is provoked, or stands with the reason why not, and repeats none', async () => {
    const before = recorder.surfaces.length;
    const codes = await new CanaryErrors(application, recorder, owner, world).provoke();
    expect(REFUSAL_CODES.filter((code) => !codes.has(code) && !(code in NOT_PROVOKED))).toEqual([]);
    expect(Object.keys(NOT_PROVOKED).filter((code) => codes.has(code))).toEqual([]);
    expect(leaksOn(recorder.surfaces.slice(before))).toEqual([]);
  });
});

describe('the operator’s commands', () => {
  it('say no canary, neither of rows that they take nor of rows that they refuse', async () => {
    const runs = await new MarkedCommands(application.platform, world.cast.coordinator.username).runAll();
    expect(new Set(runs.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 1, 3]));
    expect(runs.filter(({ text }) => text === '')).toEqual([]);
    expect(leaksOn(runs)).toEqual([]);
  });
});

describe('the jobs of the service', () => {
  it('seal the log and leave their own rows behind', async () => {
    const { urls } = application.database;
    await prepareJobQueues(urls.owner, urls.app);
    const module = {
      module: class Jobs {},
      imports: [JobsHouse.on(application.platform), JobsModule.on(urls.app)],
    };
    const jobs = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    const one = async (sql: string): Promise<number> => Number((await owner.query<{ n: string }>(sql)).rows[0]?.n);
    const done = async (): Promise<boolean> =>
      (await one('SELECT count(*) AS n FROM registry.audit_unsealed')) === 0 &&
      (await one(`SELECT count(*) AS n FROM jobs.job WHERE state = 'completed'`)) > 0;
    try {
      for (let waited = 0; waited < 600 && !(await done()); waited += 1) await sleep(100);
      expect(await done()).toBe(true);
    } finally {
      await jobs.close();
    }
  });
});

describe('what stays behind', () => {
  it('is no canary in any row of any table', async () => {
    const tables = await tableSurfaces(owner);
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['table jobs.archive', 'table vault.sealed_field']));
    const filled = new Set(tables.filter(({ text }) => text !== '').map(({ name }) => name));
    for (const name of [
      'audit_entry',
      'idempotency',
      'inquiry',
      'disclosure',
      'release',
      'import_report',
      'audit_seal',
      'match_verdict',
      'person_link_withdrawal',
      'exchange_roster_entry',
      'debrief_sighting',
      'remains_link_step',
      'site_count',
    ]) {
      expect(filled).toContain(`table registry.${name}`);
    }
    expect(leaksOn(tables)).toEqual([]);
  });

  it('is no plain digest of anything that was sent', async () => {
    expect(recorder.digestsOfBodies.size).toBeGreaterThan(100);
    const stored = (await tableSurfaces(owner)).map(({ text }) => text).join('\n');
    expect([...recorder.digestsOfBodies].filter((digest) => stored.includes(digest))).toEqual([]);
  });

  it('is none in the catalogues of PostgreSQL, nor in its log', async () => {
    expect(leaksOn(await catalogueSurfaces(owner))).toEqual([]);
    const log = serverLogSurface();
    expect(log.text.length).toBeGreaterThan(0);
    expect(leaksOn([log])).toEqual([]);
  });

  it('is none in the service’s log', () => {
    const text = application.logged();
    expect(text.split('\n').length).toBeGreaterThan(recorder.surfaces.length / 2);
    expect(leaksOn([{ name: 'log of the service', text }])).toEqual([]);
  });
});

describe('a planted canary', () => {
  it('is found by the same search in a row, in a log line, in a header and in the log of PostgreSQL', async () => {
    await owner.query(
      `INSERT INTO registry.meta (key, value) VALUES ('planted', jsonb_build_object('note', repeat('x', 5000) || $1::text))`,
      [C.cyrillicGiven],
    );
    const [row] = (await tableSurfaces(owner)).filter(({ name }) => name === 'table registry.meta');
    expect(leaksOn([row!])).toEqual(['table registry.meta: cyrillicGiven as text']);
    await owner.query(`DELETE FROM registry.meta WHERE key = 'planted'`);

    const line = JSON.stringify({ level: 30, msg: `registered ${C.latinGiven}` });
    expect(leaksOn([{ name: 'log', text: application.logged() + line }])).toEqual(['log: latinGiven as text']);

    await expect(owner.query(`DO $$ BEGIN RAISE LOG '${C.alias}'; END $$`)).resolves.toBeDefined();
    expect(leaksOn([serverLogSurface()])).toEqual(['log of PostgreSQL: alias as text']);
  });
});

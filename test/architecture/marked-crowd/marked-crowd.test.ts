// Marked people in a registry that runs as operators run it: not one byte of them in any answer, log, table, queue, file, backup or WAL.

import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Client } from 'pg';
import { CANARIES } from '../../support/canary.js';
import { runCount } from '../../support/run-count.js';
import { acquire, ask, until } from '../../support/embedded-server/scratch-server.js';
import { AtConsole } from '../canary-console.js';
import { Story, type Cast } from '../canary-story.js';
import { catalogueSurfaces, Recorder, tableSurfaces, type Surface } from '../canary-surfaces.js';
import { bytesBelow, takeBaseBackup } from './base-backup.js';
import { runCrowdCommands } from './crowd-commands.js';
import { CrowdDay } from './crowd-day.js';
import { FILES, QUEUES, unlistedFiles, unlistedQueues, unlistedTables } from './listed-surfaces.js';
import { MarkSearch } from './mark-search.js';
import { markedPeople, type MarkedPerson } from './marked-people.js';
import { FoundedRegistry } from './founded-registry.js';
import { ServiceProcess, type CommandEnd } from './service-process.js';

jest.setTimeout(600_000);

/** In every run half of them, of all scripts and with every field. */
const PEOPLE = runCount(100, 200);
/** So many are in the files that commands read. */
const IN_FILES = 20;

let people: readonly MarkedPerson[];
let search: MarkSearch;
let service: ServiceProcess;
let recorder: Recorder;
let superuser: Client;
let commands: readonly CommandEnd[];
let cast: Cast;

/** `surface: person 7 surname as base64`, at most some of each. */
function leaks(surfaces: readonly Surface[]): string[] {
  return surfaces.flatMap(({ name, text }) =>
    search
      .findInText(text)
      .slice(0, 3)
      .map((one) => `${name}: ${one}`),
  );
}

function leaksInFiles(folder: string): string[] {
  const found: string[] = [];
  for (const [name, bytes] of bytesBelow(folder)) {
    found.push(
      ...search
        .find(bytes)
        .slice(0, 3)
        .map((one) => `${name}: ${one}`),
    );
    // A value that lies in a page at odd bytes, or a text whose letters are in mixed case.
    if (/\.(json|log|csv|txt)$/.test(name)) found.push(...leaks([{ name, text: bytes.toString('utf8') }]));
  }
  return found;
}

/** Of the service and of the commands; those of the test hold names by themselves. */
function leaksInFolders(): string[] {
  return ['data', 'home', 'tmp', 'work'].flatMap((name) =>
    leaksInFiles(path.join(service.folder, name)).map((leak) => `${name}/${leak}`),
  );
}

/** What a database says of its own accord when a rule of a table refuses a row: the whole row. */
async function failInTheDatabase(): Promise<number[]> {
  const token = await cast.coordinator.token();
  const { name, identity } = people[1]!;
  const person = { identity, sharingLevel: 'registry_only', legalBasis: 'consent' };
  const inquiry = { sought: { names: [{ text: name }] }, purpose: 'family_tracing' };
  const both = async (what: string): Promise<number[]> => [
    (await recorder.ask('POST', '/v1/persons', { token, body: person, what })).status,
    (await recorder.ask('POST', '/v1/inquiries', { token, body: inquiry, what })).status,
  ];
  const rules = ['vault.sealed_field', 'registry.inquiry'];
  for (const table of rules)
    await superuser.query(`ALTER TABLE ${table} ADD CONSTRAINT planted CHECK (false) NOT VALID`);
  const statuses = await both('while a rule refuses every row');
  for (const table of rules) await superuser.query(`ALTER TABLE ${table} DROP CONSTRAINT planted`);
  const asking = both('while connections are cut off');
  await superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'whereabouts%'`);
  await asking;
  return statuses;
}

beforeAll(async () => {
  people = markedPeople(PEOPLE);
  search = MarkSearch.for(people);
  for (const [name, text] of Object.entries(CANARIES)) search.add(`canary ${name}`, text);
  service = await ServiceProcess.start();
  recorder = new Recorder(service);
  superuser = await service.superuser();
  cast = await FoundedRegistry.by(service);
  const story = await Story.with(recorder, cast);
  await story.tell();
  await AtConsole.signIn(recorder, cast.coordinator);
  await new CrowdDay(recorder, cast, story.tokens, people).live();
  const [one, two, ...more] = people.slice(0, IN_FILES);
  commands = await runCrowdCommands(service, [one!, two!, ...more], cast.coordinator.username);
});
afterAll(async () => {
  await superuser.end();
  await service.remove();
});

describe(`a day with ${PEOPLE} marked people`, () => {
  it('shows every particular of those who were disclosed, so that there is something to search for', () => {
    const shown = new Set(recorder.disclosures.flatMap(({ text }) => search.findInText(text)));
    const fields = new Set([...shown].map((name) => /^person \d+ (\w+) as/.exec(name)?.[1] ?? ''));
    const registered = Object.keys(people[0]!.words).filter((field) => field !== 'unregistered');
    expect(registered.filter((field) => !fields.has(field))).toEqual([]);
  });

  it('meets refusals of many kinds, and failures of the database', async () => {
    expect((await failInTheDatabase()).every((status) => status >= 500)).toBe(true);
    const statuses = new Set([...recorder.statuses.values()].flatMap((seen) => [...seen]));
    expect([...statuses]).toEqual(expect.arrayContaining([400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 500]));
  });

  it('says nothing of them in any answer or header', () => {
    expect(recorder.surfaces.length).toBeGreaterThan(PEOPLE * 2);
    expect(leaks(recorder.surfaces)).toEqual([]);
  });

  it('says nothing of them in what a command prints', () => {
    expect(commands.filter(({ exitCode, out, err }) => out + err === '' && exitCode !== 0)).toEqual([]);
    expect(new Set(commands.map(({ exitCode }) => exitCode))).toEqual(new Set([0, 1]));
    expect(leaks(commands.map(({ words, out, err }) => ({ name: words[0]!, text: out + err })))).toEqual([]);
  });

  it('says nothing of them in what the service prints and logs', () => {
    const { out, err } = service.printed;
    expect(err.split('\n').length).toBeGreaterThan(recorder.surfaces.length / 3);
    expect(
      leaks([
        { name: 'standard output', text: out },
        { name: 'log', text: err },
      ]),
    ).toEqual([]);
  });
});

describe('what the running registry keeps', () => {
  it('are tables that are listed and, read row by row, hold nothing', async () => {
    await until(async () => (await superuser.query('SELECT 1 FROM registry.audit_unsealed')).rowCount === 0);
    await until(async () => (await superuser.query(`SELECT 1 FROM jobs.job WHERE state = 'completed'`)).rowCount !== 0);
    const tables = await tableSurfaces(superuser);
    expect(unlistedTables(tables)).toEqual([]);
    expect(leaks(tables)).toEqual([]);
    expect(leaks(await catalogueSurfaces(superuser))).toEqual([]);
  });

  it('are queues that are listed, whose jobs hold nothing', async () => {
    expect(await unlistedQueues(superuser)).toEqual([]);
    expect(QUEUES.length).toBeGreaterThan(0);
  });

  it('are files that are listed, and nothing is open beside them', () => {
    expect(unlistedFiles(service.folder)).toEqual([]);
    const open = (service.openFiles() ?? []).map((name) => path.relative(service.folder, name));
    expect(open.filter((name) => !FILES.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('are, in a base backup with its WAL and in every other file, bytes that hold nothing', async () => {
    const settings = await superuser.query<{ value: string }>(`SELECT current_setting('wal_compression') AS value`);
    // Compressed images of pages would hide what the search looks for.
    expect(settings.rows[0]?.value).toBe('off');
    const backup = await takeBaseBackup(superuser, service.cluster, path.join(service.folder, 'backup'));
    expect(backup.files.filter((name) => /^pg_wal\/[0-9A-F]{24}$/.test(name)).length).toBeGreaterThan(0);
    expect(backup.files.filter((name) => name.startsWith('base/')).length).toBeGreaterThan(500);
    expect(leaksInFiles(backup.folder)).toEqual([]);
    expect(leaksInFolders()).toEqual([]);
  });
});

describe('the backup that was searched', () => {
  it('is a whole one: a server that is started from it has everybody', async () => {
    const restored = path.join(service.folder, 'restored');
    cpSync(path.join(service.folder, 'backup'), path.join(restored, 'postgres'), { recursive: true });
    cpSync(path.join(service.dataDirectory, 'server.json'), path.join(restored, 'server.json'));
    const server = await acquire(restored);
    try {
      const rows = await ask<{ n: number }>(
        server.url('whereabouts'),
        'SELECT count(*)::int AS n FROM registry.person',
      );
      expect(rows[0]?.n).toBeGreaterThan(PEOPLE);
    } finally {
      await server.release();
    }
  });
});

describe('what is planted', () => {
  it('is found in a row, also where it is compressed, in a queue, in a log, and in bytes of the backup and the WAL', async () => {
    const [one, other] = [people[2]!, people[3]!];
    const compressed = 'planted '.repeat(1000) + one.name;
    await superuser.query(`SELECT jobs.create_queue('planted-queue', '{}'::json)`);
    await superuser.query(
      `INSERT INTO jobs.job (name, data) VALUES ('planted-queue', jsonb_build_object('for', $1::text))`,
      [other.name],
    );
    await superuser.query('CREATE TABLE registry.planted (note text, form bytea)');
    await superuser.query('INSERT INTO registry.planted VALUES ($1, $2), ($3, NULL)', [
      compressed,
      Buffer.from(other.words['surname']!, 'utf16le'),
      JSON.stringify(other.words['given']),
    ]);
    await superuser.query(`DO $$ BEGIN RAISE LOG '${one.words['alias']!}'; END $$`);
    writeFileSync(path.join(service.folder, 'tmp', 'planted.part'), Buffer.from(other.name).toString('base64'));

    const tables = await tableSurfaces(superuser);
    expect(unlistedTables(tables)).toEqual(['registry.planted is not listed']);
    expect(await unlistedQueues(superuser)).toEqual(['planted-queue']);
    expect(unlistedFiles(service.folder)).toEqual(['tmp/planted.part']);

    const inRows = leaks(tables);
    expect(inRows).toContain('table registry.planted: person 2 given as UTF-8');
    expect(inRows).toContain('table registry.planted: person 3 surname as hex of UTF-16');
    expect(inRows.some((leak) => /^table jobs\.j.*: person 3 given as UTF-8$/.test(leak))).toBe(true);
    const files = leaksInFolders();
    expect(files).toEqual(
      expect.arrayContaining([expect.stringMatching(/^data\/server\.log: person 2 alias as UTF-8$/)]),
    );
    expect(files).toEqual(
      expect.arrayContaining([expect.stringMatching(/^tmp\/planted\.part: person 3 \w+ as base64$/)]),
    );

    const backup = await takeBaseBackup(superuser, service.cluster, path.join(service.folder, 'backup'));
    const found = leaksInFiles(backup.folder);
    expect(found.some((leak) => /^base\/.*: person 3 given as UTF-8$/.test(leak))).toBe(true);
    expect(found.some((leak) => /^base\/.*: person 3 surname as UTF-16LE$/.test(leak))).toBe(true);
    expect(found.some((leak) => /^pg_wal\/.*: person 3 given as UTF-8$/.test(leak))).toBe(true);
  });

  it('is found in an answer, in a header and in what is printed', () => {
    const { name, words } = people[4]!;
    const planted = [
      { name: 'answer', text: JSON.stringify({ title: name.toUpperCase() }) },
      { name: 'header', text: `location: /x/${encodeURIComponent(name)}` },
      { name: 'print', text: `refused: ${words['kinContact']!}` },
    ];
    expect(new Set(leaks(planted).map((leak) => leak.split(':', 1)[0]))).toEqual(
      new Set(['answer', 'header', 'print']),
    );
  });
});

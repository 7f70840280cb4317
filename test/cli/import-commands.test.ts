// `import FILE`, as an operator runs it: what is refused before anything is opened, what is told, and the exit codes.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importCommands } from '../../src/cli/import/import-commands.js';
import { importSource } from '../../src/cli/import/import-source.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { islandRow } from '../support/fixtures-of-formats.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { ISLAND_MAPPING, islandCsv, islandFile } from '../support/island-register.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

interface Run extends RecordedOutput {
  readonly exitCode: number;
}

let service: TestApplication;
let folder: string;
let clerk: string;
let opened = 0;

beforeAll(async () => {
  service = await startTestApplication({ doors: [] });
  folder = mkdtempSync(path.join(tmpdir(), 'import-command-'));
  file('mapping.json', ISLAND_MAPPING);
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

async function newClerk(): Promise<void> {
  clerk = (await service.seedUser({ roles: ['coordinator'] })).username;
}

async function run(words: readonly string[], signal = new AbortController().signal): Promise<Run> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: signal,
    open: () => {
      opened += 1;
      return Promise.resolve({ ...service.platform, close: () => Promise.resolve() });
    },
  });
  return { exitCode: await runProgram(['import', ...words], operator, [importCommands]), ...recorded };
}

function imported(name: string, content: string, ...more: readonly string[]): Promise<Run> {
  return run([file(name, content), '--mapping', path.join(folder, 'mapping.json'), '--as', clerk, ...more]);
}

describe('a file that an import cannot take', () => {
  it.each([
    ['is not there', ['nowhere.csv'], 'There is no such file.'],
    ['is a folder', ['folder'], 'This is a folder; name the file in it.'],
    ['is empty', ['empty.csv'], 'The file is empty.'],
    ['is a device', ['/dev/null'], 'This is no file but a device or a pipe'],
    ['lies below a file', ['empty.csv/x'], 'There is no such file'],
  ])('is told, when it %s, before the registry is opened', async (_, [name], message) => {
    mkdirSync(path.join(folder, 'folder'), { recursive: true });
    file('empty.csv', '');
    const before = opened;
    const { exitCode, err, out } = await run([path.resolve(folder, name!)]);
    expect([exitCode, out(), opened]).toEqual([1, '', before]);
    expect(err()).toContain(`import_file_refused: ${message}`);
    expect(err()).not.toContain(folder);
  });

  it.each([
    ['is not there', 'nowhere.json', 'mapping_refused: There is no such file.'],
    ['is not UTF-8', 'latin.json', 'mapping_refused: The mapping is not valid UTF-8.'],
    ['is far too large', 'large.json', 'mapping_refused: This is no mapping: it is larger than 1 MiB.'],
  ])('has a mapping that %s', async (_, name, message) => {
    file('latin.json', Buffer.from([0x7b, 0xff]));
    file('large.json', ' '.repeat(1024 * 1024 + 1));
    const data = file('one.csv', islandFile(1));
    const { exitCode, err } = await run([data, '--mapping', path.join(folder, name)]);
    expect(exitCode).toBe(1);
    expect(err()).toContain(message);
  });

  it('is a table without a mapping: the message says how', async () => {
    await newClerk();
    const { exitCode, err } = await run([file('bare.csv', islandFile(1)), '--as', clerk]);
    expect([exitCode, err()]).toEqual([
      1,
      'mapping_refused: This file needs a mapping that says what its columns mean: --mapping FILE. docs/importing.md shows one.\n',
    ]);
  });

  it('changes while it is read', async () => {
    const at = file('growing.csv', islandFile(2));
    const source = await importSource(at);
    writeFileSync(at, islandFile(3));
    const read = async (): Promise<void> => {
      for await (const chunk of source.open()) expect(chunk.length).toBe(0);
    };
    await expect(read()).rejects.toMatchObject({
      code: 'import_file_refused',
      message: expect.stringContaining('changed'),
    });
  });

  it('is refused by whoever may not import', async () => {
    const { username } = await service.seedUser({ roles: ['administrator'] });
    const { exitCode, err } = await run([
      file('one.csv', islandFile(1)),
      '--mapping',
      path.join(folder, 'mapping.json'),
      '--as',
      username,
    ]);
    expect([exitCode, err().split(':')[0]]).toEqual([1, 'forbidden']);
  });
});

describe('an import', () => {
  it('tells its counts and its rate, and ends with 0 when every row went in', async () => {
    await newClerk();
    const { exitCode, out, err } = await imported('good.csv', islandFile(1_200));
    expect(exitCode).toBe(0);
    expect(out()).toMatch(
      /^Imported\.\n1200 rows: 1200 added, 0 matched, 0 refused; \d+ statements\.\n1200 rows in [\d.]+ s, \d+ a second\.\n$/,
    );
    expect(err()).toMatch(/^\d+ %: 500 rows, 0 refused, [\d,]+ rows\/s$/m);
    expect(err()).toMatch(/^100 %: 1,200 rows, 0 refused/m);
    expect(err()).toMatch(/^ {2}noted place_code_missing: \d+ × row \d+ \(line \d+, tcode\)/m);
  });

  it('ends with 3 when rows were refused, names them, and writes the report for its owner alone', async () => {
    await newClerk();
    const rows = [islandRow(), islandRow({ ref: 'S-2', state: 'astray' }), islandRow({ ref: '', remark: 'x' })];
    const report = path.join(folder, 'report.csv');
    const { exitCode, err, out } = await imported('bad.csv', islandCsv(rows), '--report', report);
    expect(exitCode).toBe(3);
    expect(out()).toContain('3 rows: 1 added, 0 matched, 2 refused');
    expect(err()).toContain('  refused value_not_mapped: 1 × row 2 (line 3, state)\n');
    expect(err()).toContain('  refused reference_missing: 1 × row 3 (line 4, ref)\n');
    const lines = readFileSync(report, 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('row,line,reference,outcome,code,column,message');
    expect(lines.filter((line) => line.includes('refused')).map((line) => line.split(',').slice(0, 6).join())).toEqual([
      '2,3,S-2,refused,value_not_mapped,state',
      '3,4,,refused,reference_missing,ref',
    ]);
    expect(statSync(report).mode & 0o777).toBe(0o600);
  });

  it('tells how many rows keep in clear what others read, with row and column and none of the text', async () => {
    await newClerk();
    const rows = [
      islandRow(),
      islandRow({ ref: 'oda@relief.example' }),
      islandRow({ ref: 'S-3', town: 'a@b.example' }),
    ];
    const report = path.join(folder, 'open.csv');
    const told = await imported('open.csv', islandCsv(rows), '--report', report);
    expect(told.exitCode).toBe(0);
    expect(told.out()).toContain('\n2 rows keep in clear what seems to say who somebody is;');
    expect(told.err()).toContain('  noted looks_like_email: 2 × row 2 (line 3, ref), row 3 (line 4, town)\n');
    expect(told.out() + told.err()).not.toMatch(/relief|b\.example/u);
    expect(readFileSync(report, 'utf8')).toContain('looks_like_email,ref,');
    const again = await imported('open.csv', islandCsv(rows), '--json');
    expect(JSON.parse(again.out())).toMatchObject({ outcome: 'done_before', openTextRows: 2 });
  });

  it('answers in JSON for a program', async () => {
    await newClerk();
    const { out } = await imported(
      'good.csv',
      islandCsv([islandRow(), islandRow({ ref: 'S-2', state: 'astray' })]),
      '--json',
    );
    expect(JSON.parse(out())).toMatchObject({
      outcome: 'finished',
      format: 'csv',
      rows: 2,
      added: 1,
      refused: 1,
      rowsBefore: 0,
      notes: [
        { outcome: 'refused', code: 'value_not_mapped', count: 1, first: [{ row: 2, line: 3, column: 'state' }] },
      ],
    });
  });

  it('of a file imported before tells what it had given, and writes its report again', async () => {
    await newClerk();
    await imported('good.csv', islandFile(7));
    const report = path.join(folder, 'again.csv');
    const { exitCode, out } = await imported('good.csv', islandFile(7), '--report', report);
    expect(exitCode).toBe(0);
    expect(out()).toMatch(
      /^This file was imported before, and nothing was written\. It had then given:\n7 rows: 7 added/,
    );
    expect(
      new Set(
        readFileSync(report, 'utf8')
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map((line) => line.split(',')[0]),
      ).size,
    ).toBe(7);
  });

  it('that is interrupted says that the same command goes on, and then at which row it does', async () => {
    await newClerk();
    const stop = new AbortController();
    const words = [file('long.csv', islandFile(2_300)), '--mapping', path.join(folder, 'mapping.json'), '--as', clerk];
    const running = run(words, stop.signal);
    const until = Date.now() + 30_000;
    const reached = `SELECT count(*)::int AS n FROM registry.import_job j JOIN registry.app_user u ON u.id = j.user_id WHERE u.username = $1 AND row_reached > 0`;
    while (Date.now() < until && (await countOf(reached, clerk)) === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    const stopped = await running;
    expect(stopped.exitCode).toBe(0);
    expect(stopped.out()).toContain('Stopped before the end; the same command goes on from here.\n');
    const resumed = await run(words);
    expect(resumed.err()).toMatch(/^An earlier run stopped after row (1000|1500|2000); going on from there\.$/m);
    expect(resumed.out()).toContain('2300 rows: 2300 added');
  });

  it('is rehearsed without a trace', async () => {
    await newClerk();
    const { exitCode, out } = await imported('good.csv', islandFile(9), '--dry-run');
    expect(exitCode).toBe(0);
    expect(out()).toMatch(/^Rehearsed; nothing was written\. An import would give:\n9 rows: 9 added/);
    const persons = await countOf(
      `SELECT count(*)::int AS n FROM registry.person p JOIN registry.app_user u ON u.organisation_id = p.owner_organisation_id WHERE u.username = $1`,
      clerk,
    );
    expect(persons).toBe(0);
  });

  it('leaves no half report where it fails', async () => {
    await newClerk();
    const report = path.join(folder, 'half.csv');
    const { exitCode, err } = await imported('wrong.csv', 'ref,rank\n1,2\n', '--report', report);
    expect([exitCode, err().split(':')[0]]).toEqual([1, 'import_file_refused']);
    expect(() => statSync(report)).toThrow();
    expect(() => statSync(`${report}.part`)).toThrow();
    const nowhere = await imported('good.csv', islandFile(2), '--report', path.join(folder, 'no/such/folder.csv'));
    expect([nowhere.exitCode, nowhere.err()]).toEqual([
      1,
      'conflict: The file cannot be written (ENOENT); name another one with --report.\n',
    ]);
  });
});

async function countOf(sql: string, username: string): Promise<number> {
  const client = new Client({ connectionString: service.database.urls.owner });
  await client.connect();
  const found = await client.query<{ n: number }>(sql, [username]);
  await client.end();
  return found.rows[0]?.n ?? 0;
}

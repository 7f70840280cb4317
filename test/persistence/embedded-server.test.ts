// The embedded server's life in one process: start, adoption, release, crash and loss, on a real PostgreSQL.
import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { postmasterArguments } from '../../src/persistence/embedded-server/server-settings.js';
import {
  acquire,
  ask,
  processesNaming,
  scratchFolder,
  sweep,
  until,
} from '../support/embedded-server/scratch-server.js';

interface ServerJson {
  port: number;
  password: string;
  pid: number | null;
  version: string;
}

const serverJson = (folder: string): ServerJson =>
  JSON.parse(readFileSync(path.join(folder, 'server.json'), 'utf8')) as ServerJson;
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

afterAll(sweep);

describe('a fresh data directory', () => {
  it('becomes a UTF-8 server on the loopback address, closed to others, that stops without trace and finds its data again', async () => {
    const folder = path.join(scratchFolder(), 'not', 'yet', 'there');
    const lines: string[] = [];
    const server = await acquire(folder, { onMessage: (line) => lines.push(line) });
    expect(server.started).toBe(true);
    expect(lines.join('\n')).toMatch(
      /Initialising PostgreSQL 18\.\d+ in [^\n]+\nPostgreSQL 18\.\d+ runs on 127\.0\.0\.1:\d+ as /,
    );

    const [settings] = await ask(
      server.url('postgres'),
      `SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale,
              current_setting('listen_addresses') AS listen, current_setting('unix_socket_directories') AS sockets,
              current_setting('TimeZone') AS zone, current_setting('data_checksums') AS checksums,
              (SELECT count(*)::int FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256') AS open_doors
         FROM pg_database WHERE datname = 'postgres'`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      listen: '127.0.0.1',
      sockets: `"${path.join(folder, 'socket')}"`,
      zone: 'UTC',
      checksums: 'on',
      open_doors: 0,
    });
    await ask(server.url('postgres'), 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');

    expect(modeOf(folder)).toMatch(/^7[01]0$/);
    for (const file of ['server.json', 'server.log']) expect(modeOf(path.join(folder, file))).toBe('600');
    expect(serverJson(folder)).toMatchObject({ port: server.port, password: server.superuserPassword });
    expect(processesNaming(folder)).toContain(serverJson(folder).pid);

    expect(await server.release()).toEqual({ stopped: true });
    expect(processesNaming(folder)).toEqual([]);
    expect(serverJson(folder).pid).toBeNull();
    expect(readdirSync(folder).sort()).toEqual(expect.arrayContaining(['postgres', 'server.json', 'server.log']));
    expect(readdirSync(folder).filter((entry) => /lock|new-|password|json\./.test(entry))).toEqual([]);

    const again = await acquire(folder);
    try {
      expect([again.started, again.port, again.superuserPassword]).toEqual([
        true,
        server.port,
        server.superuserPassword,
      ]);
      expect(await ask(again.url('postgres'), 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    } finally {
      await again.release();
    }
  });

  it('is initialised with durable settings unless a test says otherwise', () => {
    const words = postmasterArguments({ folder: '/nowhere', name: 'none' }, 1, {}).join(' ');
    expect(words).not.toMatch(/fsync|full_page_writes|synchronous_commit|wal_level/);
    expect(words).toContain('log_min_error_statement=panic');
  });
});

describe('a running server', () => {
  it('is shared by later calls, lives in a session of its own, logs no refused value, and is stopped by the last release', async () => {
    const folder = scratchFolder();
    const first = await acquire(folder);
    const second = await acquire(folder);
    expect([first.started, second.started]).toEqual([true, false]);
    expect([second.port, second.url('a b')]).toEqual([first.port, first.url('a b')]);
    const host = encodeURIComponent(path.join(folder, 'socket'));
    expect(second.url('a b', 'some role', 'p/w')).toBe(`postgresql://some%20role:p%2Fw@${host}:${first.port}/a%20b`);

    const { pid } = serverJson(folder);
    const stat =
      readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    // Process group and session: a terminal's Ctrl-C goes to the foreground group only.
    expect([Number(stat[2]), Number(stat[3])]).toEqual([pid, pid]);

    await ask(
      first.url('postgres'),
      'CREATE TABLE seen (name text UNIQUE); INSERT INTO seen VALUES ($$Canary Kestrelov$$)',
    );
    for (const refused of [
      "SELECT 'Canary Kestrelov'::int",
      "INSERT INTO seen VALUES ('Canary Kestrelov')",
      "DO $$ BEGIN RAISE WARNING 'Canary Kestrelov'; RAISE EXCEPTION 'Canary Kestrelov'; END $$",
    ]) {
      await expect(ask(first.url('postgres'), refused)).rejects.toThrow();
    }

    expect(await first.release()).toEqual({ stopped: false });
    expect(await first.release()).toEqual({ stopped: false });
    expect(await ask(second.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await second.release()).toEqual({ stopped: true });
    expect(processesNaming(folder)).toEqual([]);
    expect(readFileSync(path.join(folder, 'server.log'), 'utf8')).not.toContain('Canary');
  });

  it('is refused, not restarted, when server.json is missing; once stopped it gets a new password and keeps its data', async () => {
    const folder = scratchFolder();
    const server = await acquire(folder);
    await ask(server.url('postgres'), 'CREATE TABLE kept (n int)');
    rmSync(path.join(folder, 'server.json'));
    await expect(acquire(folder)).rejects.toThrow(/server\.json with its password is missing.*kill -INT/s);
    expect(await server.release()).toEqual({ stopped: true });

    const again = await acquire(folder);
    try {
      expect(again.superuserPassword).not.toBe(server.superuserPassword);
      expect(await ask(again.url('postgres'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
      expect(readFileSync(path.join(folder, 'server.log'), 'utf8')).not.toContain(again.superuserPassword);
    } finally {
      await again.release();
    }
  });
});

describe('after a crash', () => {
  it('tells the holder, and starts again with what was committed, past locks that name a foreign process', async () => {
    const folder = scratchFolder();
    let lost: Error | null = null;
    const server = await acquire(folder, { onLost: (error) => (lost = error) });
    await ask(server.url('postgres'), 'CREATE TABLE kept AS SELECT generate_series(1, 500) AS n');
    process.kill(serverJson(folder).pid ?? 0, 'SIGKILL');
    await until(() => lost !== null);
    expect(String(lost)).toMatch(/ended while it was in use/);
    expect(await server.release()).toEqual({ stopped: false });

    // As after a restart of a container, where pids begin anew. PostgreSQL itself overlooks its parent's pid only.
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    for (const file of ['postgres/postmaster.pid', `socket/.s.PGSQL.${server.port}.lock`]) {
      const rest = readFileSync(path.join(folder, file), 'utf8').split('\n').slice(1);
      writeFileSync(path.join(folder, file), [stranger.pid, ...rest].join('\n'));
    }
    try {
      const again = await acquire(folder);
      try {
        expect(again.started).toBe(true);
        expect(await ask(again.url('postgres'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 500 }]);
      } finally {
        await again.release();
      }
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('of a single session takes the lease again, so that another process leaving does not stop the server', async () => {
    const folder = scratchFolder();
    let losses = 0;
    const server = await acquire(folder, { applicationName: 'first', onLost: () => (losses += 1) });
    const leases = async (): Promise<number[]> =>
      (
        await ask<{ pid: number }>(
          server.url('postgres'),
          `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted`,
        )
      ).map(({ pid }) => pid);
    const [before] = await leases();
    process.kill(before ?? 0, 'SIGKILL');
    await until(async () => {
      const now = await leases().catch(() => []);
      return now.length === 1 && now[0] !== before;
    });
    const other = await acquire(folder);
    expect(await other.release()).toEqual({ stopped: false });
    expect(await server.release()).toEqual({ stopped: true });
    expect(losses).toBe(0);
  });
});

describe('the remembered port', () => {
  it('is given up for a free one when another program has it; a demanded port is not', async () => {
    const folder = scratchFolder();
    const server = await acquire(folder);
    await server.release();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(server.port, '127.0.0.1', resolve));
    try {
      await expect(acquire(folder, { port: server.port })).rejects.toThrow(`Port ${server.port} of 127.0.0.1 is taken`);
      const moved = await acquire(folder);
      expect(moved.port).not.toBe(server.port);
      expect(serverJson(folder).port).toBe(moved.port);
      expect(await ask(moved.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await moved.release()).toEqual({ stopped: true });
    } finally {
      squatter.close();
    }
  });
});

describe('what cannot be served is refused', () => {
  it('a relative path', async () => {
    await expect(acquire('.data')).rejects.toThrow('must be an absolute path');
  });

  it('a folder that holds something else, or a cluster of another major version', async () => {
    const folder = scratchFolder();
    const cluster = path.join(folder, 'postgres');
    mkdirSync(cluster, { mode: 0o700 });
    writeFileSync(path.join(cluster, 'letters.txt'), 'x');
    await expect(acquire(folder)).rejects.toThrow(/holds no PostgreSQL database/);
    writeFileSync(path.join(cluster, 'PG_VERSION'), '17\n');
    await expect(acquire(folder)).rejects.toThrow(/made by PostgreSQL 17; this program brings PostgreSQL 18/);
    expect(readdirSync(folder)).not.toContain('start.lock');
  });

  it('settings the server rejects: with the end of its log, nothing left running, and the next start unharmed', async () => {
    const folder = scratchFolder();
    await expect(acquire(folder, { settings: { fsync: 'off', max_connections: 'many' } })).rejects.toThrow(
      /did not start:\n.*max_connections/s,
    );
    expect(processesNaming(folder)).toEqual([]);
    const server = await acquire(folder);
    expect(server.started).toBe(true);
    await server.release();
  });
});

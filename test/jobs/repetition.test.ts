// Repeated work: one run at a time, slower after failures, stopped for good.

import { describe, expect, it } from '@jest/globals';
import { Repetition } from '../../src/jobs/repetition.js';

const silent = { onFailure: () => undefined, onRecovery: () => undefined };

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a repetition', () => {
  it('never runs twice at once, though it is started twice', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const repetition = new Repetition({
      ...silent,
      pause: 0,
      longestPause: 0,
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        runs += 1;
      },
    });
    repetition.start();
    repetition.start();
    await until(() => runs >= 5);
    await repetition.stop();
    expect(most).toBe(1);
  });

  it('waits for the run under way when it is stopped, and begins no other', async () => {
    let finish: () => void = () => undefined;
    let begun = 0;
    let ended = 0;
    const repetition = new Repetition({
      ...silent,
      pause: 0,
      longestPause: 0,
      work: async () => {
        begun += 1;
        await new Promise<void>((resolve) => (finish = resolve));
        ended += 1;
      },
    });
    repetition.start();
    await until(() => begun === 1);
    const stopped = repetition.stop();
    finish();
    await stopped;
    expect([begun, ended]).toEqual([1, 1]);
  });

  it('stops at once while it pauses', async () => {
    let runs = 0;
    const repetition = new Repetition({
      ...silent,
      pause: 3_600_000,
      longestPause: 3_600_000,
      work: async () => {
        runs += 1;
        await Promise.resolve();
      },
    });
    repetition.start();
    await until(() => runs === 1);
    await repetition.stop();
    expect(runs).toBe(1);
  });

  it('counts failures in a row, goes on after them and tells the recovery once', async () => {
    const told: (number | string)[] = [];
    let runs = 0;
    const repetition = new Repetition({
      pause: 0,
      longestPause: 0,
      onFailure: (_error, inARow) => told.push(inARow),
      onRecovery: () => told.push('recovered'),
      work: async () => {
        runs += 1;
        await Promise.resolve();
        if (runs <= 3 || runs === 6) throw new Error('no');
      },
    });
    repetition.start();
    await until(() => runs >= 8);
    await repetition.stop();
    expect(told).toEqual([1, 2, 3, 'recovered', 1, 'recovered']);
  });
});

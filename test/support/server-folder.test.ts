// The data of a run's server lie in memory only where there is room, and what a killed run left there is removed by the next one.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeServerFolder } from './server-folder.js';
import { TEST_DATA } from './test-server.js';

let memory: string;
beforeEach(() => {
  memory = mkdtempSync(path.join(tmpdir(), 'memory-'));
});
afterEach(() => {
  rmSync(memory, { recursive: true, force: true });
});

describe('the data of a run', () => {
  it.each([
    ['has too little room', () => makeServerFolder(memory, Number.MAX_SAFE_INTEGER)],
    ['lets no program run', () => makeServerFolder(memory, 1, () => false)],
    ['is not there', () => makeServerFolder(path.join(memory, 'missing'), 1)],
  ])('lie on the disk where the memory %s', (_, make) => {
    const folder = make();
    rmSync(folder, { recursive: true });
    expect(path.dirname(folder)).toBe(TEST_DATA);
    expect(readdirSync(memory)).toEqual([]);
  });

  it('lie in memory where there is room, beside those of a run that goes on, and without those of one that ended', () => {
    const ended = execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }).trim();
    const kept = [`whereabouts-tests-${process.pid}-other`, 'whereabouts-tests-', 'something-else'];
    for (const name of [...kept, `whereabouts-tests-${ended}-left`])
      mkdirSync(path.join(memory, name, 'postgres'), { recursive: true });
    const folder = makeServerFolder(memory, 1);
    expect(path.dirname(folder)).toBe(memory);
    expect(readdirSync(memory).sort()).toEqual([...kept, path.basename(folder)].sort());
  });
});

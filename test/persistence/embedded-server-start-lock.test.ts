// The start lock: taken once, freed by release or by its holder's death, never broken under a living holder.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processBirth } from '../../src/persistence/embedded-server/server-processes.js';
import { type StartLock, tryStartLock } from '../../src/persistence/embedded-server/start-lock.js';

let folder = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'start-lock-'));
});

beforeEach(() => {
  file = path.join(folder, `lock-${readdirSync(folder).length}`);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The first try clears a stale lock away, the second one takes it. */
function afterOneRetry(): StartLock | null {
  expect(tryStartLock(file)).toBeNull();
  return tryStartLock(file);
}

const heldBy = (pid: number, birth: string): void => writeFileSync(file, JSON.stringify({ pid, birth, token: 'x' }));

describe('the start lock', () => {
  it('is refused while another call of this process holds it, and free again after its release', () => {
    const lock = tryStartLock(file);
    expect(afterOneRetry()).toBeNull();
    lock?.release();
    const next = tryStartLock(file);
    expect(next).not.toBeNull();
    next?.release();
  });

  it('is refused while another living process holds it', () => {
    heldBy(process.ppid, processBirth(process.ppid));
    expect(afterOneRetry()).toBeNull();
  });

  it('is refused while its holder is still writing it, and not forever', () => {
    writeFileSync(file, '');
    expect(afterOneRetry()).toBeNull();
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(file, longAgo, longAgo);
    afterFree(afterOneRetry());
  });

  it('is broken when its holder is dead', () => {
    heldBy(2 ** 22 + 1, '');
    afterFree(afterOneRetry());
  });

  it('is broken when its pid was given to another process, even to this one', () => {
    heldBy(process.ppid, 'an earlier boot:1');
    afterFree(afterOneRetry());
    heldBy(process.pid, 'an earlier boot:1');
    afterFree(afterOneRetry());
    heldBy(process.pid, processBirth(process.pid));
    afterFree(afterOneRetry());
  });
});

function afterFree(lock: StartLock | null): void {
  expect(lock).not.toBeNull();
  expect(tryStartLock(file)).toBeNull();
  lock?.release();
  expect(readdirSync(folder).filter((entry) => entry.startsWith(path.basename(file)))).toEqual([]);
}

// What slows a worker from file to file is switched off: a storage that an earlier file entered holds nothing once the next file is set up.

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/** In a process of its own: in this one, the storage of the test that runs would be switched off. */
function told(way: 'run' | 'enterWith'): unknown {
  const script = `
    import { AsyncLocalStorage } from 'node:async_hooks';
    await import('./test/support/forgotten-storages.mjs?first');
    const storage = new AsyncLocalStorage();
    const enter = () => (${JSON.stringify(way)} === 'run' ? storage.run('held', () => new Promise(setImmediate).then(look)) : (storage.enterWith('held'), look()));
    const look = async () => {
      const before = storage.getStore();
      await import('./test/support/forgotten-storages.mjs?second');
      return [before ?? null, storage.getStore() ?? null];
    };
    console.log(JSON.stringify(await enter()));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

describe('an async storage that a test file entered', () => {
  it.each(['run', 'enterWith'] as const)('by %s holds nothing for the next file', (way) => {
    expect(told(way)).toEqual(['held', null]);
  });
});

// Matching in processes of their own: two share the work, and one that is killed anywhere leaves it whole to the next.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { compileSources, type CompiledSources } from '../../support/compiled-sources.js';
import { runCount } from '../../support/run-count.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { inventedNames, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';
import type { MatchingTask } from './matching-process.js';
import { MatchingTables } from './matching-tables.js';

/** Moments of a process's life before which it is killed; a deep run looks at all. */
const MOMENTS = runCount(5, 1_000);

let world: MatchesWorld;
let tables: MatchingTables;
let compiled: CompiledSources;
let liaison: Actor;
let partner: Actor;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, partner } = world);
  tables = new MatchingTables(world);
  compiled = compileSources(['src', 'migrations', 'test/usecases/matches/matching-process.ts']);
});
afterAll(async () => {
  compiled.remove();
  await world.stop();
});

interface Matching {
  /** It has loaded its modules and opened its connections. */
  readonly ready: Promise<void>;
  begin(): void;
  /** Null where it was killed. */
  readonly done: Promise<{ matched: number; sent: number } | null>;
}

function matching(dieBefore: number | null): Matching {
  const { files, keys, keyStoreFile } = world;
  const task: MatchingTask = { urls: files.urls, proof: TEST_PROOF.toString('hex'), keys, keyStoreFile, dieBefore };
  const script = compiled.fileOf('test/usecases/matches/matching-process.ts');
  const started = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  // Whoever dies before it is told to begin is told of by its end.
  started.stdin.on('error', () => undefined);
  started.stdin.write(`${JSON.stringify(task)}\n`);
  const lines = createInterface({ input: started.stdout });
  let said = '';
  lines.on('line', (line) => (said = line));
  return {
    ready: new Promise((resolve) => {
      lines.once('line', () => {
        resolve();
      });
      lines.once('close', resolve);
    }),
    begin: () => started.stdin.end('begin\n'),
    done: new Promise((resolve, reject) => {
      started.on('close', (code, signal) => {
        if (code === 0) resolve(JSON.parse(said) as { matched: number; sent: number });
        else if (signal === 'SIGKILL') resolve(null);
        else reject(new Error(`a process that matches ended with ${String(code)}`));
      });
    }),
  };
}

async function matchingProcess(dieBefore: number | null = null): Promise<{ matched: number; sent: number } | null> {
  const one = matching(dieBefore);
  await one.ready;
  one.begin();
  return one.done;
}

/** The server frees what a killed process held when it finds it gone; until then others are told that somebody else matches. */
async function matchRest(): Promise<number> {
  for (let matched = 0; ;) {
    matched += (await matchingProcess())?.matched ?? 0;
    if ((await tables.waiting()) === 0) return matched;
    await sleep(100);
  }
}

describe('processes', () => {
  it('share the work: everybody is matched once, each pair is found once, and both of them do some', async () => {
    const people: string[] = [];
    for (let pair = 0; pair < 40; pair += 1) {
      const name = somebody();
      for (const owner of [liaison, partner])
        people.push(await world.register(owner, lost(name, `19${10 + pair}-05-06`)));
    }
    // At one moment: whoever starts first would have matched everybody before a machine at work has started the other.
    const both = [matching(null), matching(null)];
    for (const { ready } of both) await ready;
    for (const one of both) one.begin();
    const done = await Promise.all(both.map((one) => one.done));
    expect(done.reduce((sum, one) => sum + (one?.matched ?? NaN), 0)).toBe(people.length);
    expect(Math.min(...done.map((one) => one?.matched ?? 0))).toBeGreaterThan(0);
    expect(await tables.timesMatched(people)).toEqual(people.map(() => 1));
    for (let at = 0; at < people.length; at += 2)
      expect(await tables.pair(people[at]!, people[at + 1]!)).toEqual({ state: 'open', findings: 1 });
  }, 120_000);

  it('that are killed anywhere leave whom they had under way to the next one', async () => {
    const registered = async (): Promise<string[]> => {
      const name = somebody();
      return [
        await world.register(liaison, lost(name, '1984-05-06')),
        await world.register(partner, lost(name, '1984-05-06')),
      ];
    };
    await registered();
    const { sent = 0 } = (await matchingProcess()) ?? {};
    expect(sent).toBeGreaterThan(15);
    const count = Math.min(MOMENTS, sent);
    const moments = Array.from({ length: count }, (_, at) => 1 + Math.round((at * (sent - 1)) / (count - 1)));
    const leftWork: boolean[] = [];
    for (const moment of moments) {
      const people = await registered();
      expect(await matchingProcess(moment)).toBeNull();
      leftWork.push((await tables.waiting()) > 0);
      expect(await matchRest()).toBe(leftWork.at(-1) === true ? people.length : 0);
      expect(await tables.timesMatched(people)).toEqual([1, 1]);
      expect(await tables.pair(people[0]!, people[1]!)).toEqual({ state: 'open', findings: 1 });
    }
    expect(leftWork).toContain(true);
  }, 600_000);
});

// `matches again`, as an operator runs it: everybody is compared once more, or left to the service, and nothing is said of anybody.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matchCommands } from '../../src/cli/matches/match-commands.js';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import type { Platform } from '../../src/platform.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { lost, openMatchesWorld, type MatchesWorld } from '../usecases/matches/matches-world.js';
import { recordedOutput } from './recorded-output.js';

let service: TestApplication;
let world: MatchesWorld;
let broken: string;

beforeAll(async () => {
  world = await openMatchesWorld();
  service = await startTestApplication({ doors: [] });
  for (const worker of [world.liaison, world.partner]) {
    broken = await world.register(worker, lost('Tavron Lazmeki', '1984-05-06'));
    await world.register(worker, lost('Belmir Horduni', '1971-02-03', 'central_agency_only'));
  }
});
afterAll(async () => {
  await service.stop();
  await world.stop();
});

async function run(words: readonly string[], interrupted = new AbortController().signal) {
  const recorded = recordedOutput();
  const { database, vault } = world;
  const platform: Platform = { ...service.platform, database, vault, close: () => Promise.resolve() };
  const operator = new Operator({ output: recorded.output, interrupted, open: () => Promise.resolve(platform) });
  const exitCode = await runProgram(['matches', 'again', ...words], operator, [
    (program, given) => {
      matchCommands(program, given, { looks: 3, pause: 300 });
    },
  ]);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

describe('matches again', () => {
  it('leaves it to the service where that is asked', async () => {
    const { exitCode, out } = await run(['--only-mark']);
    expect([exitCode, out]).toEqual([0, 'Marked 0 people; 4 wait for the service to compare them.\n']);
    expect(await world.states()).toEqual([]);
  });

  it('stops where it is interrupted, and goes on from there', async () => {
    const stopped = await run([], AbortSignal.abort());
    expect([stopped.exitCode, await world.states()]).toEqual([1, []]);
    expect(stopped.out).toContain('goes on from here');
    const { exitCode, out } = await run([]);
    expect([exitCode, out]).toEqual([0, 'Compared 4 people; 2 pairs were found, changed or superseded.\n']);
    expect(await world.states()).toEqual(['open', 'open']);
  });

  it('changes nothing when it is repeated, and answers in JSON', async () => {
    const { exitCode, out } = await run(['--json']);
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      { marked: 4, matched: 4, proposals: 0, elsewhere: false, notCompared: 0 },
    ]);
  });

  it('says how many cannot be compared and what to do next, of nobody who they are, and compares all others', async () => {
    await world.alterSeal(broken);
    const { exitCode, out, err } = await run([]);
    expect([exitCode, out]).toEqual([
      1,
      'Compared 3 people; 0 pairs were found, changed or superseded.\n1 people cannot be compared and stay marked; see keys verify --all.\n',
    ]);
    expect(err).not.toContain('Error');
    await world.alterSeal(broken);
    expect((await run([])).exitCode).toBe(0);
  });

  it('waits for those whom other processes compare, and says so where these do not end', async () => {
    const { rows } = await world.owner.query<{ id: string }>('SELECT id FROM registry.person ORDER BY id LIMIT 1');
    const hold = async (): Promise<void> => {
      await world.owner.query('BEGIN');
      await world.owner.query(`SELECT pg_advisory_xact_lock(hashtextextended('match ' || $1::text, 26))`, [
        rows[0]?.id,
      ]);
    };
    await hold();
    const left = await run(['--json']);
    expect([left.exitCode, JSON.parse(left.out)]).toEqual([
      1,
      { marked: 4, matched: 3, proposals: 0, elsewhere: true, notCompared: 0 },
    ]);
    const waiting = run([]);
    await world.owner.query('SELECT pg_sleep(0.4)');
    await world.owner.query('ROLLBACK');
    const { exitCode, out } = await waiting;
    expect([exitCode, out]).toEqual([0, 'Compared 4 people; 0 pairs were found, changed or superseded.\n']);
    await hold();
    const still = await run([]);
    await world.owner.query('ROLLBACK');
    expect([still.exitCode, still.out.includes('Other processes still compare some people.')]).toEqual([1, true]);
  });
});

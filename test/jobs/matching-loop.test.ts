// A running service compares people within seconds, beside another one, past somebody who cannot be compared, and up to its own end.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MatchingLoop } from '../../src/jobs/matching-loop.js';
import { Log } from '../../src/request/log.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { inventedNames, lost, openMatchesWorld, type MatchesWorld } from '../usecases/matches/matches-world.js';

let world: MatchesWorld;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
});
afterAll(() => world.stop());

function service(log = new Log('silent')): MatchingLoop {
  return new MatchingLoop(new MatchPersons(world.database, world.vault, world.clock), world.clock, log);
}

async function twoOfOneName(): Promise<void> {
  const name = somebody();
  await world.register(world.liaison, lost(name, '1984-05-06'));
  await world.register(world.partner, lost(name, '1984-05-06'));
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await sleep(50);
}

async function marks(): Promise<number> {
  const { rows } = await world.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM registry.match_mark');
  return rows[0]?.n ?? -1;
}

async function peopleMarked(): Promise<number> {
  const { rows } = await world.owner.query<{ n: number }>(
    'SELECT count(DISTINCT person_id)::integer AS n FROM registry.match_mark',
  );
  return rows[0]?.n ?? -1;
}

describe('a running service', () => {
  it('finds who was registered while it runs, each pair once though two of them run', async () => {
    const services = [service(), service()];
    for (const one of services) one.onApplicationBootstrap();
    for (let pair = 1; pair <= 3; pair += 1) {
      await twoOfOneName();
      await until(async () => (await world.states()).length === pair && (await marks()) === 0);
    }
    for (const one of services) await one.beforeApplicationShutdown();
    const { rows } = await world.owner.query<{ findings: number }>(
      'SELECT count(*)::integer AS findings FROM registry.match_finding GROUP BY proposal_id',
    );
    expect(rows).toEqual([{ findings: 1 }, { findings: 1 }, { findings: 1 }]);
  });

  it('that was stopped leaves whoever is marked to the next one', async () => {
    const stopped = service();
    stopped.onApplicationBootstrap();
    await stopped.beforeApplicationShutdown();
    const before = (await world.states()).length;
    await twoOfOneName();
    await sleep(2_500);
    expect((await world.states()).length).toBe(before);
    const next = service();
    next.onApplicationBootstrap();
    await until(async () => (await world.states()).length === before + 1);
    await next.beforeApplicationShutdown();
  });

  it('goes on past somebody who cannot be compared, tells it once, and looks again after ten minutes', async () => {
    await world.match();
    const lines: string[] = [];
    const told = () => lines.map((line) => JSON.parse(line) as { people?: number; msg: string });
    const broken = await world.register(world.liaison, lost(somebody(), '1984-05-06'));
    await world.alterSeal(broken);
    const running = service(new Log('info', { write: (line) => lines.push(line) }));
    running.onApplicationBootstrap();
    for (let pair = 0; pair < 2; pair += 1) {
      const before = (await world.states()).length;
      await twoOfOneName();
      await until(async () => (await world.states()).length === before + 1 && (await peopleMarked()) === 1);
    }
    await world.alterSeal(broken);
    await sleep(2_500);
    expect([await peopleMarked(), told().map(({ people, msg }) => [people, msg])]).toEqual([
      1,
      [[1, 'some people cannot be compared; see keys verify --all']],
    ]);
    world.clock.advance(10 * 60_000);
    await until(async () => (await peopleMarked()) === 0);
    await running.beforeApplicationShutdown();
    expect(told().at(-1)?.msg).toBe('everybody can be compared again');
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(broken);
  });

  it('holds up no writer: a person whom it is matching is changed meanwhile, and matched again', async () => {
    await world.match();
    const name = somebody();
    const person = await world.register(world.liaison, lost(name, '1984-05-06'));
    await world.owner.query('BEGIN');
    await world.owner.query('SELECT number FROM registry.match_mark FOR UPDATE');
    await world.register(world.liaison, lost(somebody(), '1984-05-06'));
    await world.database.transaction(world.liaison, async (room) => {
      const known = await room.persons.findVisible(world.liaison, person);
      await room.persons.noteIdentityChange(known?.id ?? '');
    });
    expect(await marks()).toBeGreaterThan(2);
    await world.owner.query('ROLLBACK');
  });
});

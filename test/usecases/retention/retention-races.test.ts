// The clock beside people and beside itself: who wins, in both orders; what a cut leaves; and persons who were merged.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Duplex } from 'node:stream';
import { Client } from 'pg';
import { ProposeLink } from '../../../src/usecases/links/propose-link.js';
import { ReviewLink } from '../../../src/usecases/links/review-link.js';
import { KeepRetention } from '../../../src/usecases/retention/keep-retention.js';
import { refusalOf, statement } from '../case-world.js';
import { SHOWN } from '../erasures/erasure-world.js';
import { BACK, openRetentionWorld, SERVICE, storedAs, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;

beforeAll(async () => {
  world = await openRetentionWorld();
});
afterAll(async () => {
  await world.stop();
});

/** The clock looks at nobody of the tests before. */
beforeEach(async () => {
  await world.owner.query('UPDATE registry.retention SET next_on = NULL');
});

/** Holds a person until both wait, the first of them before the other: PostgreSQL lets them through in that order. */
async function inOrder(
  pseudonym: string,
  works: readonly (() => Promise<unknown>)[],
): Promise<PromiseSettledResult<unknown>[]> {
  const personId = await world.personId(pseudonym);
  const holder = new Client({ connectionString: world.files.urls.owner });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query(`SELECT registry.name_actor('registry', NULL, NULL)`);
  await holder.query('SELECT id FROM registry.person WHERE id = $1 FOR UPDATE', [personId]);
  const outcomes: Promise<unknown>[] = [];
  for (const work of works) {
    outcomes.push(work());
    await untilWaiting(outcomes.length);
  }
  await holder.query('COMMIT');
  await holder.end();
  return Promise.allSettled(outcomes);
}

async function untilWaiting(count: number): Promise<void> {
  // The runner's own limit ends a wait in vain.
  for (;;) {
    const { rows } = await world.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.n ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function confirmedErasures(pseudonym: string): Promise<number> {
  const { rows } = await world.owner.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM registry.erasure WHERE person_id = $1 AND confirmed_at IS NOT NULL',
    [await world.personId(pseudonym)],
  );
  return rows[0]?.n ?? -1;
}

describe('opening again and erasing at one moment', () => {
  it('the person who was first has saved the identity', async () => {
    const name = 'Ilvane Torrick';
    const pseudonym = await world.closed(name);
    world.pass(90);
    const [reopened, run] = await inOrder(pseudonym, [() => world.reopen(pseudonym, 400), () => world.run()]);
    expect(reopened?.status).toBe('fulfilled');
    expect(run).toMatchObject({ status: 'fulfilled', value: { erased: 0 } });
    expect(await confirmedErasures(pseudonym)).toBe(0);
    const shown = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    expect(shown.identity.names?.[0]?.text).toBe(name);
  });

  it('the clock that was first has erased it, and the person is told so', async () => {
    const pseudonym = await world.closed('Ilvane Torrick');
    world.pass(90);
    const [run, reopened] = await inOrder(pseudonym, [() => world.run(), () => world.reopen(pseudonym, 400)]);
    expect(run).toMatchObject({ status: 'fulfilled', value: { erased: 1 } });
    expect(reopened).toMatchObject({ status: 'rejected', reason: { code: 'identity_erased' } });
    expect(await confirmedErasures(pseudonym)).toBe(1);
    expect((await world.read(pseudonym)).state).toBe('erased');
    await world.finishErasures.execute(SERVICE);
    expect(await world.sealedRows(await world.personId(pseudonym))).toBe(0);
  });
});

describe('prolonging and closing at one moment', () => {
  it('in either order one of them happened, and the other saw it', async () => {
    for (const first of ['person', 'clock']) {
      const pseudonym = await world.register(world.liaison, BACK);
      await world.date(pseudonym, 180);
      world.pass(90);
      await world.run();
      world.pass(90);
      const command = { pseudonym, until: world.dayIn(400), reason: 'They asked to be kept.', ifVersion: [2] };
      const works = [() => world.setRetention.execute(world.coordinator, command, null), () => world.run()];
      const outcomes = await inOrder(pseudonym, first === 'person' ? works : [...works].reverse());
      const [set, run] = first === 'person' ? outcomes : [...outcomes].reverse();
      if (first === 'person') {
        expect(set?.status).toBe('fulfilled');
        expect(run).toMatchObject({ value: { closed: 0 } });
        expect((await world.read(pseudonym)).state).toBe('dated');
      } else {
        expect(set).toMatchObject({ reason: { code: 'precondition_failed' } });
        expect(run).toMatchObject({ value: { closed: 1 } });
        await world.reopen(pseudonym, null);
      }
    }
  });
});

describe('two processes of the service', () => {
  it('take each step once', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 180);
    const totals = { warned: 0, closed: 0, erased: 0 };
    for (const days of [90, 90, 90]) {
      world.pass(days);
      const outcomes = await inOrder(pseudonym, [() => world.run(), () => world.run()]);
      for (const outcome of outcomes) {
        if (outcome.status !== 'fulfilled') throw outcome.reason;
        const value = outcome.value as typeof totals;
        totals.warned += value.warned;
        totals.closed += value.closed;
        totals.erased += value.erased;
      }
    }
    expect(totals).toEqual({ warned: 1, closed: 1, erased: 1 });
    expect((await world.tasks(pseudonym)).map((task) => task.split(' ')[0])).toEqual([
      'retention_warning',
      'retention_closed',
    ]);
    expect((await world.read(pseudonym)).steps.map(({ step }) => step)).toEqual(['set', 'warned', 'closed', 'erased']);
  });

  it('keep nobody waiting for one at whom it fails', async () => {
    const [stuck, free] = [await world.register(world.liaison, BACK), await world.register(world.liaison, BACK)];
    for (const pseudonym of [stuck, free]) await world.date(pseudonym, 180);
    world.pass(90);
    const stuckId = await world.personId(stuck);
    const { database } = world;
    const failing = Object.create(database) as typeof database;
    failing.transaction = (principal, work, mode) =>
      database.transaction(
        principal,
        async (room) => {
          const lock = room.persons.lockForWriting.bind(room.persons);
          room.persons.lockForWriting = async (...ids) => {
            if (ids.includes(stuckId)) throw new Error('broken');
            return lock(...ids);
          };
          return work(room);
        },
        mode,
      );
    await expect(new KeepRetention(failing, world.vault, world.clock).execute(SERVICE)).rejects.toThrow('broken');
    expect([(await world.read(stuck)).state, (await world.read(free)).state]).toEqual(['dated', 'warned']);
    expect(await world.run()).toMatchObject({ warned: 1 });
    for (const pseudonym of [stuck, free]) await world.date(pseudonym, null);
  });
});

describe('a process that is cut off', () => {
  it('before any of its statements has taken the step whole or not at all, and the next run goes on', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 180);
    const personId = await world.personId(pseudonym);
    let untouched = 0;
    for (const [days, state] of [
      [90, 'warned'],
      [90, 'closed'],
      [90, 'erased'],
    ] as const) {
      world.pass(days);
      const before = await storedAs(world, personId);
      const steps = (await world.read(pseudonym)).steps.length;
      const openTasks = await world.tasks(pseudonym);
      for (let dieBefore = 1; (await world.read(pseudonym)).state !== state; dieBefore += 1) {
        // A transaction that is cut leaves what a killed process leaves: nothing else than the database is touched before its commit.
        await cutBefore(dieBefore);
        const after = await world.read(pseudonym);
        if (after.state === state) {
          expect(after.steps).toHaveLength(steps + 1);
          continue;
        }
        untouched += 1;
        expect(await storedAs(world, personId)).toEqual(before);
        expect(await world.tasks(pseudonym)).toEqual(openTasks);
        expect(await confirmedErasures(pseudonym)).toBe(0);
      }
      expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });
    }
    expect(untouched).toBeGreaterThan(30);
    expect(await confirmedErasures(pseudonym)).toBe(1);
    await world.finishErasures.execute(SERVICE);
    expect(await world.sealedRows(personId)).toBe(0);
  });
});

type Query = (this: Client, ...given: unknown[]) => unknown;

/** A run whose connection breaks before one of its statements, counted from 1; a later count than it has lets it through. */
async function cutBefore(count: number): Promise<void> {
  const methods = Client.prototype as unknown as Record<'query', Query>;
  const { query } = methods;
  let said = 0;
  methods.query = function (...given) {
    said += 1;
    if (said === count) (this as unknown as { connection: { stream: Duplex } }).connection.stream.destroy();
    return query.apply(this, given);
  };
  try {
    await world.run().catch(() => undefined);
  } finally {
    methods.query = query;
  }
}

describe('persons who were merged', () => {
  it('are sought as long as the record in which they stand is, each keeping a date of its own', async () => {
    const verifier = await world.colleagueOf(world.liaison, ['verifier']);
    const back = await world.register(world.liaison, { identity: { names: [{ text: 'Adso Merrin' }] }, ...BACK });
    const sought = await world.register(world.liaison, {
      identity: { names: [{ text: 'Adso Merrin' }] },
      statements: [statement({ kind: 'capture', valid: '2021-05-25' })],
    });
    await world.date(back, 180);
    expect((await world.read(back)).obstacle).toBeNull();
    const reason = 'One register line in two lists.';
    const propose = new ProposeLink(world.database, world.clock);
    const { id } = await propose.execute(world.liaison, { pseudonym: back, into: sought, reason }, null);
    const review = new ReviewLink(world.database, world.clock);
    const verdict = {
      pseudonym: back,
      linkId: id,
      verdict: 'confirmed',
      reason: 'Looked at both.',
      ifMatch: ['*'],
    } as const;
    await review.execute(verifier, verdict, null);
    expect((await world.read(back)).obstacle).toBe('search_open');
    world.pass(90);
    await world.run();
    world.pass(90);
    expect(await world.run()).toMatchObject({ putOff: 1, closed: 0 });
    expect((await world.read(sought)).until).toBeNull();
    expect((await refusalOf(world.reopen(sought, null))).code).toBe('conflict');
  });
});

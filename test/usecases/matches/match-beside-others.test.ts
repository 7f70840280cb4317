// Several processes that match at once: nobody is matched twice or left out, no finding of older facts stands over newer ones.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { AskMatching } from '../../../src/usecases/matches/ask-matching.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { runCount } from '../../support/run-count.js';
import { MatchingTables } from './matching-tables.js';
import { inventedNames, JOB, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

let world: MatchesWorld;
let tables: MatchingTables;
let liaison: Actor;
let partner: Actor;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, partner } = world);
  tables = new MatchingTables(world);
});
afterAll(() => world.stop());
/** However it went, whatever stands is what a comparison of everybody by itself finds. */
afterEach(async () => {
  await world.match();
  await new AskMatching(world.database).execute(JOB);
  expect(await world.match()).toMatchObject({ proposals: 0, elsewhere: false });
});

async function rename(pseudonym: string, actor: Actor, name: string): Promise<void> {
  const change = { names: [{ text: name }] };
  await new ChangeIdentity(world.database, world.vault, world.clock).execute(
    actor,
    { pseudonym, change, ifMatch: ['*'] },
    null,
  );
}

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A matcher that stops behind one step until it is let go on: when somebody is met, when whom it met is opened, or when what it found is read under the lock. */
function stoppingAt(step: 'met' | 'compared' | 'read under the lock') {
  const [reached, gone] = [gate(), gate()];
  const vault = Object.create(world.vault) as IdentityVault;
  const stop = async <T>(answer: Promise<T>): Promise<T> => {
    const read = await answer;
    reached.open();
    await gone.opened;
    return read;
  };
  let opened = 0;
  const { compared } = world.vault;
  const stopping: Pick<typeof compared, 'meet' | 'open' | 'openUnless'> = {
    open: (ids) => {
      opened += 1;
      const answer = compared.open(ids);
      return step === 'read under the lock' && opened === 2 ? stop(answer) : answer;
    },
    meet: (queries) => (step === 'met' ? stop(compared.meet(queries)) : compared.meet(queries)),
    openUnless: (isRuledOut, ids) => {
      const answer = compared.openUnless(isRuledOut, ids);
      return step === 'compared' ? stop(answer) : answer;
    },
  };
  Object.defineProperty(vault, 'compared', { value: stopping });
  const matching = new MatchPersons(world.database, vault, world.clock).execute(JOB, { most: 1 });
  return { matching, reached: reached.opened, goOn: gone.open };
}

async function isLocked(personId: string, during: () => Promise<void>): Promise<void> {
  await world.owner.query('BEGIN');
  await world.owner.query(`SELECT pg_advisory_xact_lock(hashtextextended('match ' || $1::text, 26))`, [personId]);
  try {
    await during();
  } finally {
    await world.owner.query('ROLLBACK');
  }
}

describe('people whom another process matches', () => {
  it('are left to it, while everybody else is matched', async () => {
    const name = somebody();
    const a = await world.register(liaison, lost(name, '1984-05-06'));
    const b = await world.register(partner, lost(name, '1984-05-06'));
    await isLocked(await tables.idOf(a), async () => {
      expect(await world.match()).toEqual({ matched: 1, proposals: 1, elsewhere: true, notCompared: 0 });
      expect([await tables.timesMatched([a, b]), await tables.waiting()]).toEqual([[0, 1], 1]);
    });
    expect(await world.match()).toEqual({ matched: 1, proposals: 0, elsewhere: false, notCompared: 0 });
    expect(await tables.timesMatched([a, b])).toEqual([1, 1]);
  });

  it('are not matched by a second one for a change that comes meanwhile, and once more after it', async () => {
    const person = await world.register(liaison, lost(somebody(), '1984-05-06'));
    const stopped = stoppingAt('met');
    await stopped.reached;
    await rename(person, liaison, somebody());
    expect(await world.match()).toEqual({ matched: 0, proposals: 0, elsewhere: true, notCompared: 0 });
    stopped.goOn();
    expect(await stopped.matching).toMatchObject({ matched: 1 });
    expect(await tables.waiting()).toBe(1);
    expect(await world.match()).toMatchObject({ matched: 1, elsewhere: false });
    expect(await tables.timesMatched([person])).toEqual([2]);
  });

  it('keep a mark that was drawn before theirs and is kept after they were read', async () => {
    const person = await tables.idOf(await world.register(liaison, lost(somebody(), '1984-05-06')));
    const mark = `INSERT INTO registry.match_mark (person_id) VALUES ($1)`;
    await world.match();
    await world.owner.query('BEGIN');
    await world.owner.query(mark, [person]);
    await world.database.transaction(JOB, ({ matchWork }) => matchWork.mark([person]));
    const stopped = stoppingAt('met');
    await stopped.reached;
    await world.owner.query('COMMIT');
    stopped.goOn();
    expect(await stopped.matching).toMatchObject({ matched: 1 });
    expect(await tables.waiting()).toBe(1);
  });
});

describe('a finding of older facts', () => {
  it('is not written where the other was changed and matched meanwhile', async () => {
    const name = somebody();
    const b = await world.register(partner, lost(name, '1984-05-06'));
    await world.match();
    const a = await world.register(liaison, lost(name, '1984-05-06'));
    const older = stoppingAt('compared');
    await older.reached;
    await rename(b, partner, somebody());
    expect(await world.match()).toMatchObject({ matched: 1, proposals: 0 });
    older.goOn();
    expect(await older.matching).toEqual({ matched: 1, proposals: 0, elsewhere: false, notCompared: 0 });
    expect(await tables.pair(a, b)).toBeNull();
  });

  it('supersedes nothing that newer ones found', async () => {
    const name = somebody();
    const b = await world.register(partner, lost(name, '1984-05-06'));
    const a = await world.register(liaison, lost(name, '1984-05-06'));
    await world.match();
    await rename(b, partner, somebody());
    await world.match();
    await rename(a, liaison, name);
    const older = stoppingAt('met');
    await older.reached;
    await rename(b, partner, name);
    expect(await world.match()).toMatchObject({ matched: 1, proposals: 1 });
    older.goOn();
    expect(await older.matching).toMatchObject({ matched: 1, proposals: 0 });
    expect(await tables.pair(a, b)).toEqual({ state: 'open', findings: 3 });
  });

  it('that is being written is heard of by whoever matches the other by newer facts, and superseded', async () => {
    const name = somebody();
    const b = await world.register(partner, lost(name, '1984-05-06'));
    await world.match();
    const a = await world.register(liaison, lost(name, '1984-05-06'));
    const older = stoppingAt('read under the lock');
    await older.reached;
    await rename(b, partner, somebody());
    const newer = world.match();
    for (let waiting = 0; waiting === 0;) {
      await sleep(20);
      const { rows } = await world.owner.query<{ n: number }>(
        `SELECT count(*)::integer AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      waiting = rows[0]?.n ?? 0;
    }
    older.goOn();
    expect(await older.matching).toMatchObject({ matched: 1, proposals: 1 });
    expect(await newer).toMatchObject({ matched: 1, proposals: 1 });
    expect((await tables.pair(a, b))?.state).toBe('superseded');
  });
});

describe('two that match and people who change', () => {
  it('end with what a comparison of everybody finds', async () => {
    const texts = Array.from({ length: 4 }, somebody);
    const owners = [liaison, partner];
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, at) => {
        const owner = owners[at % 2]!;
        return world.register(owner, lost(texts[at % 4]!, '1984-05-06')).then((pseudonym) => ({ pseudonym, owner }));
      }),
    );
    let changing = true;
    const matching = [1, 2].map(async () => {
      while (changing) {
        await world.match();
      }
    });
    for (let turn = 0; turn < runCount(30, 500); turn += 1) {
      const { pseudonym, owner } = people[(turn * 7) % 10]!;
      await rename(pseudonym, owner, texts[(turn * 3) % 4]!);
    }
    changing = false;
    await Promise.all(matching);
    await world.match();
    expect(await tables.waiting()).toBe(0);
  });
});

// A process remembers the columns that it has counted, and counts what they are now.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import type { Dimension } from '../../../src/domain/statistics/measure.js';
import { Database } from '../../../src/persistence/database.js';
import type { Room } from '../../../src/persistence/room.js';
import { PreparingClient } from '../../../src/postgres/preparing-client.js';
import { ColumnMemory } from '../../../src/persistence/statistics/remembered-columns.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ReadCountsAhead } from '../../../src/usecases/statistics/read-counts-ahead.js';
import { MakeCountBlocks } from '../../../src/usecases/statistics/make-count-blocks.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { openCaseWorld, statement, type CaseWorld } from '../../usecases/case-world.js';

const OPERATOR = servicePrincipal('operator', 'count-blocks');
const DIMENSIONS: readonly Dimension[] = ['status', 'flag', 'time_in_custody'];
const VALID_AT = Date.parse('2021-02-01');

let world: CaseWorld;
let other: Database;
let owner: Actor;
const pseudonyms: string[] = [];

beforeAll(async () => {
  world = await openCaseWorld();
  other = await Database.open({ url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF });
  owner = await world.worker({ roles: ['coordinator', 'analyst'] });
  for (let at = 0; at < 6; at += 1) pseudonyms.push(await register());
  await make();
});

afterAll(async () => {
  await other.close();
  await world.stop();
});

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

async function register(): Promise<string> {
  const lost = statement({ kind: 'disappearance', valid: '2020-10-05', source: 'family' });
  const pseudonym = await world.register(owner, { sharingLevel: 'registry_only', statements: [lost] });
  world.clock.advance(1000);
  return pseudonym;
}

async function make(database = world.database): Promise<void> {
  await new MakeCountBlocks(database).execute(OPERATOR);
}

async function locate(at: number): Promise<void> {
  const located = statement({ kind: 'located', valid: '2020-12-21', details: { attestedBy: 'family' } });
  const command = { pseudonym: pseudonyms[at] ?? '', statement: located };
  await new AddStatement(world.database, world.clock).execute(owner, command, null);
  world.clock.advance(1000);
}

/** By status alone. */
async function people(database: Database, dimensions = DIMENSIONS): Promise<Record<string, number>> {
  const cells = await database.transaction(owner, (room) =>
    room.statistics.countVisible(owner, dimensions, { validAt: VALID_AT }, world.clock.now()),
  );
  const statuses: Record<string, number> = {};
  for (const { key, count } of cells) statuses[key['status'] ?? ''] = (statuses[key['status'] ?? ''] ?? 0) + count;
  return statuses;
}

describe('a process that has counted', () => {
  it('is sent nothing of a block that is the same still', async () => {
    const reads = jest.spyOn(ColumnMemory.prototype, 'read');
    try {
      expect(await people(world.database)).toEqual({ missing: 6 });
      // Place, reader, the two ends of validity and three dimensions, of today.
      expect(reads).toHaveBeenCalledTimes(7);
      expect(await people(world.database)).toEqual({ missing: 6 });
      expect(reads).toHaveBeenCalledTimes(7);
      await people(world.database, ['status', 'sex']);
      expect(reads).toHaveBeenCalledTimes(8);
      await locate(0);
      expect(await people(world.database)).toEqual({ missing: 5, returned_located: 1 });
      expect(reads).toHaveBeenCalledTimes(8);
    } finally {
      reads.mockRestore();
    }
  });

  it('counts what another one has made anew', async () => {
    for (const at of [1, 2]) {
      await people(world.database);
      await locate(at);
      await make(other);
      expect(await people(world.database)).toEqual({ missing: 5 - at, returned_located: 1 + at });
    }
  });

  it('counts what is said by who made and went back on it', async () => {
    await world.owner.query('BEGIN');
    await world.owner.query(`DELETE FROM registry.count_column WHERE name = 'status'`);
    expect(await people(world.database)).toEqual({ missing: 3, returned_located: 3 });
    await world.owner.query('ROLLBACK');
    expect(await people(world.database)).toEqual({ missing: 3, returned_located: 3 });
  });

  it('counts for two at once who ask for other columns, and while all is forgotten', async () => {
    const tables: readonly (readonly Dimension[])[] = [['status'], ['status', 'sex'], DIMENSIONS, ['status', 'month']];
    const forgetting = jest.spyOn(ColumnMemory.prototype, 'bytes', 'get').mockReturnValue(Infinity);
    try {
      const counted = await Promise.all([...tables, ...tables].map((table) => people(world.database, table)));
      for (const one of counted) expect(one).toEqual({ missing: 3, returned_located: 3 });
    } finally {
      forgetting.mockRestore();
    }
  });
});

describe('a process that reads ahead', () => {
  const reading = (): ReadCountsAhead => new ReadCountsAhead(other);

  async function ahead(): Promise<number> {
    return (await reading().execute(OPERATOR)).columns;
  }

  async function columnsOfToday(): Promise<number> {
    const { rows } = await world.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM registry.count_column WHERE part = 'today'`,
    );
    return rows[0]?.n ?? 0;
  }

  it('is for the service alone', async () => {
    await expect(reading().execute(owner)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('reads all that it lacks once, and counts without reading', async () => {
    await make();
    expect(await ahead()).toBeGreaterThanOrEqual(await columnsOfToday());
    expect(await ahead()).toBe(0);
    const reads = jest.spyOn(ColumnMemory.prototype, 'read');
    try {
      expect(await people(other)).toEqual({ missing: 3, returned_located: 3 });
      expect(await people(other, ['state', 'month', 'sex'])).toEqual({ '': 6 });
      expect(reads).not.toHaveBeenCalled();
    } finally {
      reads.mockRestore();
    }
  });

  it('reads anew what was made anew, by whomever', async () => {
    await locate(3);
    await make();
    expect(await ahead()).toBeGreaterThanOrEqual(await columnsOfToday());
    expect(await people(other)).toEqual({ missing: 2, returned_located: 4 });
  });

  it('leaves room for counts in what it may remember', async () => {
    const filled = jest.spyOn(ColumnMemory.prototype, 'bytes', 'get').mockReturnValue(200 * 1024 * 1024);
    try {
      await locate(4);
      await make();
      expect(await ahead()).toBe(0);
      expect(await people(other)).toEqual({ missing: 1, returned_located: 5 });
    } finally {
      filled.mockRestore();
    }
  });

  it('ends after the columns under way when it is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    expect(await reading().execute(OPERATOR, { signal: stopped.signal })).toEqual({ columns: 0 });
    expect(await ahead()).toBeGreaterThan(0);
  });
});

interface Together {
  readonly firstAsked: Promise<void>;
  readonly times: () => number;
  readonly restore: () => void;
}

describe('two counts of one transaction', () => {
  /** The texts that ask blocks, of which the first two are answered to those who asked when both are: of each what it found at its own moment. */
  function answeredTogether(): Together {
    const [first, second] = [gate(), gate()];
    const { prototype } = PreparingClient;
    const query = Reflect.get(prototype, 'query');
    let asked = 0;
    const together = async function (this: PreparingClient, ...given: unknown[]): Promise<unknown> {
      const place = String(given[0]).includes(`'standing' AS kind`) ? (asked += 1) : 0;
      const found = await (query.apply(this, given) as Promise<unknown>);
      if (place === 1) first.open();
      if (place === 2) second.open();
      if (place === 1 || place === 2) await second.opened;
      return found;
    };
    const spy = jest.spyOn(prototype, 'query').mockImplementation(together as typeof query);
    return {
      firstAsked: first.opened,
      times: () => asked,
      restore: () => {
        spy.mockRestore();
      },
    };
  }

  it('that find somebody marked and nobody, at one moment, each go by what they found', async () => {
    // So many that one who is marked is counted beside blocks.
    for (let more = 0; more < 30; more += 1) await register();
    await make();
    const count = (room: Room) =>
      room.statistics.countVisible(owner, ['status'], { validAt: VALID_AT }, world.clock.now());
    const before = await world.database.transaction(owner, count);
    await locate(5);
    const { firstAsked, times, restore } = answeredTogether();
    try {
      const counted = await world.database.transaction(owner, async (room) => {
        const one = count(room);
        await firstAsked;
        await make(other);
        return Promise.all([one, count(room)]);
      });
      // The one that found somebody marked asked for their rows as well.
      expect(times()).toBe(3);
      const after = await world.database.transaction(owner, count);
      expect(after).not.toEqual(before);
      expect(counted).toEqual([after, after]);
    } finally {
      restore();
    }
  });
});

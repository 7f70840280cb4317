// What a list tells of each person is what their record tells the same reader at the same times, though nothing is folded for it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { ageBand } from '../../../src/domain/records/age-band.js';
import { projectRecord } from '../../../src/domain/records/record-projection.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListRecords, type ListedRecord } from '../../../src/usecases/records/list-records.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { RebuildRecords } from '../../../src/usecases/records/rebuild-records.js';
import { AddTask } from '../../../src/usecases/tasks/add-task.js';
import { runCount } from '../../support/run-count.js';
import { statement } from '../case-world.js';
import { openLinksWorld, type LinksWorld } from '../links/links-world.js';

const SEED = 20_241_128;
const DAY = 86_400_000;
const DAYS = ['2020-01-01', '2021-03-05', '2021-08-01', '2023-02-03'].map((day) => Date.parse(day));

interface Times {
  readonly knownAt?: number;
  readonly validAt?: number;
}

let world: LinksWorld;
let readers: readonly Actor[];
let list: ListRecords;
let read: ReadRecord;
let add: AddStatement;
/** As their owner knows them. */
let people: readonly string[];
const moments: number[] = [];

const anyTold: fc.Arbitrary<NewStatementInput> = fc
  .record({
    kind: fc.constantFrom(
      'disappearance',
      'capture',
      'proof_of_life',
      'located',
      'death',
      'particulars',
      'extortion_attempt',
    ),
    valid: fc.constantFrom(
      '2021-02',
      '2021-02-20',
      '2021-03-01/2021-03-20',
      '2021-04~',
      '2021-05-01',
      '../2021-05',
      '2020',
    ),
    grade: fc.constantFrom('A1', 'B2', 'E5', 'F6'),
    confidential: fc.boolean(),
    place: fc.constantFrom(undefined, { code: 'demo:11', precision: 'locality_1km' }),
    born: fc.constantFrom(
      { from: 2004, to: 2004 },
      { from: 1961, to: 1963 },
      { from: 1980, to: 1999 },
      { from: 2002, to: 2006 },
    ),
  })
  .map(({ born, ...given }) =>
    statement({
      ...given,
      source: given.kind === 'death' ? 'media' : given.kind === 'proof_of_life' ? 'witness_sighting' : 'organisation',
      details:
        given.kind === 'located' ? { attestedBy: 'family' } : given.kind === 'particulars' ? { birthYears: born } : {},
    }),
  );

beforeAll(async () => {
  world = await openLinksWorld();
  readers = [world.liaison, world.partner];
  const { database, clock } = world;
  [list, read, add] = [
    new ListRecords(database, clock),
    new ReadRecord(database, clock),
    new AddStatement(database, clock),
  ];
  await world.place('demo:1', 'Upper Country');
  await world.place('demo:11', 'Lower Valley', 'demo:1');
  const sharingLevel = 'partners_pseudonymous' as const;
  people = await inTurn([...Array(12).keys()], (place) => {
    const particulars = place % 4 === 0 ? {} : { birth: { age: 8 + 9 * place, asOf: '2021' } };
    return world.register(world.liaison, { sharingLevel, particulars });
  });
  moments.push(clock.now());
  const told = fc.sample(fc.record({ person: fc.nat(people.length - 1), by: fc.nat(1), told: anyTold }), {
    seed: SEED,
    numRuns: runCount(60, 600),
  });
  for (const one of told) {
    clock.advance(DAY);
    const actor = readers[one.by] ?? world.liaison;
    const pseudonym = await world.pseudonymFor(actor, people[one.person] ?? '');
    await add.execute(actor, { pseudonym, statement: one.told }, null);
  }
  for (const pseudonym of people.slice(3, 5))
    await new AddTask(database, clock).execute(
      world.liaison,
      { pseudonym, kind: 'follow_up', due: '2021-06-10' },
      null,
    );
  clock.advance(30 * DAY);
  moments.push(clock.now());
  clock.advance(1);
  const [from = '', into = '', ...others] = people;
  await world.merge(from, into);
  await world.merge(others[0] ?? '', into);
  // A record of two owners, which neither of them sees exactly.
  const seen = statement({ kind: 'proof_of_life', valid: '2021-07-20', source: 'witness_sighting', grade: 'A1' });
  const theirs = await world.register(world.partner, { sharingLevel, statements: [seen] });
  const [asSeen, ours] = [await world.pseudonymFor(world.liaison, theirs), others[1] ?? ''];
  const link = await world.propose(world.liaison, asSeen, ours);
  await world.review(world.partner, theirs, link);
  moments.push(clock.now());
}, 120_000);

afterAll(async () => {
  await world.stop();
});

async function inTurn<Given, Made>(given: readonly Given[], make: (one: Given) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (const one of given) made.push(await make(one));
  return made;
}

async function listed(reader: Actor, times: Times): Promise<readonly ListedRecord[]> {
  return (await list.execute(reader, { ...times, assignedToMe: false, limit: 200 })).records;
}

/** The same by folding each of them. */
async function folded(reader: Actor, pseudonyms: readonly string[], times: Times): Promise<ListedRecord[]> {
  return inTurn(pseudonyms, async (pseudonym) => {
    const { record, own } = await read.execute(reader, { pseudonym, why: false, ...times });
    const { status, month, state } = projectRecord(record);
    return {
      pseudonym,
      own: own !== null,
      reference: own?.reference ?? null,
      status,
      flags: record.flags.map(({ flag }) => flag),
      month,
      state,
      ageBand: ageBand(record.birthYears, record.asOf),
      signOfLifeDays: record.lastSignOfLife?.ageDays ?? null,
    };
  });
}

async function expectTold(reader: Actor, times: Times): Promise<void> {
  const records = await listed(reader, times);
  expect(records).toEqual(
    await folded(
      reader,
      records.map(({ pseudonym }) => pseudonym),
      times,
    ),
  );
}

function timesAsked(): Times[] {
  const known = [undefined, ...moments];
  return known.flatMap((knownAt) =>
    [undefined, ...DAYS].map((validAt) => ({
      ...(knownAt !== undefined && { knownAt }),
      ...(validAt !== undefined && { validAt }),
    })),
  );
}

describe('a list of records', () => {
  it('tells all kinds of people, or what follows would prove little', async () => {
    const records = (await inTurn(readers, (reader) => listed(reader, {}))).flat();
    expect(new Set(records.map(({ status }) => status)).size).toBeGreaterThan(3);
    expect(new Set(records.map(({ ageBand: band }) => band)).size).toBeGreaterThan(2);
    expect(records.some(({ signOfLifeDays }) => signOfLifeDays !== null)).toBe(true);
    expect(records.some(({ own }) => own) && records.some(({ own }) => !own)).toBe(true);
    expect(new Set(records.flatMap(({ flags }) => flags)).size).toBeGreaterThan(3);
  });

  it('tells of each person what their record tells, at any times', async () => {
    for (const times of timesAsked()) for (const reader of readers) await expectTold(reader, times);
  }, 120_000);

  it('tells the same where rows are of an older version, and after they are made anew', async () => {
    const now = await inTurn(readers, (reader) => listed(reader, {}));
    for (const table of ['record_projection', 'record_interval'])
      await world.owner.query(
        `UPDATE registry.${table} SET layout = 1, birth_from = NULL, birth_to = NULL, sign_at = NULL`,
      );
    for (const times of timesAsked().slice(0, 8)) for (const reader of readers) await expectTold(reader, times);
    expect(await inTurn(readers, (reader) => listed(reader, {}))).toEqual(now);
    const operator = servicePrincipal('operator', 'rebuilding');
    await new RebuildRecords(world.database, world.clock).execute(operator, { fromStart: true });
    const { rows } = await world.owner.query('SELECT 1 FROM registry.record_projection WHERE layout = 1');
    expect(rows).toEqual([]);
    expect(await inTurn(readers, (reader) => listed(reader, {}))).toEqual(now);
  }, 120_000);
});

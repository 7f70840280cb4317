// Asked later what was known then, every list, count and record answers what it answered then, byte for byte.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/domain/access/actor.js';
import { claimsOf } from '../../../src/domain/records/claims.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { weighStatements } from '../../../src/domain/records/statement-weight.js';
import { mayRead } from '../../../src/persistence/records/records-for-reader.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { SupersedeStatement } from '../../../src/usecases/records/supersede-statement.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { openCaseWorld, statement, type CaseWorld } from '../case-world.js';

const SEED = 4_711;
const DAY = 86_400_000;
const DIMENSIONS = ['status', 'sex', 'month', 'holder'];
/** Days between, before and after everything that is told below. */
const DAYS = ['2021-02-10', '2021-03-05', '2021-05-10'].map((day) => Date.parse(day));

const STATUSES = ['missing', 'believed_held', 'returned_located', 'death_reported', 'closed'] as const;
const FLAGS = ['sign_of_life_stale', 'child', 'conflicting_statements', 'extortion_attempt'] as const;
const SOME_DAY = Date.parse('2021-03-05');

interface Times {
  readonly knownAt?: number;
  readonly validAt?: number;
}

let world: CaseWorld;
let readers: readonly Actor[];
let list: ListRecords;
let count: CountMeasure;
let read: ReadRecord;

beforeAll(async () => {
  world = await openCaseWorld();
  const roles = ['liaison', 'analyst'] as const;
  readers = [await world.worker({ roles }), await world.worker({ roles }), await world.worker({ roles })];
  const { database, clock } = world;
  [list, count, read] = [
    new ListRecords(database, clock),
    new CountMeasure(database, clock),
    new ReadRecord(database, clock),
  ];
});

afterAll(async () => {
  await world.stop();
});

const anyTold: fc.Arbitrary<NewStatementInput> = fc
  .record({
    kind: fc.constantFrom('disappearance', 'capture', 'detention', 'proof_of_life', 'located', 'death', 'particulars'),
    valid: fc.constantFrom(
      '2021-02',
      '2021-02-20',
      '2021-03-01/2021-03-20',
      '2021-03-15',
      '2021-04',
      '2021-05-01',
      '../2021-05',
    ),
    grade: fc.constantFrom('A1', 'B2', 'B2', 'E5', 'F6'),
    confidential: fc.boolean(),
  })
  .map((given) =>
    statement({
      ...given,
      source: given.kind === 'death' ? 'media' : given.kind === 'proof_of_life' ? 'witness_sighting' : 'organisation',
      details:
        given.kind === 'located'
          ? { attestedBy: 'family' }
          : given.kind === 'particulars'
            ? { sex: 'male', birthYears: { from: 2003, to: 2003 } }
            : {},
    }),
  );

interface Step {
  readonly person: number;
  readonly by: number;
  readonly told: NewStatementInput;
  /** Takes an earlier statement of the same giver back, or puts this one in its place. */
  readonly how: 'add' | 'add again' | 'retract' | 'supersede';
  readonly daysLater: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  person: fc.nat(3),
  by: fc.nat(2),
  told: anyTold,
  how: fc.constantFrom('add', 'add', 'add again', 'retract', 'supersede'),
  daysLater: fc.constantFrom(0, 1, 40, 200),
});

interface Told {
  readonly id: string;
  readonly person: number;
  readonly by: number;
  readonly confidential: boolean;
}

class Story {
  private readonly told: Told[] = [];

  constructor(private readonly pseudonyms: readonly (readonly string[])[]) {}

  async take({ person, by, told, how }: Step): Promise<void> {
    const [actor, pseudonym] = [readers[by], this.pseudonyms[by]?.[person]];
    if (actor === undefined || pseudonym === undefined) return;
    const { database, clock } = world;
    const before = this.told.findIndex((one) => one.person === person && one.by === by);
    const [earlier] = how === 'add' || before < 0 ? [] : this.told.splice(before, 1);
    if (how === 'retract' && earlier !== undefined) {
      await new RetractStatement(database, clock).execute(actor, { statementId: earlier.id, reason: 'not so' }, null);
    } else if (how === 'supersede' && earlier !== undefined) {
      const successor = { ...told, confidential: earlier.confidential };
      const command = { statementId: earlier.id, reason: 'better known', successor };
      const { successorId } = await new SupersedeStatement(database, clock).execute(actor, command, null);
      this.told.push({ ...earlier, id: successorId });
    } else {
      const { id } = await new AddStatement(database, clock).execute(actor, { pseudonym, statement: told }, null);
      this.told.push({ id, person, by, confidential: told.confidential === true });
    }
  }
}

/** Persons known to all three organisations, and the pseudonyms that each knows them by. */
async function persons(): Promise<string[][]> {
  const [owner] = readers;
  if (owner === undefined) throw new Error('nobody');
  for (let index = 0; index < 4; index += 1) await world.register(owner, { sharingLevel: 'partners_pseudonymous' });
  return Promise.all(
    readers.map(async (reader) =>
      (await list.execute(reader, { assignedToMe: false, limit: 200 })).records
        .slice(-4)
        .map(({ pseudonym }) => pseudonym),
    ),
  );
}

async function listed(reader: Actor, times: Times, filter: { status?: string; flag?: string } = {}): Promise<string> {
  const { records } = await list.execute(reader, { ...filter, ...times, assignedToMe: false, limit: 200 });
  return JSON.stringify(records);
}

/** All that a reader may ask; everything but the instants of asking themselves. */
async function answers(reader: Actor, pseudonyms: readonly string[], times: Times): Promise<string> {
  const records = [];
  for (const pseudonym of pseudonyms)
    records.push((await read.execute(reader, { pseudonym, why: true, ...times })).record);
  const filtered = [];
  for (const status of ['missing']) filtered.push(await listed(reader, times, { status }));
  for (const flag of ['sign_of_life_stale', 'child', 'conflicting_statements'])
    filtered.push(await listed(reader, times, { flag }));
  const counted = await count.execute(reader, { measure: 'whereabouts-status', by: DIMENSIONS, ...times });
  return JSON.stringify([records, await listed(reader, times), filtered, counted]);
}

describe('what was known then', () => {
  it('is answered as it was answered then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 5 }), async (steps) => {
        const pseudonyms = await persons();
        const story = new Story(pseudonyms);
        const snapshots: { at: number; reader: number; answer: string; ofADay: string }[] = [];
        for (const step of steps) {
          world.clock.advance(step.daysLater * DAY);
          await story.take(step);
          const at = world.clock.now();
          for (const [reader, actor] of readers.entries()) {
            const seen = pseudonyms[reader] ?? [];
            const [answer, ofADay] = [
              await answers(actor, seen, {}),
              await answers(actor, seen, { validAt: SOME_DAY }),
            ];
            snapshots.push({ at, reader, answer, ofADay });
          }
          // What comes within the same millisecond belongs to the same state of knowledge.
          world.clock.advance(1);
        }
        for (const { at, reader, answer, ofADay } of snapshots) {
          const [actor, seen] = [readers[reader], pseudonyms[reader] ?? []];
          if (actor === undefined) continue;
          expect(await answers(actor, seen, { knownAt: at })).toBe(answer);
          expect(await answers(actor, seen, { knownAt: at, validAt: SOME_DAY })).toBe(ofADay);
        }
      }),
      { seed: SEED, numRuns: 2 },
    );
  }, 120_000);
});

describe('lists and counts of any times', () => {
  it('are those that folding everybody gives', async () => {
    const pseudonyms = await persons();
    const story = new Story(pseudonyms);
    const begun = world.clock.now();
    for (const step of fc.sample(anyStep, { seed: SEED, numRuns: 30 })) {
      world.clock.advance(step.daysLater * DAY);
      await story.take(step);
    }
    const end = world.clock.now();
    for (const reader of readers)
      for (const knownAt of [begun - 1, (begun + end) / 2, end])
        for (const validAt of DAYS) await agree(reader, { knownAt: Math.floor(knownAt), validAt });
  }, 120_000);
});

/** The list under each status and flag holds whom the whole list shows with it, and the records are those of the fold. */
async function agree(reader: Actor, times: Times): Promise<void> {
  const all = (await list.execute(reader, { ...times, assignedToMe: false, limit: 200 })).records;
  const having = async (filter: { status?: string; flag?: string }): Promise<string[]> =>
    (await list.execute(reader, { ...times, ...filter, assignedToMe: false, limit: 200 })).records.map(
      ({ pseudonym }) => pseudonym,
    );
  for (const status of STATUSES)
    expect(await having({ status })).toEqual(
      all.filter((one) => one.status === status).map(({ pseudonym }) => pseudonym),
    );
  for (const flag of FLAGS)
    expect(await having({ flag })).toEqual(
      all.filter(({ flags }) => flags.includes(flag)).map(({ pseudonym }) => pseudonym),
    );
  expect(all.map(({ pseudonym }) => pseudonym)).toEqual(await concernedThen(reader, times));
  const { cells } = await count.execute(reader, { measure: 'whereabouts-status', by: [], ...times });
  const counts: Record<string, number> = Object.fromEntries(
    cells.map(({ key, count: people }) => [key['status'] ?? '', people]),
  );
  for (const { status } of all) counts[status] = (counts[status] ?? 0) - 1;
  expect(Object.values(counts).every((people) => people === 0)).toBe(true);
}

/** By folding everybody: who was known, and had something happen by that day or nothing at all. */
async function concernedThen(reader: Actor, { knownAt = Infinity, validAt = Infinity }: Times): Promise<string[]> {
  const ids = (await world.owner.query<{ id: string }>('SELECT id FROM registry.person ORDER BY id')).rows.map(
    ({ id }) => id,
  );
  return world.database.transaction(reader, async (room) => {
    const visible = (await room.persons.filterVisible(reader, ids)).map(({ id }) => id);
    const statements = await room.statements.ofPersons(visible);
    const concerned = visible.filter((id) => {
      const recorded = (statements.get(id) ?? []).map((one) => one.statement);
      const clock = { today: 0, view: { organisationId: reader.organisationId }, knownAt };
      const claims = (day: number): number => claimsOf(weighStatements(recorded, { ...clock, validAt: day })).length;
      return (
        recorded.some((one) => mayRead(reader, one) && one.recordedAt <= knownAt) &&
        (claims(validAt) > 0 || claims(Infinity) === 0)
      );
    });
    const pseudonyms = await room.persons.pseudonymsFor(reader.organisationId, concerned);
    return concerned.map((id) => pseudonyms.get(id) ?? '');
  });
}

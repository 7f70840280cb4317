// What the table allows is answered, about a thing made for each request; and no address or body reaches a thing by way of another one.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import { PARAMETERS } from '../route-matrix.js';
import { NAMED_IN_BODIES } from './asked-bodies.js';
import type { Thing } from './asked-thing.js';
import { EXPECTED_ANSWERS, type ExpectedAnswers } from './expected-answers.js';
import { codeOf, MatrixWorld, mayAsk, shownOf, told } from './matrix-world.js';

/** Some three thousand requests, most of which make the things that are asked about. */
jest.setTimeout(1_200_000);

/** A thing of the same kind of which no part belongs to the first one, where a second one would not do. */
const APART: Readonly<Record<string, string>> = {
  assignment: 'rareAssignment',
  list: 'longList',
  matchedList: 'longList',
};
const PSEUDONYMS = /WB(?:-[0-9A-Z]{5}){4}-[0-9A-Z]/g;

let world: MatrixWorld;
beforeAll(async () => {
  world = await MatrixWorld.open();
});
afterAll(() => world.close());

function token({ name }: ExpectedAnswers): string {
  return world.people.of('own', ROLES.find((role) => mayAsk(name, role)) ?? 'coordinator').token;
}

describe('what the table allows', () => {
  it('is answered so, and tells no organisation a code of another one', async () => {
    const faults: string[] = [];
    const cells = world.cells().filter(({ expected }) => expected < 400);
    for (const cell of cells) {
      const own = await world.freshThing(cell.row.about, cell.level, cell.asker);
      const thing = await world.things.translated(own, cell.asker);
      const answer = await world.askFor(cell, thing);
      if (answer.status !== cell.expected) faults.push(told(cell, answer));
      if (cell.row.name.endsWith('/sign-out')) cell.asker.token = await cell.asker.user.token();
      if (cell.asker.side === 'own') continue;
      const theirs = new Set(Object.values(own).filter((value) => value.match(PSEUDONYMS) !== null));
      const leaked = (answer.text.match(PSEUDONYMS) ?? []).filter((code) => theirs.has(code));
      if (leaked.length > 0) faults.push(`${cell.row.name} tells ${leaked.join(', ')}`);
    }
    expect(faults).toEqual([]);
    expect(cells.length).toBeGreaterThan(250);
  });
});

describe('an address of parts of two things', () => {
  it('leads nowhere, as one of which the last part is of nothing', async () => {
    const nested = world.guarded().filter(({ name }) => (name.match(/:/g) ?? []).length > 1);
    expect(nested.length).toBeGreaterThan(15);
    const prepared: [ExpectedAnswers, mixed: Thing, nowhere: Thing][] = [];
    for (const row of nested) {
      const parts = [...row.name.matchAll(/:(\w+)/g)].map(([, part]) => part!);
      const [hand] = world.people.hands;
      const one = await world.freshThing(row.about, 'private', hand);
      const other = await world.freshThing(APART[row.about] ?? row.about, 'private', hand);
      const first = { [parts[0]!]: one[parts[0]!] ?? '' };
      const others = Object.fromEntries(parts.map((part) => [part, other[part] ?? '']));
      prepared.push([row, { ...one, ...others, ...first }, { ...one, ...PARAMETERS, line: '77', ...first }]);
    }
    const before = await world.digestOfTables();
    const faults: string[] = [];
    for (const [row, mixed, nowhere] of prepared) {
      const [answer, ofNothing] = [
        await world.ask(row.name, mixed, token(row)),
        await world.ask(row.name, nowhere, token(row)),
      ];
      const isRight = answer.status === 404 && codeOf(answer) === 'not_found';
      if (!isRight || shownOf(answer) !== shownOf(ofNothing))
        faults.push(`${row.name}: ${answer.text}; of nothing: ${ofNothing.text}`);
    }
    expect(await world.digestOfTables()).toEqual(before);
    expect(faults).toEqual([]);
  });
});

describe('a body that names somebody whom one may not know of', () => {
  it.each(Object.entries(NAMED_IN_BODIES))('is answered as one that names nobody: %s by %s', async (name, field) => {
    const row = EXPECTED_ANSWERS.get(name)!;
    const thing = await world.freshThing(row.about, 'private', world.people.hands[0]);
    const stranger = await world.things.stranger();
    const before = await world.digestOfTables();
    const [hidden, nobody] = [
      await world.ask(name, { ...thing, [field]: stranger }, token(row)),
      await world.ask(name, { ...thing, [field]: PARAMETERS['pseudonym']! }, token(row)),
    ];
    expect([404, 422]).toContain(hidden.status);
    expect(shownOf(hidden)).toBe(shownOf(nobody));
    expect(await world.digestOfTables()).toEqual(before);
  });
});

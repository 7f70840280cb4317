// Which statements a record holds at which time: every statement in exactly one record, whatever is linked with what.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contentsAt,
  contentsOf,
  foldContents,
  membershipsOf,
  type StandingLink,
} from '../../../src/domain/records/record-contents.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { day, told as tell } from './statement-fixture.js';

const CLOCK = { today: day('2026-01-01'), view: { organisationId: null } };
const PEOPLE = ['a', 'b', 'c', 'd'] as const;

function link(fromPersonId: string, intoPersonId: string, from: number, to = Infinity): StandingLink {
  return { fromPersonId, intoPersonId, from, to };
}

/** Which person's statements each record holds at a time. */
function held(links: readonly StandingLink[], at?: number): Record<string, string[]> {
  const memberships = membershipsOf(PEOPLE, links);
  return Object.fromEntries(
    PEOPLE.map((id) => {
      const contents = contentsOf(id, memberships, (of) => [{ id: of } as Statement]);
      return [id, contentsAt(id, contents, at).held.map(({ recordedOn }) => recordedOn)];
    }),
  );
}

describe('what a record holds', () => {
  it('is its own statements where nobody is linked', () => {
    expect(held([])).toEqual({ a: ['a'], b: ['b'], c: ['c'], d: ['d'] });
  });

  it('is everything of those merged into it, and nothing in a record that was merged', () => {
    expect(held([link('b', 'a', 10), link('c', 'b', 5)])).toEqual({ a: ['a', 'b', 'c'], b: [], c: [], d: ['d'] });
  });

  it('is at any time what the links were then', () => {
    const links = [link('b', 'a', 10, 20), link('c', 'b', 15, 30)];
    expect(held(links, 9)).toEqual(held([]));
    expect(held(links, 10)).toEqual({ a: ['a', 'b'], b: [], c: ['c'], d: ['d'] });
    expect(held(links, 19)).toEqual({ a: ['a', 'b', 'c'], b: [], c: [], d: ['d'] });
    expect(held(links, 20)).toEqual({ a: ['a'], b: ['b', 'c'], c: [], d: ['d'] });
    expect(held(links, 30)).toEqual(held([]));
    expect(held(links)).toEqual(held([]));
  });

  it('tells where a closed record has gone, to the root of the tree', () => {
    const memberships = membershipsOf(PEOPLE, [link('b', 'a', 10, 20), link('c', 'b', 15)]);
    const contents = contentsOf('c', memberships, () => []);
    expect([14, 15, 19, 20].map((at) => contentsAt('c', contents, at).survivorId)).toEqual([null, 'a', 'a', 'b']);
  });

  it('has each statement in exactly one record at any time, whatever the links, rings included', () => {
    const links = fc.array(
      fc
        .record({
          from: fc.constantFrom(...PEOPLE),
          into: fc.constantFrom(...PEOPLE),
          at: fc.nat(30),
          lasts: fc.nat(20),
        })
        .map(({ from, into, at, lasts }) => link(from, into, at, lasts === 0 ? Infinity : at + lasts)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(links, fc.integer({ min: -1, max: 60 }), (given, at) => {
        // No two links of one person stand at once: reviews see to that. Rings they refuse too, and the fold stays total.
        const together = Object.values(held(given, at)).flat().sort();
        expect(together).toEqual([...PEOPLE]);
      }),
      { seed: 30, numRuns: 500 },
    );
  });
});

describe('the fold of a record that was merged', () => {
  const memberships = membershipsOf(['a', 'b'], [link('b', 'a', 10, 20)]);
  const told = { a: [tell('last_contact', '2020-11-01', {})], b: [tell('capture', '2020-12-01', {})] };
  const contents = (id: 'a' | 'b') => contentsOf(id, memberships, (of) => told[of === 'a' ? 'a' : 'b']);
  const fold = (id: 'a' | 'b', at: number) => foldContents(contentsAt(id, contents(id), at), CLOCK);

  it('is closed, says why, and tells nothing of whereabouts', () => {
    const record = fold('b', 15);
    expect(record).toMatchObject({ status: 'closed', fate: 'unknown', loss: null, custody: null, flags: [] });
    expect(record.why).toMatchObject({ rule: 'merged_into_another', deciding: [], dissenting: [] });
  });

  it('is that of both in the survivor, and that of each again after the split', () => {
    expect(fold('a', 15)).toEqual(foldRecord([...told.a, ...told.b], CLOCK));
    expect(fold('a', 20)).toEqual(foldRecord(told.a, CLOCK));
    expect(fold('b', 20)).toEqual(foldRecord(told.b, CLOCK));
  });
});

// Which published figures stand beside one another: the same seen from each of them, the same with two parties exchanged, in an order that no name decides.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PartyKeys } from '../../../src/domain/published-figures/figure-definition.js';
import { byDateThenId, figuresBeside, standBeside } from '../../../src/domain/published-figures/figures-beside.js';
import type { PublishedFigure } from '../../../src/domain/published-figures/published-figure.js';
import { figure } from './figure-fixture.js';

const RUNS = { seed: 20210601, numRuns: 300 };

/** Two parties under their keys and labels, and what a text calls nobody here. */
function partiesOf(first: string, second: string): PartyKeys {
  return new Map([
    [first, 'k1'],
    ['k1', 'k1'],
    [second, 'k2'],
    ['k2', 'k2'],
  ]);
}
const PARTIES = partiesOf('Northern', 'Southern');

const definition = (side: string, ...status: string[]): object => ({
  measure: 'whereabouts-status',
  filter: { status, side: [side] },
});
const recorded = (given: object): { figure: PublishedFigure } => ({ figure: figure(given) });
const beside = (one: object, other: object): boolean =>
  standBeside(figure({ id: 'one', ...one }), figure({ id: 'other', ...other }), PARTIES);

describe('two figures stand beside one another', () => {
  it.each([
    [{ subject: 'people missing' }],
    [{ affectedParty: 'Northern' }],
    [{ allegedHolder: 'Northern', allegedBy: 'counsel' }],
    [{ asOf: '2021-03-01' }],
    [{ asOf: null, publishedOn: '2021-03' }],
  ])('not when the other is %j', (other) => {
    expect(beside({}, other)).toBe(false);
  });

  it.each([
    [{}, { value: { approx: 900 }, publisher: 'Coast Monitor' }],
    [{}, { asOf: '2021-02' }],
    [{}, { asOf: '2021-02-20/2021-03-10' }],
    [{ affectedParty: 'Northern' }, { affectedParty: 'k1' }],
    [{ definition: definition('Northern', 'missing') }, { subject: 'others', definition: definition('k1', 'missing') }],
    [{ definition: definition('Northern', 'missing') }, {}],
  ])('when %j meets %j, whatever their numbers', (one, other) => {
    expect(beside(one, other)).toBe(true);
  });

  it('not by other definitions, however alike their words', () => {
    const one = { definition: definition('Northern', 'missing') };
    expect(beside(one, { definition: definition('Southern', 'missing') })).toBe(false);
    expect(beside(one, { definition: definition('Northern', 'missing', 'closed') })).toBe(false);
  });
});

/** Worlds of few words, so that figures often meet. */
const party = fc.constantFrom('Northern', 'Southern', 'k1', 'k2', 'Nobody');
const given = fc.record(
  {
    subject: fc.constantFrom('people held', ' People  HELD', 'people missing'),
    affectedParty: party,
    asOf: fc.constantFrom('2021-02-28', '2021-02', '2021', '2021-03-01', '2021-03/..'),
    definition: fc.tuple(party, fc.constantFrom('missing', 'closed')).map(([side, status]) => definition(side, status)),
    value: fc.record({ min: fc.nat(9) }),
  },
  { requiredKeys: ['subject', 'asOf', 'value'] },
);
const world = fc.array(given, { minLength: 2, maxLength: 8 });
const figuresOf = (all: readonly object[]): { figure: PublishedFigure }[] =>
  all.map((one, at) => recorded({ id: `f${at}`, ...one }));

const idsBeside = (all: readonly { figure: PublishedFigure }[], parties: PartyKeys): string[][] =>
  all.map((one) => figuresBeside(one, all, parties).map(({ figure: { id } }) => id));

describe('those beside a figure', () => {
  it('have it beside them, and it is not beside itself', () => {
    let met = 0;
    fc.assert(
      fc.property(world, (all) => {
        const ids = idsBeside(figuresOf(all), PARTIES);
        ids.forEach((others, at) => {
          expect(others).not.toContain(`f${at}`);
          met += others.length;
          for (const other of others) expect(ids[Number(other.slice(1))]).toContain(`f${at}`);
        });
      }),
      RUNS,
    );
    expect(met).toBeGreaterThan(RUNS.numRuns);
  });

  it('are the same, in the same order, when the labels of two parties are exchanged', () => {
    const exchanged = (text: string): string =>
      text.replaceAll(/Northern|Southern/g, (label) => (label === 'Northern' ? 'Southern' : 'Northern'));
    fc.assert(
      fc.property(world, (all) => {
        const others = JSON.parse(exchanged(JSON.stringify(all))) as object[];
        expect(idsBeside(figuresOf(others), partiesOf('Southern', 'Northern'))).toEqual(
          idsBeside(figuresOf(all), PARTIES),
        );
      }),
      RUNS,
    );
  });

  it('are in one order, whatever order they were recorded in and whatever their publishers are called', () => {
    fc.assert(
      fc.property(world, fc.array(fc.constantFrom('Aspen', 'Zinnia'), { minLength: 8, maxLength: 8 }), (all, names) => {
        const order = (some: readonly { figure: PublishedFigure }[]): string[] =>
          byDateThenId(some).map(({ figure: { id } }) => id);
        const expected = order(figuresOf(all));
        expect(order([...figuresOf(all)].reverse())).toEqual(expected);
        expect(order(figuresOf(all.map((one, at) => ({ ...one, publisher: names[at] }))))).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('come earliest day first, then the date that ends first, then by id', () => {
    const all = [
      { id: 'b', asOf: '2021-02-28' },
      { id: 'a', asOf: '2021-02-28' },
      { id: 'open', asOf: '2021-02-01/..' },
      { id: 'month', asOf: '2021-02' },
      { id: 'since', asOf: '../2021-02-28' },
    ].map(recorded);
    expect(byDateThenId(all).map(({ figure: { id } }) => id)).toEqual(['since', 'month', 'open', 'a', 'b']);
  });
});

// What is said of a figure: how the registry's count lies to it, whether it contradicts itself, and with which others it clashes.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clashesOf, type ComparableFigure } from '../../../src/domain/published-figures/figure-clashes.js';
import {
  compareFigure,
  compareWithCount,
  countedDays,
} from '../../../src/domain/published-figures/figure-comparison.js';
import { contradictionsIn } from '../../../src/domain/published-figures/figure-contradictions.js';
import { cellsUnder, countableOf } from '../../../src/domain/published-figures/figure-definition.js';
import { boundsOf, canAgree, type FigureValue } from '../../../src/domain/published-figures/figure-value.js';
import { positionsIn, type PublishedFigure } from '../../../src/domain/published-figures/published-figure.js';
import { figure, NOW } from './figure-fixture.js';

const nobody = (): null => null;
const kinds = (one: PublishedFigure): unknown[] =>
  contradictionsIn(one, nobody).map(({ kind, breakdown }) => [kind, breakdown]);

describe('the registry’s count beside a figure', () => {
  it.each<[FigureValue, number, string]>([
    [{ exact: 40 }, 39, 'below'],
    [{ exact: 40 }, 40, 'equal'],
    [{ exact: 40 }, 41, 'above'],
    [{ approx: 40 }, 41, 'above'],
    [{ min: 55, max: 60 }, 54, 'below'],
    [{ min: 55, max: 60 }, 55, 'within'],
    [{ min: 55, max: 60 }, 60, 'within'],
    [{ min: 55, max: 60 }, 61, 'above'],
    [{ min: 230 }, 229, 'at_least_does_not_hold'],
    [{ min: 230 }, 230, 'at_least_holds'],
    [{ max: 7 }, 7, 'at_most_holds'],
    [{ max: 7 }, 8, 'at_most_does_not_hold'],
  ])('%j against %d is %s', (value, count, verdict) => {
    expect(compareWithCount(value, count)).toBe(verdict);
  });

  it('says what it does not show', () => {
    const { comparison, words } = compareFigure({ min: 230 }, [{ day: '2021-02-28', count: 41 }]);
    expect(comparison).toBe('at_least_does_not_hold');
    expect(words).toBe(
      'The publisher states at least 230. Reported to us for 28 February 2021: 41, which does not reach the publisher’s "at least". ' +
        'What was reported to the registry is no measure of what is true.',
    );
  });

  it('decides nothing between two days that disagree', () => {
    const value = { exact: 40 };
    const days = (first: number, last: number): string =>
      compareFigure(value, [
        { day: '2021-01-01', count: first },
        { day: '2021-12-31', count: last },
      ]).comparison;
    expect([days(40, 41), days(12, 39)]).toEqual(['depends_on_day', 'below']);
  });

  it('is taken on the first and the last day that the date allows, and none where it is open', () => {
    const day = (text: string): number => Date.parse(`${text}T23:59:59.999Z`);
    const span = (from: string, to: string): { earliest: number; latest: number } => ({
      earliest: Date.parse(from),
      latest: Date.parse(to),
    });
    expect(countedDays(span('2021-02-28T00:00Z', '2021-02-28T23:59Z'), NOW)).toEqual([day('2021-02-28')]);
    expect(countedDays(span('2020-12-01T00:00Z', '2021-12-31T23:59Z'), NOW)).toEqual([
      day('2020-12-01'),
      day('2021-06-01'),
    ]);
    expect(countedDays({ earliest: -Infinity, latest: NOW }, NOW)).toEqual([]);
  });

  it('is not taken without a definition, in another version, or of a party that is not known', () => {
    const parties = new Map([['NR', 'k1']]);
    const reason = (definition: object | null): unknown => {
      const countable = countableOf(figure({ definition }).definition, parties);
      return countable.ok ? countable.filter : countable.reason;
    };
    const measure = 'whereabouts-status';
    expect(reason(null)).toBe('no_definition');
    expect(reason({ measure, version: 2 })).toBe('measure_changed');
    expect(reason({ measure, filter: { side: ['NR', 'SF'] } })).toBe('unknown_party');
    expect(reason({ measure, filter: { side: ['NR', 'unknown'], sex: 'female' } })).toEqual({
      sex: ['female'],
      side: ['k1', 'unknown'],
    });
  });

  it('counts a person with several values once, under each filter that names one of them', () => {
    const cells = [
      { key: { status: 'missing', category: 'hostage+detainee' }, count: 2 },
      { key: { status: 'missing', category: 'detainee' }, count: 3 },
      { key: { status: 'closed', category: 'hostage' }, count: 5 },
    ];
    const count = (filter: Parameters<typeof cellsUnder>[0]): number =>
      cellsUnder(filter, cells).reduce((sum, cell) => sum + cell.count, 0);
    expect(count({ status: ['missing'], category: ['hostage'] })).toBe(2);
    expect(count({ category: ['hostage', 'detainee'] })).toBe(10);
    expect(count({})).toBe(10);
  });
});

describe('a breakdown', () => {
  const whole = { value: { exact: 3890 } };
  const sides = { complete: true, parts: { military: 3171, civilian: 719 } };

  it('is contradictory where its publisher calls it complete and disjoint and it does not add up', () => {
    const wrong = { complete: true, parts: { men: 3623, women: 266 } };
    expect(kinds(figure({ ...whole, breakdowns: [sides, wrong] }))).toEqual([['breakdown', 1]]);
  });

  it('is none where its parts are only included, however they add up', () => {
    const including = { of: 'civilian', complete: false, parts: { children: 71, women: 267, elderly: 326 } };
    const more = { complete: false, parts: { here: 3000, there: 3000 } };
    expect(kinds(figure({ ...whole, breakdowns: [sides, including, more] }))).toEqual([]);
  });

  it('is held against the part that it breaks down, where it says so', () => {
    const of = (complete: boolean): object => ({ of: 'civilian', complete, parts: { children: 71, others: 650 } });
    expect(kinds(figure({ ...whole, breakdowns: [sides, of(true)] }))).toEqual([['breakdown', 1]]);
    expect(kinds(figure({ ...whole, breakdowns: [sides, of(false)] }))).toEqual([]);
  });

  it('is given the benefit of every range and of every "about"', () => {
    const parts = (...values: object[]): object => ({ complete: true, parts: Object.fromEntries(values.entries()) });
    const verdicts = (value: object, breakdown: object): unknown[] => kinds(figure({ value, breakdowns: [breakdown] }));
    expect(verdicts({ min: 55, max: 60 }, parts({ exact: 50 }, { min: 4, max: 6 }))).toEqual([]);
    expect(verdicts({ min: 55, max: 60 }, parts({ exact: 50 }, { max: 4 }))).toEqual([['breakdown', 0]]);
    expect(verdicts({ min: 55 }, parts({ exact: 50 }, { min: 40 }))).toEqual([]);
    expect(verdicts({ approx: 10 }, parts({ exact: 50 }))).toEqual([]);
    expect(verdicts({ exact: 10 }, parts({ approx: 50 }, { approxShare: 0.9 }))).toEqual([]);
  });

  it('is judged alike whoever published it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => /^[\w ]+$/.test(text) && text.trim() !== ''),
        fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }),
        fc.nat(120),
        (publisher, numbers, exact) => {
          const breakdowns = [{ complete: true, parts: Object.fromEntries(numbers.map((one, at) => [`p${at}`, one])) }];
          const faults = kinds(figure({ publisher, affectedParty: publisher, value: { exact }, breakdowns }));
          expect(faults.length === 0).toBe(numbers.reduce((sum, one) => sum + one, 0) === exact);
        },
      ),
      { seed: 20210601, numRuns: 200 },
    );
  });
});

describe('a derivation', () => {
  const derived = figure({ value: { exact: 2410 }, derivedFrom: { minus: ['registered', 'released'] } });
  const of = (registered: FigureValue, released: FigureValue | null): unknown[] =>
    contradictionsIn(derived, (id) => (id === 'registered' ? registered : released)).map(({ kind }) => kind);

  it('holds, does not, or is left alone where something of it is not known', () => {
    expect(of({ exact: 3890 }, { exact: 1480 })).toEqual([]);
    expect(of({ exact: 3890 }, { exact: 1479 })).toEqual(['derivation']);
    expect(of({ exact: 3890 }, { approx: 1000 })).toEqual([]);
    expect(of({ exact: 3890 }, { min: 1481 })).toEqual(['derivation']);
    expect(of({ exact: 3890 }, null)).toEqual([]);
  });
});

describe('two figures', () => {
  const parties = new Map([
    ['NR', 'k1'],
    ['k1', 'k1'],
  ]);
  const by = (recordedBy: string, given: object): ComparableFigure => ({ figure: figure(given), recordedBy });
  const verdicts = (one: object, other: object): unknown[] =>
    clashesOf(by('Office A', { id: 'one', ...one }), [by('Office B', { id: 'other', ...other })], parties).map(
      ({ basis, statedBy }) => [basis, statedBy],
    );
  const uncovered = { id: 'one', subject: 'remains uncovered', value: { min: 662 } };
  const identified = { id: 'other', subject: 'remains identified', value: { exact: 662 }, conflictsWith: ['one'] };

  it('clash where whoever recorded one of them says so, seen from both', () => {
    expect(verdicts(uncovered, identified)).toEqual([['stated', 'Office B']]);
    expect(verdicts(identified, uncovered)).toEqual([['stated', 'Office A']]);
    expect(verdicts(uncovered, { ...identified, conflictsWith: [] })).toEqual([]);
  });

  it('clash by the rule where they speak of the same on the same day and cannot both be true', () => {
    expect(verdicts({}, { value: { exact: 41 } })).toEqual([['rule', null]]);
    expect(verdicts({}, { value: { exact: 41 }, subject: ' People  held after THE fighting' })).toHaveLength(1);
    expect(verdicts({}, { value: { exact: 41 }, publisher: 'Coast Monitor' })).toHaveLength(1);
    expect(verdicts({ affectedParty: 'NR' }, { affectedParty: 'k1', value: { max: 39 } })).toHaveLength(1);
  });

  it.each([
    [{ value: { approx: 900 } }],
    [{ value: { min: 3 } }],
    [{ value: { exact: 41 }, asOf: '2021-03-01' }],
    [{ value: { exact: 41 }, subject: 'people missing' }],
    [{ value: { exact: 41 }, affectedParty: 'NR' }],
    [{ value: { exact: 41 }, allegedHolder: 'NR', allegedBy: 'somebody' }],
  ])('do not clash by the rule when the other is %j', (other) => {
    expect(verdicts({}, other)).toEqual([]);
  });

  it('are the same by their definitions, where both have one, whatever their words', () => {
    const definition = (...status: string[]): object => ({ measure: 'whereabouts-status', filter: { status } });
    const one = { definition: definition('missing', 'believed_held') };
    const other = { value: { exact: 41 }, subject: 'something else' };
    expect(verdicts(one, { ...other, definition: definition('believed_held', 'missing') })).toHaveLength(1);
    expect(verdicts(one, { value: { exact: 41 }, definition: definition('missing') })).toEqual([]);
  });

  it('clash from both sides or from neither', () => {
    const value = fc.oneof(
      fc.record({ exact: fc.nat(9) }),
      fc.record({ min: fc.nat(9) }),
      fc.record({ max: fc.nat(9) }),
      fc.record({ approx: fc.nat(9) }),
    );
    fc.assert(
      fc.property(value, value, (one, other) => {
        const there = verdicts({ value: one }, { value: other });
        expect(there).toEqual(verdicts({ value: other }, { value: one }));
        expect(there.length === 0).toBe(canAgree(boundsOf(one), boundsOf(other)));
      }),
      { seed: 20210601, numRuns: 200 },
    );
  });
});

describe('who alleges and who denies', () => {
  it('is told with whose word it is, and a figure without a holder alleges nothing', () => {
    const said = figure({ allegedHolder: 'k1', allegedBy: 'the families’ counsel', holderPosition: 'denial' });
    expect(positionsIn(said, new Map([['k1', 'NR']])).map(({ position, statedBy }) => [position, statedBy])).toEqual([
      ['alleged_holder', 'the families’ counsel'],
      ['denial', 'Vale Monitoring Group'],
    ]);
    expect(positionsIn(said, new Map([['k1', 'NR']]))[1]?.words).toBe(
      'NR is said to deny it, by the account of Vale Monitoring Group.',
    );
    expect(positionsIn(figure(), new Map())).toEqual([]);
  });
});

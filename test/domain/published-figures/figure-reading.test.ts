// What of a published figure is taken, and how everything that is wrong with it is named at once.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requireFigure, requireFigures } from '../../../src/domain/published-figures/figure-reading.js';
import { faultsOf, figure, NOW, PLAIN, read } from './figure-fixture.js';

describe('a figure that is given', () => {
  it('is refused with every fault by its pointer, and without what was given', () => {
    const given = {
      ...PLAIN,
      publisher: ' ',
      asOf: '2021-02-30',
      value: { about: 3 },
      sites: -1,
      allegedHolder: 'NR',
      holderPosition: 'silence',
      definition: { measure: 'whereabouts-status', filter: { status: ['lost', 'missing'], colour: 'red' } },
      breakdowns: [{ complete: 'yes', parts: { women: 1.5, 'Mira Ostrand': 'many' } }, 'none'],
      conflictsWith: ['b', 'b'],
      derivedFrom: { minus: ['b'] },
      'Mira Ostrand': 1,
      note: 'x',
    };
    const work = (): unknown => requireFigure(given, NOW, '/figures/3');
    expect(faultsOf(work).map((fault) => fault.replace('/figures/3', '…'))).toEqual([
      '…/? unknown_field',
      '…/note unknown_field',
      '…/publisher invalid_field',
      '…/value invalid_field',
      '…/asOf date_impossible',
      '…/definition/filter/colour unknown_field',
      '…/definition/filter/status/0 invalid_field',
      '…/breakdowns/0/complete invalid_field',
      '…/breakdowns/0/parts/women invalid_field',
      '…/breakdowns/0/parts/? invalid_field',
      '…/breakdowns/1 invalid_field',
      '…/allegedBy invalid_field',
      '…/holderPosition invalid_field',
      '…/sites invalid_field',
      '…/derivedFrom/minus invalid_field',
      '…/conflictsWith invalid_field',
    ]);
    expect(work).toThrow(expect.objectContaining({ code: 'invalid_field' }));
    let told = '';
    try {
      work();
    } catch (error) {
      told = JSON.stringify(error) + String(error);
    }
    expect(told).not.toMatch(/Mira|Ostrand|silence|lost'/);
  });

  it('is refused as an unknown field where nothing else is wrong', () => {
    const work = (): unknown => requireFigure({ ...PLAIN, verdict: 'true' }, NOW, '');
    expect(work).toThrow(expect.objectContaining({ code: 'unknown_field' }));
    expect(faultsOf(work)).toEqual(['/verdict unknown_field']);
  });

  it.each([
    [{ asOf: null }, '/asOf date_missing'],
    [{ asOf: '2021-06-03' }, '/asOf in_the_future'],
    [{ publishedOn: '20210228' }, '/publishedOn date_not_hyphenated'],
    [{ allegedBy: 'somebody' }, '/allegedHolder invalid_field'],
    [{ holderPosition: 'denial' }, '/allegedHolder invalid_field'],
    [{ id: 'Held 2021' }, '/id invalid_field'],
    [{ value: { min: 3, max: 2 } }, '/value invalid_field'],
    [{ value: { exact: 3, approx: 3 } }, '/value invalid_field'],
    [{ value: { exact: 1.5 } }, '/value invalid_field'],
    [{ value: 40 }, '/value invalid_field'],
    [{ value: { toString: 1 } }, '/value invalid_field'],
    [{ definition: { measure: 'deaths' } }, '/definition/measure invalid_field'],
    [{ definition: { measure: 'whereabouts-status', filter: { side: '' } } }, '/definition/filter/side invalid_field'],
    [{ definition: { measure: 'whereabouts-status', filter: { sex: [] } } }, '/definition/filter/sex invalid_field'],
    [{ breakdowns: [{ complete: true, of: 'civilian', parts: { a: 1 } }] }, '/breakdowns/0/of invalid_field'],
    [{ breakdowns: [{ complete: true, parts: {} }] }, '/breakdowns/0/parts invalid_field'],
    [{ breakdowns: [{ complete: true, parts: { a: { approxShare: 2 } } }] }, '/breakdowns/0/parts/a invalid_field'],
  ])('with %j is refused at its field', (given, fault) => {
    expect(faultsOf(() => read(given))).toEqual([fault]);
  });

  it('keeps every field as its publisher states it, and the parts in the publisher’s order', () => {
    const given = {
      publishedOn: '2021-03~',
      affectedParty: 'NR',
      value: { min: 55, max: 60 },
      definition: { measure: 'whereabouts-status', filter: { side: 'NR', status: ['held_denied', 'believed_held'] } },
      breakdowns: [
        { complete: true, parts: { military: 40, civilian: { approx: 19 } } },
        { complete: false, of: 'civilian', by: 'age', parts: { elderly: 3, children: { approxShare: 0.1 } } },
      ],
      allegedHolder: 'SF',
      allegedBy: 'Vale Monitoring Group',
      holderPosition: 'denial',
      basis: 'calls of families',
      source: 'yearly account',
      sites: 0,
      derivedFrom: { minus: ['a', 'b'] },
      conflictsWith: ['c'],
    };
    const { definition, breakdowns, minus, conflictsWith, ...rest } = read(given);
    expect(rest).toEqual({
      ...PLAIN,
      id: null,
      publishedOn: '2021-03~',
      affectedParty: 'NR',
      value: { min: 55, max: 60 },
      allegedHolder: 'SF',
      allegedBy: 'Vale Monitoring Group',
      holderPosition: 'denial',
      basis: 'calls of families',
      source: 'yearly account',
      sites: 0,
    });
    expect(definition).toEqual({
      measure: 'whereabouts-status',
      version: 1,
      filter: { status: ['held_denied', 'believed_held'], side: ['NR'] },
    });
    expect(breakdowns[0]?.parts).toEqual([
      ['military', 40],
      ['civilian', { approx: 19 }],
    ]);
    expect(breakdowns[1]).toMatchObject({ complete: false, of: 'civilian', by: 'age' });
    expect([minus, conflictsWith]).toEqual([['a', 'b'], ['c']]);
  });

  it('is written alike whatever the order in which its fields were given', () => {
    const fields = Object.entries({ ...PLAIN, id: 'one', sites: 3, allegedBy: 'a', allegedHolder: 'b' });
    const expected = JSON.stringify(figure(Object.fromEntries(fields)));
    fc.assert(
      fc.property(fc.shuffledSubarray(fields, { minLength: fields.length }), (shuffled) => {
        expect(JSON.stringify(requireFigure(Object.fromEntries(shuffled), NOW, ''))).toBe(expected);
      }),
      { seed: 20210601, numRuns: 50 },
    );
  });

  it('never throws anything but a refusal', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.anything(), (one, other) => {
        for (const given of [
          one,
          { ...PLAIN, value: one },
          { ...PLAIN, breakdowns: [{ complete: true, parts: other }] },
        ]) {
          try {
            requireFigure(given, NOW, '');
          } catch (error) {
            expect((error as { name: string }).name).toBe('DomainError');
          }
        }
      }),
      { seed: 20210601, numRuns: 300 },
    );
  });
});

describe('a file of figures', () => {
  it('is refused as a whole, with the faults of all its figures', () => {
    const figures = [{ ...PLAIN, id: 'a' }, { ...PLAIN, id: 'a' }, PLAIN, { ...PLAIN, id: 'd', value: {} }];
    expect(faultsOf(() => requireFigures({ figures }, NOW))).toEqual([
      '/figures/1/id duplicate_id',
      '/figures/2/id invalid_field',
      '/figures/3/value invalid_field',
    ]);
  });

  it.each([[[]], [{}], [{ figures: {} }], [null]])('is no %j', (given) => {
    expect(faultsOf(() => requireFigures(given, NOW))).toHaveLength(1);
  });

  it('may carry a note', () => {
    expect(requireFigures({ _note: 'Figures only.', figures: [{ ...PLAIN, id: 'a' }] }, NOW)).toHaveLength(1);
  });
});

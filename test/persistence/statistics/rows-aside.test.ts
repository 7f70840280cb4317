// Whoever is counted beside blocks stands in a block of their own, at a place of their own.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODED_NAMES, PERSONS_OF_BLOCK } from '../../../src/persistence/statistics/block-columns.js';
import { asideRows, asideTables, columnsAside, numberAside } from '../../../src/persistence/statistics/rows-aside.js';

/** As `CountedRows` tells them apart. */
function standsAt(number: number): { block: number; place: number } {
  const block = Math.floor(number / PERSONS_OF_BLOCK);
  return { block, place: number - block * PERSONS_OF_BLOCK };
}

describe('the number of somebody aside', () => {
  it('is of a block below nought, at the place that the rows have there, however many there are', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5 * PERSONS_OF_BLOCK }), (place) => {
        expect(standsAt(numberAside(place))).toEqual({
          block: -1 - Math.floor(place / PERSONS_OF_BLOCK),
          place: place % PERSONS_OF_BLOCK,
        });
      }),
      { seed: 20_261_130 },
    );
    expect(standsAt(numberAside(PERSONS_OF_BLOCK - 1))).toEqual({ block: -1, place: PERSONS_OF_BLOCK - 1 });
    expect(standsAt(numberAside(PERSONS_OF_BLOCK))).toEqual({ block: -2, place: 0 });
  });
});

describe('the columns of whoever is aside', () => {
  it('are those that were told, and places within the block', () => {
    const columns = columnsAside(
      JSON.stringify({ place: [0, PERSONS_OF_BLOCK + 2, 1], sex: ['female', 'male', 'female'], status: null }),
    );
    expect(columns.map(({ name }) => name)).toEqual(['place', 'sex']);
    const [places, sexes] = columns;
    expect([...new Uint16Array(Uint8Array.from(places?.codes ?? []).buffer)]).toEqual([0, 2, 1]);
    expect([sexes?.told, [...(sexes?.codes ?? [])]]).toEqual([
      ['female', 'male'],
      [0, 1, 0],
    ]);
  });

  it('are asked for by one text, whichever of them a table needs', () => {
    const text = asideTables('true', { parts: '$1', names: '$2' }) + asideRows();
    for (const name of CODED_NAMES) expect(text).toContain(`'${name}' = ANY(asked.names)`);
  });
});

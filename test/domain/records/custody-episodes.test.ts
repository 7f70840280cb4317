// Stretches of custody: of which episode each is, and that no id or label decides between those that begin together.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statement } from '../../../src/domain/records/statement.js';
import { AGENCY, NORTH, SOUTH, recordOf, told } from './statement-fixture.js';

const captured = (at: string) => told('capture', at, { holder: SOUTH });
const back = (at: string) => told('arrival', at, { attestedBy: 'family' });
const held = (at: string, holder: string, id: string): Statement => ({ ...told('detention', at, { holder }), id });
const shown = (statements: readonly Statement[]) =>
  recordOf([...statements]).custodyEpisodes.map(
    ({ episode, holder, since, statementIds }) => `${episode} ${holder ?? '-'} ${since.edtf} ${statementIds.length}`,
  );

describe('stretches of custody', () => {
  it('of three captures with returns between them are of three episodes', () => {
    const lives = [captured('2015-03-01'), back('2016-01-01'), captured('2018-03-01'), back('2019-01-01')];
    const seen = told('detention', '2018-06-01', { holder: SOUTH }, { by: AGENCY });
    expect(shown([...lives, captured('2021-03-01')])).toEqual([
      `1 ${SOUTH} 2015-03-01 1`,
      `2 ${SOUTH} 2018-03-01 1`,
      `3 ${SOUTH} 2021-03-01 1`,
    ]);
    expect(shown([...lives, seen, captured('2021-03-01')])[1]).toBe(`2 ${SOUTH} 2018-03-01 2`);
  });

  it('that begin together are one for each holder, whatever their ids', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }), ([a = '', b = '', c = '', d = '']) => {
        const tied = [
          held('2020-11-10', SOUTH, a),
          held('2020-11-10', NORTH, b),
          held('2020-11-10', SOUTH, c),
          told('detention', '2020-11-10', {}),
        ].map((one, at) => ({ ...one, id: [a, b, c, d][at] ?? '' }));
        expect(shown(tied).sort()).toEqual([`1 - 2020-11-10 1`, `1 ${NORTH} 2020-11-10 1`, `1 ${SOUTH} 2020-11-10 2`]);
      }),
      { numRuns: 24 },
    );
  });
});

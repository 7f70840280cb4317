// Two records beside each other name parties in an order that no label decides: exchanged labels change places, and nothing else does.

import { describe, expect, it } from '@jest/globals';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { comparePoints } from '../../src/web/links/comparison.js';
import { PointsTable } from '../../src/web/links/points-table.js';
import type { Labels } from '../../src/web/records/statement-words.js';
import { NORTH, SOUTH, recordOf, told } from '../domain/records/statement-fixture.js';

const labelled = (north: string, south: string): Labels => ({
  parties: new Map([
    [NORTH, north],
    [SOUTH, south],
  ]),
  places: new Map(),
});
const LABELS = labelled('Northern Republic', 'Southern Federation');
const EXCHANGED = labelled('Southern Federation', 'Northern Republic');

/** Held by both and acknowledged by both. */
const claimed = {
  record: recordOf(
    [NORTH, SOUTH].flatMap((party) => [
      told('capture', '2020-11-02', { holder: party }),
      told('acknowledgement', '2020-12-01', { party }),
    ]),
  ),
  own: null,
};

function exchanged(words: string): string {
  return words.replaceAll(/Northern Republic|Southern Federation/g, (label) =>
    label === 'Northern Republic' ? 'Southern Federation' : 'Northern Republic',
  );
}

describe('two records compared', () => {
  it('name both parties in the order of their keys', () => {
    const points = comparePoints(claimed, claimed, LABELS);
    const { from } = points.find(({ label }) => label === 'Positions of parties')!;
    expect(from).toMatch(/Northern Republic; .*Southern Federation/);
    const image = points.map((point) => ({ ...point, from: exchanged(point.from), into: exchanged(point.into) }));
    expect(comparePoints(claimed, claimed, EXCHANGED)).toEqual(image);
  });

  it('say beside the table that less is told of records of others, where one is', () => {
    const side = (own: boolean) => ({ words: 'First', pseudonym: 'WB-00000-00000-00000-00000-0', own });
    const drawn = (first: boolean, second: boolean): string =>
      render(h(PointsTable, { points: [], open: true, first: side(first), second: side(second) }));
    expect(drawn(true, true)).not.toContain('another organisation');
    for (const [first, second] of [
      [true, false],
      [false, true],
      [false, false],
    ] as const)
      expect(drawn(first, second)).toContain('you are told less than it holds');
  });
});

// The catalogue of measures: what may be asked, what may be public, and which group a status belongs to.
import { describe, expect, it } from '@jest/globals';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';
import { answeredDimensions, isMeasureName, MEASURES, type Measure } from '../../../src/domain/statistics/measure.js';
import { RELEASE_LADDER, splitLadder, STATUS_AXIS } from '../../../src/domain/statistics/release-plan.js';
import { SPLIT_DIMENSIONS } from '../../../src/domain/statistics/release-split.js';
import { PUBLIC_STATUSES, STATUS_GROUPS, statusGroup } from '../../../src/domain/statistics/status-group.js';

const measure = MEASURES['whereabouts-status'];

describe('answeredDimensions', () => {
  it.each(['place', 'detention', 'Status', '', 'status,sex'])('refuses %p', (asked) => {
    expect(() => answeredDimensions(measure, ['sex', asked])).toThrow(
      expect.objectContaining({ code: 'invalid_field' }),
    );
  });

  it('puts the own dimension first and in always, the others in catalogue order and once', () => {
    expect(answeredDimensions(measure, [])).toEqual(['status']);
    expect(answeredDimensions(measure, ['state', 'sex', 'state', 'status'])).toEqual(['status', 'sex', 'state']);
  });
});

describe('the catalogue', () => {
  it('is closed', () => {
    expect(isMeasureName('whereabouts-status')).toBe(true);
    expect(isMeasureName('toString')).toBe(false);
    expect(isMeasureName('whereabouts')).toBe(false);
  });

  it('lets no party, municipality or several-valued dimension into public', () => {
    for (const dimension of ['holder', 'side', 'municipality', 'category'])
      expect(measure.publicDimensions).not.toContain(dimension);
  });
});

describe('what a release can show', () => {
  /** Groups are a reading of the status, and no dimension of the catalogue. */
  const groups: readonly string[] = (STATUS_AXIS.coarser ?? []).map(({ dimension }) => dimension);
  const shownBy = (ladder: typeof RELEASE_LADDER): readonly string[] => {
    const named = ladder.flatMap(({ axes, tables }) => [...axes.map(({ dimension }) => dimension), ...tables.flat()]);
    return [...new Set(named)].filter((dimension) => !groups.includes(dimension)).sort();
  };

  it('is public in the catalogue, and nothing else is', () => {
    expect(shownBy(RELEASE_LADDER)).toEqual([...measure.publicDimensions].sort());
  });

  it('is agreed in the catalogue where a table has parties, each of them alone and without a place', () => {
    for (const by of SPLIT_DIMENSIONS) expect(shownBy(splitLadder(by))).toEqual([by, 'status'].sort());
  });

  it('is what is counted, and nothing where no release is made of the measure', () => {
    for (const { name, dimensions, publicDimensions, agreedDimensions } of Object.values<Measure>(MEASURES)) {
      expect(dimensions).toEqual(expect.arrayContaining([...publicDimensions, ...agreedDimensions]));
      if (name !== measure.name) expect([...publicDimensions, ...agreedDimensions]).toEqual([]);
    }
  });
});

describe('statusGroup', () => {
  it.each(['closed', 'unknown', '', 'toString'])('refuses %p', (status) => {
    expect(() => statusGroup(status)).toThrow(RangeError);
  });

  it('gives every public status a group, and every group a status', () => {
    expect(PUBLIC_STATUSES).toEqual(WHEREABOUTS_STATUSES.filter((status) => status !== 'closed'));
    expect(new Set(PUBLIC_STATUSES.map(statusGroup))).toEqual(new Set(STATUS_GROUPS));
  });

  it('never counts an unconfirmed release or liberty elsewhere as returned', () => {
    expect(
      PUBLIC_STATUSES.filter((status) => statusGroup(status) === 'returned').every((status) =>
        status.startsWith('returned_'),
      ),
    ).toBe(true);
  });
});

// The catalogue of measures: what may be asked, what may be public, and which group a status belongs to.
import { describe, expect, it } from '@jest/globals';
import { WHEREABOUTS_STATUSES } from '../../../src/domain/records/whereabouts-status.js';
import { answeredDimensions, isMeasureName, MEASURES } from '../../../src/domain/statistics/measure.js';
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

// The figures of a day, and when the next day begins.

import { describe, expect, it } from '@jest/globals';
import { NameQuota, quotaDay, quotaEndsAt, quotaExhausted } from '../../../src/domain/matching/name-quota.js';

describe('the quota of a day', () => {
  it('has figures of its own, and gives nobody more than their organisation', () => {
    expect(NameQuota.of({ perUser: null, perOrganisation: null })).toMatchObject({
      perUser: 100,
      perOrganisation: 1000,
      nearlyAt: 800,
    });
    expect(NameQuota.of({ perUser: null, perOrganisation: 7 })).toMatchObject({ perUser: 7, nearlyAt: 6 });
    expect(NameQuota.of({ perUser: 3, perOrganisation: null })).toMatchObject({ perUser: 3, perOrganisation: 1000 });
  });

  it.each([
    ['2021-06-01T00:00:00.000Z', '2021-06-01', 86_400],
    ['2021-06-01T23:59:59.001Z', '2021-06-01', 1],
    ['2021-12-31T23:59:00Z', '2021-12-31', 60],
  ])('at %s is of %s, for %s seconds more', (instant, day, seconds) => {
    const now = Date.parse(instant);
    expect(quotaDay(now)).toBe(day);
    expect(quotaDay(quotaEndsAt(now))).not.toBe(day);
    expect(quotaDay(quotaEndsAt(now) - 1)).toBe(day);
    expect(quotaExhausted('user', now).retryAfter).toBe(seconds);
  });
});

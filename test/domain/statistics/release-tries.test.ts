// When the release of a month that was refused is tried again.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTriedAgain, monthTries } from '../../../src/domain/statistics/release-tries.js';

const DAY = 86_400_000;
const at = (text: string): number => Date.parse(text);

describe('the tries of a month', () => {
  it('are none where none was refused', () => {
    expect(monthTries([])).toBeNull();
  });

  it('wait a day after the first refusal, and twice as long after each', () => {
    const first = at('2021-07-01T00:00:01Z');
    const days = [1, 2, 4, 8];
    let [refused, next]: [number[], number] = [[], first];
    for (const wait of days) {
      refused = [next, ...refused];
      next = next + wait * DAY;
      expect(monthTries(refused)).toEqual({ since: first, times: refused.length, next });
    }
    expect(new Date(next).toISOString()).toBe('2021-07-16T00:00:01.000Z');
    expect(monthTries([next, ...refused])?.next).toBe(at('2021-08-01'));
  });

  it('begin anew with the next month, and say since when all of it was refused', () => {
    const refused = [at('2021-08-01T02:00:00Z'), at('2021-07-02T00:00:00Z'), at('2021-07-01T00:00:00Z')];
    expect(monthTries(refused)).toEqual({ since: refused[2], times: 3, next: at('2021-08-02T02:00:00Z') });
    expect(monthTries([at('2020-12-31T23:00:00Z')])?.next).toBe(at('2021-01-01'));
  });

  it('are five at most in any month in which every run would be refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 6 }), (month, hours) => {
        const start = Date.UTC(2000, month, 1);
        const end = Date.UTC(2000, month + 1, 1);
        const refused: number[] = [];
        for (let now = start; now < end; now += hours * 3_600_000) {
          const changed = { anything: true, publicReleases: false };
          if (isTriedAgain(monthTries(refused), changed, now)) refused.unshift(now);
        }
        expect(refused.length).toBeLessThanOrEqual(5);
        expect(refused.length).toBeGreaterThanOrEqual(4);
        expect(isTriedAgain(monthTries(refused), { anything: true, publicReleases: false }, end)).toBe(true);
      }),
    );
  });
});

describe('whether the release of a month is tried again', () => {
  const tries = { since: 0, times: 3, next: 100 };
  it.each([
    ['nothing changed, however long ago', tries, { anything: false, publicReleases: false }, 1_000, false],
    ['nothing changed since people were refused', null, { anything: false, publicReleases: false }, 1_000, false],
    ['other numbers, too early', tries, { anything: true, publicReleases: false }, 99, false],
    ['other numbers, in time', tries, { anything: true, publicReleases: false }, 100, true],
    ['other releases are public', tries, { anything: true, publicReleases: true }, 1, true],
    ['other numbers, where only people were refused', null, { anything: true, publicReleases: false }, 1, true],
  ] as const)('%s', (_title, of, changed, now, expected) => {
    expect(isTriedAgain(of, changed, now)).toBe(expected);
  });
});

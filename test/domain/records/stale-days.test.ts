// After how many days a sign of life is stale, in records and in what lists and counts read, by the days of the registry.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FLAG_MEANINGS, wordsOfFlag } from '../../../src/domain/records/flags.js';
import { contentsAlone } from '../../../src/domain/records/record-contents.js';
import { historyOf, sharedToday } from '../../../src/domain/records/record-history.js';
import { projectRecord } from '../../../src/domain/records/record-projection.js';
import { STALE_DAYS } from '../../../src/domain/records/stale-days.js';
import { anyStatements } from './any-statements.js';
import { day, flagsOf, NORTH, recordOf, told } from './statement-fixture.js';

const DAY = 86_400_000;
const OTHER = { held: 30, missing: 800 };

describe('a sign of life', () => {
  const held = told('capture', '2021-01-01', { holder: NORTH });
  const lost = told('disappearance', '2021-01-01', {});
  const seen = told('last_seen', '2021-01-01', {});

  it.each([
    ['held', [held], 30, 90],
    ['missing', [lost, seen], 800, 365],
  ] as const)('of somebody %s is stale after the days of the registry', (_, story, days, usual) => {
    const isStale = (after: number, staleDays?: typeof OTHER): boolean =>
      flagsOf(
        recordOf(story, { today: day('2021-01-01') + after * DAY + 1, ...(staleDays && { staleDays }) }),
      ).includes('sign_of_life_stale');
    expect([isStale(days - 1, OTHER), isStale(days, OTHER)]).toEqual([false, true]);
    expect([isStale(usual - 1), isStale(usual)]).toEqual([false, true]);
  });

  it('is called stale in words that name the days', () => {
    expect(wordsOfFlag('sign_of_life_stale', STALE_DAYS)).toBe(FLAG_MEANINGS.sign_of_life_stale.words);
    expect(wordsOfFlag('sign_of_life_stale', OTHER)).toBe(
      'The last sign of life is older than 30 days for the held, or 800 days for the missing.',
    );
    expect(wordsOfFlag('child', OTHER)).toBe(FLAG_MEANINGS.child.words);
  });

  it('stands in the rows as stale from the same day on', () => {
    const made = historyOf('p', contentsAlone('p', [held]), OTHER);
    const stale = sharedToday(made)?.timedFlags.find(({ flag }) => flag === 'sign_of_life_stale');
    expect(stale?.from).toBe(day('2021-01-01') + 30 * DAY + 1);
  });
});

describe('for any statements', () => {
  it('the row says of any day what the record of that day says, by any days of the registry', () => {
    const anyDays = fc.record({ held: fc.integer({ min: 1, max: 900 }), missing: fc.integer({ min: 1, max: 900 }) });
    fc.assert(
      fc.property(anyStatements(6), anyDays, fc.integer({ min: 0, max: 1500 }), (statements, staleDays, after) => {
        const clock = { view: { organisationId: null }, staleDays };
        const today = Date.UTC(2021, 0, 1) + after * DAY;
        const { timedFlags } = projectRecord(recordOf(statements, { ...clock, today: 0 }));
        const row = timedFlags.some(
          ({ flag, from, until }) => flag === 'sign_of_life_stale' && from <= today && today < until,
        );
        expect(flagsOf(recordOf(statements, { ...clock, today })).includes('sign_of_life_stale')).toBe(row);
      }),
      { seed: 90_365, numRuns: 300 },
    );
  });
});

// What a dispute freezes, and for how long: 14 days once for voices that nobody knows, longer only for one that was checked, and nothing that was settled.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freezeOn, type ReleaseDispute } from '../../../src/domain/statistics/release-dispute.js';

const DAY = 86_400_000;

function dispute(given: Partial<ReleaseDispute> = {}): ReleaseDispute {
  return {
    id: 'one',
    release: 3,
    ground: 'counted_wrongly',
    recordedBy: 'worker',
    recordedAt: 0,
    checkedAt: null,
    settledAt: null,
    ...given,
  };
}

const days = fc.integer({ min: 0, max: 60 }).map((day) => day * DAY);
const unverified = fc.record({ release: fc.integer({ min: 1, max: 6 }), recordedAt: days }).map(dispute);
const anyDispute = fc
  .record({
    release: fc.integer({ min: 1, max: 6 }),
    recordedAt: days,
    checkedAt: fc.option(days),
    settledAt: fc.option(days),
  })
  .map(dispute);

describe('a dispute', () => {
  it('freezes the disputed release and later ones, for 14 days to the moment', () => {
    const until = 14 * DAY;
    for (const number of [3, 4, 40]) {
      expect(freezeOn({ number }, [dispute()], until - 1)).toEqual({ release: 3, until });
      expect(freezeOn({ number }, [dispute()], until)).toBeNull();
    }
    expect(freezeOn({ number: 2 }, [dispute()], 0)).toBeNull();
  });

  it('does not freeze the correction that it asks for', () => {
    expect(freezeOn({ number: 5, corrects: 3 }, [dispute({ checkedAt: 1 })], 2)).toBeNull();
    expect(freezeOn({ number: 5, corrects: 2 }, [dispute({ checkedAt: 1 })], 2)).toEqual({ release: 3, until: null });
  });

  it('freezes until it is settled once the identity was checked, and no longer than that', () => {
    expect(freezeOn({ number: 3 }, [dispute({ checkedAt: DAY })], 400 * DAY)).toEqual({ release: 3, until: null });
    expect(freezeOn({ number: 3 }, [dispute({ checkedAt: DAY, settledAt: 2 * DAY })], 2 * DAY)).toBeNull();
  });

  it('is not made longer by more voices that nobody knows, nor begun anew by settling the first', () => {
    fc.assert(
      fc.property(fc.array(unverified, { minLength: 1, maxLength: 8 }), days, (voices, now) => {
        const freeze = freezeOn({ number: 6 }, voices, now);
        const first = (release: number): number =>
          Math.min(...voices.filter((one) => one.release === release).map(({ recordedAt }) => recordedAt));
        const frozen = voices.some(({ release }) => now < first(release) + 14 * DAY);
        expect(freeze !== null).toBe(frozen);
        if (freeze !== null) expect(freeze.until).toBe(first(freeze.release) + 14 * DAY);
      }),
    );
    const voices = [dispute({ settledAt: DAY }), dispute({ id: 'two', recordedAt: 13 * DAY })];
    expect(freezeOn({ number: 3 }, voices, 13 * DAY)).toEqual({ release: 3, until: 14 * DAY });
    expect(freezeOn({ number: 3 }, voices, 14 * DAY)).toBeNull();
  });

  it('freezes nothing by itself once settled, in any company', () => {
    fc.assert(
      fc.property(fc.array(anyDispute, { maxLength: 8 }), days, (disputes, now) => {
        const settled = disputes.map((one) => ({ ...one, settledAt: one.settledAt ?? 0 }));
        expect(freezeOn({ number: 6 }, settled, now)).toBeNull();
      }),
    );
  });
});

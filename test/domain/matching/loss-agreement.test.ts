// What place and time of a loss say of two records: nothing where unknown, the same either way round, and by the numbers that the documents state.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RUNGS } from '../../../src/domain/anonymity/rungs.js';
import { toldMonth } from '../../../src/domain/anonymity/told-particulars.js';
import {
  LOSS_WEIGHTS,
  lossAgreement,
  lossContradicts,
  type ComparedLoss,
  type LossEvidence,
} from '../../../src/domain/matching/loss-agreement.js';
import { LOSS_TOLD_WHOLE, toldLossOf, toldWhy, type ToldLoss } from '../../../src/domain/matching/told-why.js';
import {
  DISTRICTS_OF_SPREAD,
  monthText,
  MONTHS_OF_SPREAD,
  OF_ONE_PERSON,
  placeText,
  shareOfDistrict,
  shareOfMonth,
} from './loss-spread.js';

const UNKNOWN_PLACE = { state: 'unknown', municipality: 'unknown' };
const DISTRICT = { state: 'iso:XX-1', municipality: 'iso:XX-1-1' };

const dated = (month: string): ComparedLoss => ({ ...UNKNOWN_PLACE, month });
const placed = (state: string, municipality: string): ComparedLoss => ({ month: 'unknown', state, municipality });

const anyMonth = fc.oneof(
  fc.constantFrom('unknown', '2019', '2020', '2022'),
  fc.integer({ min: 0, max: 119 }).map(monthText),
);
const anyPlace = fc.oneof(
  fc.constant(UNKNOWN_PLACE),
  fc.integer({ min: 0, max: 3 }).map((area) => ({ state: `iso:XX-${area}`, municipality: `iso:XX-${area}:unknown` })),
  fc
    .record({ area: fc.integer({ min: 0, max: 3 }), district: fc.integer({ min: 0, max: 2 }) })
    .map((place) => placeText(place)),
);
const anyLoss: fc.Arbitrary<ComparedLoss> = fc.tuple(anyMonth, anyPlace).map(([month, place]) => ({ month, ...place }));

const reasons = (one: ComparedLoss | null, other: ComparedLoss | null): string[] =>
  lossAgreement(one, other).map(({ reason }) => reason);
const sum = (evidence: readonly LossEvidence[]): number => evidence.reduce((total, { weight }) => total + weight, 0);

describe('a loss', () => {
  it.each<[string, ComparedLoss | null, ComparedLoss | null]>([
    ['that is not known', null, dated('2020-10')],
    ['whose month is not known', dated('unknown'), dated('2020-10')],
    ['whose place is not known', placed('unknown', 'unknown'), placed('iso:XX-1', 'iso:XX-1-1')],
    ['of which each knows something else', dated('2020-10'), placed('iso:XX-1', 'iso:XX-1-1')],
  ])('%s is no evidence', (_what, one, other) => {
    expect(lossAgreement(one, other)).toEqual([]);
    expect(lossAgreement(other, one)).toEqual([]);
  });

  it.each([
    ['2020-10', '2020-10', 'same_month'],
    ['2020-10', '2020', 'months_overlap'],
    ['2020', '2020', 'months_overlap'],
    ['2020-10', '2020-11', 'months_near'],
    ['2020-10', '2021-10', 'months_near'],
    ['2020-10', '2021-11', 'months_apart'],
    ['2020', '2021', 'months_near'],
    ['2019', '2021-02', 'months_apart'],
  ])('of %s and of %s: %s', (one, other, reason) => {
    expect(reasons(dated(one), dated(other))).toEqual([reason]);
    expect(reasons(dated(other), dated(one))).toEqual([reason]);
  });

  it.each([
    ['iso:XX-1-1', 'iso:XX-1-1', 'same_district'],
    ['iso:XX-1-1', 'iso:XX-1-2', 'other_district'],
    ['iso:XX-1-1', 'iso:XX-1:unknown', 'same_region'],
    ['iso:XX-1:unknown', 'iso:XX-1:unknown', 'same_region'],
  ])('in %s and in %s: %s', (one, other, reason) => {
    expect(reasons(placed('iso:XX-1', one), placed('iso:XX-1', other))).toEqual([reason]);
  });

  it('in two regions speaks against, and so does one more than a year apart; both at once alone contradict', () => {
    const here = { ...DISTRICT, month: '2020-10' };
    const elsewhere = lossAgreement(here, { ...here, state: 'iso:XX-2', municipality: 'iso:XX-2-1' });
    const later = lossAgreement(here, { ...here, month: '2022-10' });
    const both = lossAgreement(here, { month: '2022-10', state: 'iso:XX-2', municipality: 'iso:XX-2-1' });
    expect([elsewhere, later, both].map(lossContradicts)).toEqual([false, false, true]);
    expect(sum(both)).toBeCloseTo(-2.6 - 2.1 / 2, 9);
  });

  it('says half as much by the lesser of two findings that point one way', () => {
    const here = { ...DISTRICT, month: '2020-10' };
    expect(sum(lossAgreement(here, here))).toBeCloseTo(3.5 + 1.7 / 2, 9);
  });

  it('says the same either way round, and never anything of what one side alone knows', () => {
    fc.assert(
      fc.property(anyLoss, anyLoss, (one, other) => {
        const found = lossAgreement(one, other);
        expect(lossAgreement(other, one)).toEqual(found);
        for (const { part } of found)
          expect([one, other].map((loss) => (part === 'loss_date' ? loss.month : loss.state))).not.toContain('unknown');
      }),
    );
  });

  it('says the more against, the farther apart two months are, and the more for, the narrower the area in common', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 119 }),
        fc.integer({ min: 0, max: 119 }),
        fc.integer({ min: 0, max: 119 }),
        (a, b, c) => {
          const [near, far] = [b, c].sort((x, y) => Math.abs(x - a) - Math.abs(y - a)) as [number, number];
          const against = (month: number): number => sum(lossAgreement(dated(monthText(a)), dated(monthText(month))));
          expect(against(near)).toBeGreaterThanOrEqual(against(far));
        },
      ),
    );
    const { same_district, same_region, other_district, other_region } = LOSS_WEIGHTS;
    expect([same_district, same_region, other_district, other_region]).toEqual(
      [same_district, same_region, other_district, other_region].sort((x, y) => y - x),
    );
  });

  it('names no area and no month in what it finds, so that areas with their names exchanged are found alike', () => {
    const exchanged = ({ month, state, municipality }: ComparedLoss): ComparedLoss => {
      const turned = (text: string): string =>
        text.replace(/XX-([01])/, (_all, area: string) => `XX-${area === '0' ? '1' : '0'}`);
      return { month, state: turned(state), municipality: turned(municipality) };
    };
    fc.assert(
      fc.property(anyLoss, anyLoss, (one, other) => {
        expect(lossAgreement(exchanged(one), exchanged(other))).toEqual(lossAgreement(one, other));
      }),
    );
  });
});

describe('the weights', () => {
  const u = new Map<string, number>();
  const count = (reason: string | undefined, share: number): void => {
    if (reason !== undefined) u.set(reason, (u.get(reason) ?? 0) + share);
  };
  for (const one of MONTHS_OF_SPREAD)
    for (const other of MONTHS_OF_SPREAD) {
      const share = shareOfMonth(one) * shareOfMonth(other);
      count(reasons(dated(monthText(one)), dated(monthText(other)))[0], share);
      if (reasons(dated(monthText(one).slice(0, 4)), dated(monthText(other)))[0] === 'months_overlap')
        count('months_overlap', share);
    }
  for (const one of DISTRICTS_OF_SPREAD)
    for (const other of DISTRICTS_OF_SPREAD) {
      const share = shareOfDistrict(one.area, one.district) * shareOfDistrict(other.area, other.district);
      const [mine, theirs] = [placeText(one), placeText(other)];
      count(reasons({ month: 'unknown', ...mine }, { month: 'unknown', ...theirs })[0], share);
      if (mine.state === theirs.state) count('same_region', share);
    }

  it.each(Object.entries(OF_ONE_PERSON))('of %s is ln (m / u), rounded', (reason, m) => {
    const weight = LOSS_WEIGHTS[reason as keyof typeof LOSS_WEIGHTS];
    expect(Math.abs(weight - Math.log(m / (u.get(reason) ?? NaN)))).toBeLessThan(0.2);
  });
});

describe('what a reader is told of it', () => {
  const grains: readonly ToldLoss[] = [LOSS_TOLD_WHOLE, toldLossOf(null), ...RUNGS.map(toldLossOf)];

  function shown({ month, state, municipality }: ComparedLoss, { date, area }: ToldLoss): ComparedLoss {
    const region = area === null ? 'unknown' : state;
    const district = area === 'district' ? municipality : region === 'unknown' ? 'unknown' : `${region}:unknown`;
    return { month: toldMonth(month, date), state: region, municipality: district };
  }

  it('is what the two losses say as they are shown, and nothing where either is not', () => {
    fc.assert(
      fc.property(
        anyLoss,
        anyLoss,
        fc.constantFrom(...grains),
        fc.constantFrom(...grains),
        (one, other, mine, theirs) => {
          const why = lossAgreement(one, other).map(({ part, finding, reason, byYear }) => ({
            ...{ part, finding, reason },
            ...(byYear !== undefined && { byYear }),
          }));
          // Of months beside years a reader who knows the one month sees no more than the years.
          const coarser: ToldLoss = {
            date:
              mine.date === null || theirs.date === null
                ? null
                : mine.date === 'year' || theirs.date === 'year'
                  ? 'year'
                  : 'month',
            area:
              mine.area === null || theirs.area === null
                ? null
                : mine.area === 'district' && theirs.area === 'district'
                  ? 'district'
                  : 'region',
          };
          const expected = lossAgreement(shown(one, coarser), shown(other, coarser));
          const told = expected.map(({ part, finding, reason }) => ({ part, finding, reason }));
          expect(toldWhy(why, [mine, theirs])).toEqual(told);
          expect(toldWhy(why, [theirs, mine])).toEqual(told);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves everything else as it is', () => {
    const birth = { part: 'birth', finding: 'match', reason: 'same_day' } as const;
    expect(toldWhy([birth], [{ date: null, area: null }])).toEqual([birth]);
  });
});

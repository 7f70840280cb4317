// How many namesakes the loss tells apart, and how many true pairs it costs: a drawn set of a fixed seed, whose figures stand in docs/matching.md.

import { describe, expect, it } from '@jest/globals';
import {
  identityAgreement,
  readIdentity,
  type ComparedIdentity,
} from '../../../src/domain/matching/identity-agreement.js';
import type { ComparedLoss } from '../../../src/domain/matching/loss-agreement.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';
import {
  DISTRICTS_OF_SPREAD,
  monthText,
  MONTHS_OF_SPREAD,
  placeText,
  shareOfDistrict,
  shareOfMonth,
} from './loss-spread.js';

const PAIRS = 10_000;
/** Of each side. */
const MONTH_UNKNOWN = 0.2;
const YEAR_ALONE = 0.1;
const PLACE_UNKNOWN = 0.25;
const REGION_ALONE = 0.2;
/** Of the second report of one person: another loss of theirs altogether, a wrong month, a wrong year, a wrong district, a wrong area. */
const OTHER_EPISODE = 0.03;
const MONTH_BESIDE = 0.15;
const YEAR_BESIDE = 0.05;
const DISTRICT_BESIDE = 0.1;
const AREA_BESIDE = 0.08;

/** mulberry32, seeded. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function drawn<T>(items: readonly T[], shareOf: (item: T) => number, random: () => number): T {
  let left = random();
  for (const item of items) {
    left -= shareOf(item);
    if (left < 0) return item;
  }
  return items.at(-1)!;
}

interface Loss {
  readonly month: number;
  readonly area: number;
  readonly district: number;
}

function anyLoss(random: () => number): Loss {
  const place = drawn(DISTRICTS_OF_SPREAD, ({ area, district }) => shareOfDistrict(area, district), random);
  return { month: drawn(MONTHS_OF_SPREAD, shareOfMonth, random), ...place };
}

function retold(loss: Loss, random: () => number): Loss {
  if (random() < OTHER_EPISODE) return anyLoss(random);
  const sign = random() < 0.5 ? -1 : 1;
  const [slip, where] = [random(), random()];
  const moved = slip < YEAR_BESIDE ? 12 + Math.floor(random() * 24) : slip < YEAR_BESIDE + MONTH_BESIDE ? 1 : 0;
  const elsewhere = anyLoss(random);
  const place =
    where < AREA_BESIDE
      ? elsewhere
      : where < AREA_BESIDE + DISTRICT_BESIDE
        ? { ...loss, district: elsewhere.district }
        : loss;
  return { month: Math.min(119, Math.max(0, loss.month + sign * moved)), area: place.area, district: place.district };
}

function recorded({ month, area, district }: Loss, random: () => number): ComparedLoss {
  const [date, place] = [random(), random()];
  const written =
    date < MONTH_UNKNOWN ? 'unknown' : monthText(month).slice(0, date < MONTH_UNKNOWN + YEAR_ALONE ? 4 : 7);
  if (place < PLACE_UNKNOWN) return { month: written, state: 'unknown', municipality: 'unknown' };
  const { state, municipality } = placeText({ area, district });
  const isRegion = place < PLACE_UNKNOWN + REGION_ALONE;
  return { month: written, state, municipality: isRegion ? `${state}:unknown` : municipality };
}

function person(birthDate: string, loss: ComparedLoss | null): ComparedIdentity {
  const text = 'Tavron Lazmeki';
  const names = [{ text, script: detectScript(text), order: 'unknown' as const, role: 'own' as const }];
  return { identity: { names, birthDate }, birthYears: null, sex: 'unknown', loss };
}

/** Of a hundred pairs those that agree, with every word taken as ordinary, as matching takes it. */
function agreeing(pairs: readonly (readonly [ComparedLoss | null, ComparedLoss | null])[], birth: string): number {
  const agree = pairs.filter(([mine, theirs]) => {
    const [one, other] = [readIdentity(person(birth, mine)), readIdentity(person(birth, theirs))];
    return identityAgreement(one, other, () => 1).verdict === 'agrees';
  });
  return Math.round((1000 * agree.length) / pairs.length) / 10;
}

const random = drawing(20_201_112);
const ofOne = Array.from({ length: PAIRS }, () => {
  const loss = anyLoss(random);
  return [recorded(loss, random), recorded(retold(loss, random), random)] as const;
});
const ofTwo = Array.from(
  { length: PAIRS },
  () => [recorded(anyLoss(random), random), recorded(anyLoss(random), random)] as const,
);
const untold = [[null, null]] as const;

describe('two of one name, born in one year or on one day', () => {
  it.each([
    ['are the same by name and birth alone, one or two', untold, 100],
    ['are fewer, where they are two', ofTwo, 81.6],
    ['are nearly all, where they are one', ofOne, 99.4],
  ])('as matching compares them %s', (_what, pairs, of100) => {
    for (const birth of ['1994', '1994-03-05']) expect(agreeing(pairs, birth)).toBe(of100);
  });
});

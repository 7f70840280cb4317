// Partial dates: what is refused and why, what each form spans, and that a general parser of EDTF agrees where both answer.

import { describe, expect, it } from '@jest/globals';
import parse from 'edtf';
import fc from 'fast-check';
import { coarsenToMonth, DATE_FAULTS, monthOf, readPartialDate } from '../../../src/domain/records/partial-date.js';
import { on } from './statement-fixture.js';

const iso = (instant: number): string => (Number.isFinite(instant) ? new Date(instant).toISOString() : String(instant));
const span = (text: string): string => `${iso(on(text).earliest)} – ${iso(on(text).latest)}`;

describe('what is refused, and by which code', () => {
  it.each([
    ['', 'date_missing'],
    [null, 'date_missing'],
    [undefined, 'date_missing'],
    [20201212, 'date_not_edtf'],
    [['2020'], 'date_not_edtf'],
    ['20201212', 'date_not_hyphenated'],
    ['202012', 'date_not_hyphenated'],
    ['2020-21', 'date_season'],
    ['2020-11/', 'date_end_unknown'],
    ['/2020-11', 'date_end_unknown'],
    ['../..', 'date_unbounded'],
    ['2021-02-30', 'date_impossible'],
    ['2021-02-29', 'date_impossible'],
    ['2020-13', 'date_impossible'],
    ['2020-00', 'date_impossible'],
    ['2020-11-00', 'date_impossible'],
    ['2020-12-27T24:00Z', 'date_impossible'],
    ['2020-12-27T10:60Z', 'date_impossible'],
    ['2020-12-27T10:00+15:00', 'date_impossible'],
    ['2020-12-27T10:00', 'date_without_zone'],
    ['2020-12-27T10:00:30', 'date_without_zone'],
    ['2020-12/2020-11', 'date_reversed'],
    ['1799', 'date_out_of_range'],
    ['2200-01-01', 'date_out_of_range'],
    ['2020-1', 'date_not_edtf'],
    ['2020-XX-12', 'date_not_edtf'],
    ['201X-11', 'date_not_edtf'],
    ['XXXX', 'date_not_edtf'],
    ['20X0', 'date_not_edtf'],
    ['1994-XX~', 'date_not_edtf'],
    ['201X/2021', 'date_not_edtf'],
    ['2020-12-27T10Z', 'date_not_edtf'],
    ['2020/2021/2022', 'date_not_edtf'],
    [' 2020-11', 'date_not_edtf'],
    ['2020-11\n', 'date_not_edtf'],
    ['unknown', 'date_not_edtf'],
    ['12.12.2020', 'date_not_edtf'],
    ['٢٠٢٠-١١', 'date_not_edtf'],
    [`2020${'-'.repeat(100_000)}`, 'date_not_edtf'],
  ] as const)('%j: %s', (text, reason) => {
    expect(readPartialDate(text)).toEqual({ ok: false, reason, words: DATE_FAULTS[reason] });
  });

  it('answers for any value whatever', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.stringMatching(/^[0-9XT:Z~?%/.+-]{0,24}$/)), (value) => {
        const reading = readPartialDate(value);
        expect(reading.ok ? reading.date.earliest <= reading.date.latest : reading.words.length > 0).toBe(true);
      }),
      { seed: 20201110, numRuns: 1000 },
    );
  });
});

describe('what each form spans', () => {
  it.each([
    ['2020', '2020-01-01T00:00:00.000Z – 2020-12-31T23:59:59.999Z'],
    ['2020-11', '2020-11-01T00:00:00.000Z – 2020-11-30T23:59:59.999Z'],
    ['2020-12-12', '2020-12-12T00:00:00.000Z – 2020-12-12T23:59:59.999Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z – 2020-02-29T23:59:59.999Z'],
    ['1994-XX', '1994-01-01T00:00:00.000Z – 1994-12-31T23:59:59.999Z'],
    ['1994-XX-XX', '1994-01-01T00:00:00.000Z – 1994-12-31T23:59:59.999Z'],
    ['1994-02-XX', '1994-02-01T00:00:00.000Z – 1994-02-28T23:59:59.999Z'],
    ['199X', '1990-01-01T00:00:00.000Z – 1999-12-31T23:59:59.999Z'],
    ['19XX', '1900-01-01T00:00:00.000Z – 1999-12-31T23:59:59.999Z'],
    ['2020-11~', '2020-10-01T00:00:00.000Z – 2020-12-31T23:59:59.999Z'],
    ['2020-11?', '2020-10-01T00:00:00.000Z – 2020-12-31T23:59:59.999Z'],
    ['2020-11%', '2020-09-01T00:00:00.000Z – 2021-01-31T23:59:59.999Z'],
    ['2020-12-31~', '2020-12-30T00:00:00.000Z – 2021-01-01T23:59:59.999Z'],
    ['2020~', '2019-01-01T00:00:00.000Z – 2021-12-31T23:59:59.999Z'],
    ['2020-09-27/2020-11-10', '2020-09-27T00:00:00.000Z – 2020-11-10T23:59:59.999Z'],
    ['2020-10/2026-07-09', '2020-10-01T00:00:00.000Z – 2026-07-09T23:59:59.999Z'],
    ['2020-11/2020-11', '2020-11-01T00:00:00.000Z – 2020-11-30T23:59:59.999Z'],
    ['2020-09~/2020-11', '2020-08-01T00:00:00.000Z – 2020-11-30T23:59:59.999Z'],
    ['2020-10/..', '2020-10-01T00:00:00.000Z – Infinity'],
    ['../2020-11', '-Infinity – 2020-11-30T23:59:59.999Z'],
    ['2020-12-27T10:00Z', '2020-12-27T10:00:00.000Z – 2020-12-27T10:00:59.999Z'],
    ['2020-12-27T14:00:30+04:00', '2020-12-27T10:00:30.000Z – 2020-12-27T10:00:30.999Z'],
    ['2020-12-27T00:30+04', '2020-12-26T20:30:00.000Z – 2020-12-26T20:30:59.999Z'],
  ])('%s: %s', (text, expected) => {
    expect(span(text)).toBe(expected);
    expect(on(text).edtf).toBe(text);
  });

  it('agrees with a general parser on all of level 1 that both take without widening', () => {
    const two = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
    const year = fc.integer({ min: 1900, max: 2100 }).map(String);
    const day = fc.tuple(year, two(1, 12), two(1, 28)).map((parts) => parts.join('-'));
    const month = fc.tuple(year, two(1, 12)).map((parts) => parts.join('-'));
    const plain = fc.oneof(year, month, day);
    const masked = fc.oneof(
      year.map((text) => `${text}-XX`),
      month.map((text) => `${text}-XX`),
      year.map((text) => `${text.slice(0, 3)}X`),
      year.map((text) => `${text.slice(0, 2)}XX`),
    );
    const moment = fc
      .tuple(day, two(0, 23), two(0, 59), fc.constantFrom('Z', '+04:00', '-03:30'))
      .map(([date, hour, minute, zone]) => `${date}T${hour}:${minute}:07${zone}`);
    const interval = fc.tuple(plain, plain).map((ends) => ends.join('/'));
    fc.assert(
      fc.property(fc.oneof(plain, masked, moment, interval), (text) => {
        const own = readPartialDate(text);
        if (!own.ok) {
          expect(own.reason).toBe('date_reversed');
          return;
        }
        const theirs = parse(text);
        expect(own.date.earliest).toBe(theirs.min);
        // The parser gives a moment no duration; here it lasts its second.
        expect(own.date.latest).toBe(text.includes('T') ? theirs.max + 999 : theirs.max);
      }),
      { seed: 20201110, numRuns: 100 },
    );
  });
});

describe('months', () => {
  it.each([
    ['2020-12-12', '2020-12', '2020-12'],
    ['2020-12', '2020-12', '2020-12'],
    ['2020-12-30/2021-01-02', '2020-12/2021-01', 'unknown'],
    ['2020-09-27/2020-11-10', '2020-09/2020-11', '2020'],
    ['1994-XX', '1994', '1994'],
    ['199X', '1990/1999', 'unknown'],
    ['2020-10-05/..', '2020-10/..', 'unknown'],
    ['../2020-11-05', '../2020-11', 'unknown'],
    ['2020-12-01T01:00+04:00', '2020-11', '2020-11'],
  ])('%s is coarsened to %s and counted under %s', (text, coarse, counted) => {
    expect(coarsenToMonth(on(text)).edtf).toBe(coarse);
    expect(coarsenToMonth(on(text))).toEqual(on(coarse));
    expect(monthOf(on(text))).toBe(counted);
  });
});

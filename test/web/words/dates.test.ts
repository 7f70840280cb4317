// Partial dates in words say as much as is known, and no more.

import { describe, expect, it } from '@jest/globals';
import { dateInWords, daysInWords, instantInWords } from '../../../src/web/words/dates.js';

describe('dateInWords', () => {
  it.each([
    ['2020-12-12', '12 December 2020'],
    ['2020-12', 'December 2020'],
    ['1994', '1994'],
    ['1994-XX', '1994'],
    ['199X', 'the 1990s'],
    ['19XX', 'the 1900s'],
    ['2020-11~', 'about November 2020'],
    ['2020-11-03?', 'perhaps 3 November 2020'],
    ['2020%', 'perhaps about 2020'],
    ['2020-09-27/2020-11-10', 'between 27 September 2020 and 10 November 2020'],
    ['2020-12/..', 'since December 2020'],
    ['../2021-06-01', 'until 1 June 2021'],
    ['2020-12-27T10:00Z', '27 December 2020, 10:00 UTC'],
    ['2020-12-27T14:00+04:00', '27 December 2020, 14:00+04:00'],
  ])('%s is %s', (edtf, words) => {
    expect(dateInWords(edtf)).toBe(words);
  });
});

it('names the zone of an instant', () => {
  expect(instantInWords(Date.parse('2021-06-01T09:05:59Z'))).toBe('1 June 2021, 09:05 UTC');
});

it('counts days as people do', () => {
  expect([null, 0, 1, 170].map(daysInWords)).toEqual(['of unknown age', 'today', '1 day old', '170 days old']);
});

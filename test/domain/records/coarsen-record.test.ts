// What a reader without disclosure must not see of a record, and the age bands that stand for years of birth.

import { describe, expect, it } from '@jest/globals';
import { ageBand, birthYearsOfBand } from '../../../src/domain/records/age-band.js';
import { coarsenPlace, coarsenRecord } from '../../../src/domain/records/coarsen-record.js';
import type { Place } from '../../../src/domain/records/statement.js';
import { day, NORTH, recordOf, SOUTH, told } from './statement-fixture.js';

const village: Place = { code: 'demo:1002', state: 'demo:10', municipality: 'demo:1002', precision: 'vicinity_100m' };
const camp: Place = { code: 'demo:3001', state: 'demo:30', municipality: 'demo:3001', precision: 'exact_10m' };
const prison: Place = { ...camp, code: 'demo:3002', municipality: 'demo:3002' };

const record = recordOf(
  [
    told('particulars', '../2020-12-01', {
      sex: 'female',
      birthYears: { from: 1998, to: 1999 },
      nationalities: ['XA'],
    }),
    told('category', '../2020-12-01', { category: 'prisoner_of_war', ground: 'unit_17', assertedBy: NORTH }),
    told('last_contact', '2020-11-09', {}, { place: village }),
    told('capture', '2020-11-10', { holder: SOUTH }, { place: village }),
    told('detention', '2020-12-24', { holder: SOUTH, regime: 'camp' }, { place: camp, recorded: '2025-01-01' }),
    told('detention', '2020-12-24', { holder: SOUTH, regime: 'prison' }, { place: prison, recorded: '2025-01-01' }),
    told('acknowledgement', '2021-01-17', { party: SOUTH }),
    told('sentence', '2021-06-17', { years: 11, months: 6, life: false, party: SOUTH }),
  ],
  { today: day('2021-08-15') },
);

describe('a coarse record', () => {
  const coarse = coarsenRecord(record, null);

  it('gives no day, no place under the first level, no number, no nationality and no ground', () => {
    const text = JSON.stringify(coarse);
    expect(text).not.toMatch(/2020-11-(09|10)|2020-12-24|2021-01-17|2021-06-17/);
    expect(text).not.toMatch(/demo:1002|demo:300|exact_10m|vicinity_100m|XA|unit_17|\b199[89]\b/);
    expect(coarse.sentences.map(({ years, months, life, party }) => [years, months, life, party])).toEqual([
      [null, null, null, SOUTH],
    ]);
  });

  it('counts the age of the last sign of life from the first of its month', () => {
    expect(record.lastSignOfLife?.ageDays).toBe(210);
    expect(coarse.lastSignOfLife?.ageDays).toBe(226);
  });

  it('keeps status, reasons, flags, months, areas and band', () => {
    expect(coarse.status).toBe('held_acknowledged');
    expect([coarse.why, coarse.flags]).toEqual([record.why, record.flags]);
    expect(coarse.loss?.valid.edtf).toBe('2020-11');
    expect(coarse.loss?.place?.code).toBe('demo:10');
    expect(coarse.custody?.places.map(({ code }) => code)).toEqual(['demo:30']);
    expect(ageBand(coarse.birthYears, coarse.asOf)).toBe('18-34');
  });

  it('is no coarser the second time', () => {
    expect(coarsenRecord(coarse, null)).toEqual(coarse);
  });

  it('has no place where the first level is not known', () => {
    expect(coarsenPlace({ code: 'demo:x', state: null, municipality: null, precision: 'unknown' })).toBeNull();
  });
});

describe('age bands', () => {
  const today = day('2021-08-15');

  it.each([
    [2021, 2021, '0-17'],
    [2004, 2004, '0-17'],
    [2003, 2003, 'unknown'],
    [2002, 2002, '18-34'],
    [1987, 1987, '18-34'],
    [1986, 1986, 'unknown'],
    [1985, 1985, '35-59'],
    [1962, 1962, '35-59'],
    [1961, 1961, 'unknown'],
    [1960, 1960, '60+'],
    [1890, 1895, '60+'],
    [1980, 2000, 'unknown'],
    [2025, 2026, 'unknown'],
  ])('born %i to %i: %s', (from, to, band) => {
    expect(ageBand({ from, to }, today)).toBe(band);
  });

  it('of the years of a band is that band, and of unknown years unknown', () => {
    for (const from of [1930, 1970, 1995, 2015]) {
      const years = birthYearsOfBand({ from, to: from }, today);
      expect(years).not.toBeNull();
      expect(ageBand(years, today)).toBe(ageBand({ from, to: from }, today));
    }
    expect(birthYearsOfBand({ from: 2003, to: 2003 }, today)).toBeNull();
    expect(ageBand(null, today)).toBe('unknown');
  });
});

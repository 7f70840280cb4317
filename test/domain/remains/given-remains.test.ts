// Remains, sites, counts and identifications as they are given: every fault at its field, and the bounds of each number.

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/domain-error.js';
import { MOST_COUNTED, readCount, readRemains, readSite } from '../../../src/domain/remains/given-remains.js';
import { CONFIRMING, readIdentification } from '../../../src/domain/remains/remains-link.js';

const CASE = {
  siteId: null,
  extent: 'whole',
  minimumIndividuals: 1,
  sex: 'unknown',
  age: null,
  died: null,
  sharingLevel: 'registry_only',
};
const COUNT = { asOf: '2021-05', recovered: null, identified: null, handedOver: null };

function pointersOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_field')
      return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}

describe('remains', () => {
  it.each([
    [{ extent: 'half', sex: 'both', sharingLevel: 'named_organisations' }, ['/extent', '/sex', '/sharingLevel']],
    [{ minimumIndividuals: 2 }, ['/minimumIndividuals']],
    [{ extent: 'partial', minimumIndividuals: 0 }, ['/minimumIndividuals']],
    [{ extent: 'commingled', minimumIndividuals: 10_001 }, ['/minimumIndividuals']],
    [{ extent: 'commingled', minimumIndividuals: 1.5 }, ['/minimumIndividuals']],
    [{ age: { from: 121, to: Number.NaN } }, ['/age/from', '/age/to']],
    [{ age: { from: 31, to: 30 } }, ['/age']],
    [{ died: '19920101' }, ['/died']],
  ])('with %j are refused at their fields', (given, pointers) => {
    expect(pointersOf(() => readRemains({ ...CASE, ...given })).sort()).toEqual(pointers);
  });

  it.each([
    {},
    { extent: 'commingled', minimumIndividuals: 10_000 },
    { age: { from: 0, to: 120 } },
    { age: { from: 30, to: 30 }, died: '1992/1994', sex: 'female' },
  ])('with %j are read as they are given', (given) => {
    expect(readRemains({ ...CASE, ...given })).toEqual({ ...CASE, ...given });
  });
});

describe('a count', () => {
  it.each([
    [{ asOf: '' }, ['/asOf']],
    [{ recovered: -1, identified: MOST_COUNTED + 1, handedOver: 0.5 }, ['/handedOver', '/identified', '/recovered']],
  ])('with %j is refused at its fields, below its site too', (given, pointers) => {
    expect(pointersOf(() => readCount({ ...COUNT, ...given })).sort()).toEqual(pointers);
    const site = { place: { code: 'test:10', precision: 'admin_area' }, sharingLevel: 'registry_only' };
    const below = pointers.map((pointer) => `/count${pointer}`);
    expect(pointersOf(() => readSite({ ...site, count: { ...COUNT, ...given } })).sort()).toEqual(below);
  });

  it('keeps what nobody knows apart from none', () => {
    expect(readCount({ ...COUNT, recovered: 0, identified: MOST_COUNTED })).toEqual({
      ...COUNT,
      recovered: 0,
      identified: MOST_COUNTED,
    });
  });
});

describe('an identification', () => {
  it('is confirmed by the methods that confirm alone, and names both from their lists', () => {
    expect(pointersOf(() => readIdentification({ method: 'sight', level: 'sure' }))).toEqual(['/method', '/level']);
    for (const method of ['visual', 'description', 'effects', 'anthropology']) {
      expect(pointersOf(() => readIdentification({ method, level: 'confirmed' }))).toEqual(['/level']);
      expect(readIdentification({ method, level: 'preliminary' })).toEqual({ method, level: 'preliminary' });
    }
    for (const method of CONFIRMING)
      expect(readIdentification({ method, level: 'confirmed' })).toEqual({ method, level: 'confirmed' });
    expect([...CONFIRMING].sort()).toEqual(['dental', 'dna', 'fingerprints', 'implant_serial']);
  });
});

// A change of an identity, and years of birth from an age.

import { describe, expect, it } from '@jest/globals';
import { birthYearsOfAge } from '../../../src/domain/identity/birth-years-of-age.js';
import { readIdentityChange } from '../../../src/domain/identity/identity-change.js';
import { readPartialDate } from '../../../src/domain/records/partial-date.js';

describe('a change', () => {
  it('removes what is null, sets what is given and leaves the rest', () => {
    expect(readIdentityChange({ marks: null, birthDate: '1990-05', notes: undefined })).toEqual({
      change: { marks: null, birthDate: '1990-05' },
      fields: ['birth_date', 'marks'],
      birthYears: { from: 1990, to: 1990 },
    });
  });

  it('replaces the names of all roles together', () => {
    const { change, fields } = readIdentityChange({ names: [{ text: 'Joren Tassin', role: 'father' }] });
    expect(change).toMatchObject({ names: null, fatherName: [{ text: 'Joren Tassin' }], motherName: null });
    expect(fields).toEqual(['names', 'father_name', 'mother_name']);
  });

  it.each([[{}], [{ marks: undefined }], [{ shoe: 1 }], [{ names: 'x' }]])('%j is refused', (given) => {
    expect(() => readIdentityChange(given)).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });
});

it.each([
  [40, '2020-11-11', 1979, 1980],
  [0, '2021', 2020, 2021],
  [19, '2020-12/2021-02', 2000, 2002],
])('somebody of %d in %s was born from %d to %d', (age, asOf, from, to) => {
  const reading = readPartialDate(asOf);
  if (!reading.ok) throw new Error(reading.reason);
  expect(birthYearsOfAge(age, reading.date)).toEqual({ from, to });
});

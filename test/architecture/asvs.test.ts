// The table of security requirements: each of levels 1 and 2 stands in it once, and what it names as a test is one.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const text = readFileSync('docs/asvs.md', 'utf8');

/** Chapter and section, and how many requirements of levels 1 and 2 it begins with, in OWASP ASVS 5.0.0. */
const SECTIONS: Readonly<Record<string, number>> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};

const wanted = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
);

const [tables = '', absent = ''] = text.split('## What the program does not have');
const rows = tables.split('\n').flatMap((line) => {
  const [, number, state, by] = /^\| (\d+\.\d+\.\d+) +\| ([a-z ]+?) +\| (.+) \|$/.exec(line) ?? [];
  return number === undefined ? [] : [{ number, state, by: by ?? '' }];
});
const notHad = [...absent.matchAll(/\b\d+\.\d+\.\d+\b/g)].map(([number]) => number);
/** One that is pointed at as a reason, and stands in a table. */
const POINTED_AT = ['6.3.3'];

describe('the table of security requirements', () => {
  it('has each requirement of levels 1 and 2 once', () => {
    const listed = [...rows.map(({ number }) => number), ...notHad.filter((one) => !POINTED_AT.includes(one))];
    expect(listed.toSorted()).toEqual(wanted.toSorted());
  });

  it('says of each one of four things', () => {
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['held', 'in part', 'open', 'operator']));
  });

  it('names tests that are there', () => {
    const named = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });
});

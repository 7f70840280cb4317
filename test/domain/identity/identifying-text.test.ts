// What a text holds that identifies: numbers in all their forms, addresses, names; and what only looks like it.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeEvidenceCode } from '../../../src/domain/evidence/evidence-code.js';
import {
  holdsName,
  holdsPartOfName,
  nameWindows,
  textWarnings,
} from '../../../src/domain/identity/identifying-text.js';
import { makePseudonym } from '../../../src/domain/identity/pseudonym.js';

const inText = (text: string): string[] => textWarnings(`They said that ${text} is right, twice.`);

describe('a telephone number is found', () => {
  it.each([
    '+00 555 726 1904',
    '+00-555-7261-9043',
    '+005557261904',
    '+00 (0)555 7261904',
    '00 44 555 7261904',
    '(055) 726-1904',
    '055 72 61 90',
    '0557261904',
    '055.726.19.04',
    '030/7261904',
    '555-7261',
    '555 72 61',
    '37455726190',
    '+٣٧٤ ٥٥ ٧٢٦ ١٩٠',
    '۰۵۵ ۷۲۶ ۱۹۰۴',
    '०५५ ७२६ १९०४',
    '＋３７４ ５５ ７２６１９０',
    '+374\u00a055\u2009726\u2011190',
    '+3\u200b74\u200d55726190',
    '055\n726\n190',
    'tel:0557261904',
    'тел.055-726-190',
    '+374 55 726190 2020-12-13',
  ])('%j', (number) => {
    expect(inText(number)).toEqual(['looks_like_phone']);
  });
});

describe('an e-mail address is found', () => {
  it.each([
    'oda@post.example',
    'oda.tassin+x@mail.post.example',
    'ODA＠post．example',
    'оda@почта.example',
    'oda (at) post (dot) example',
    'oda [at] post.example',
    'o\u200bda@post.example',
  ])('%j', (address) => {
    expect(inText(address)).toEqual(['looks_like_email']);
  });
});

describe('nothing is found in', () => {
  it.each([
    '2020-12-13',
    '2020-12-13T10:15:00Z',
    '2020-12-13 10:15:00',
    '2020-11~',
    '1994-XX',
    '2020-09-27/2020-11-10',
    '13.12.2020',
    '13/12/20',
    '13-12-2020',
    '2020/11/13',
    '1992/1994',
    '20201213',
    '20201213101500',
    '10:15:00',
    '2020/0117',
    '2020/01170001',
    'TR-2021/17',
    'L-2021/3',
    'note-17',
    'AB-1234567-2',
    'demo:1004',
    'pcode:0100412',
    'AB-0123456',
    'XA-1023456',
    '5f3c2b1a-8d0e-4a57-b8a1-0f2d3c4b5a69',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '12 people of 60, 4 of them in 2021',
    '1 000 000',
    '1.234.567',
    '250 000 000',
    '12.000.000',
    'case 117, lines 3 to 12',
    '@ noon',
    'a@b',
  ])('%j', (text) => {
    expect(inText(text)).toEqual([]);
  });
});

const digit = fc.integer({ min: 0, max: 9 });
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];
const between = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u2011');

describe('properties', () => {
  it('an international number is found whatever its script, grouping and neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(digit, { minLength: 8, maxLength: 14 }),
        fc.constantFrom(...ZEROS),
        fc.array(between, { minLength: 14, maxLength: 14 }),
        fc.constantFrom('call ', '', '(', 'тел. '),
        (digits, zero, gaps, before) => {
          const written = digits.map((one, at) => `${String.fromCodePoint(zero + one)}${gaps[at] ?? ''}`).join('');
          expect(textWarnings(`${before}+${written} in the evening`)).toContain('looks_like_phone');
        },
      ),
    );
  });

  it('no pseudonym, code of evidence, day, instant or id is taken for a number', () => {
    const pseudonym = fc.constant(null).map(() => makePseudonym((count) => randomBytes(count)));
    const evidence = fc.constant(null).map(() => makeEvidenceCode((count) => randomBytes(count)));
    const date = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    const day = date.map((one) => one.toISOString().slice(0, 10));
    const some = fc.oneof(
      pseudonym,
      pseudonym.map((one) => one.toLowerCase()),
      evidence,
      day,
      date.map((one) => one.toISOString()),
      fc.tuple(day, day).map((pair) => pair.join('/')),
      day.map((one) => `${one}~`),
      fc.uuid(),
      fc.tuple(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 99_999 })).map((pair) => pair.join('/')),
    );
    const text = fc.array(some, { minLength: 1, maxLength: 4 }).map((all) => all.join(', see '));
    fc.assert(fc.property(text, (one) => expect(textWarnings(one)).toEqual([])));
  });

  it('any text is read, and soon', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => void textWarnings(text)));
    for (const hostile of [
      '1 '.repeat(5000),
      '('.repeat(5000),
      'a'.repeat(10_000),
      '1-'.repeat(5000),
      'a.'.repeat(5000),
      '1a'.repeat(5000),
    ]) {
      // Its own work, which does not grow with what else the machine does.
      const begun = process.cpuUsage();
      textWarnings(hostile);
      expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
    }
  });
});

describe('a name', () => {
  it('is found where two of its parts stand together, in any order, case or disguise', () => {
    const names = ['Arvel Oden Tassin', 'Тассин Арвел', 'Dr. Mira van Bree'];
    for (const text of [
      'saw Arvel Tassin there',
      'TASSIN, arvel',
      'Ａｒｖｅｌ Tás\u200bsin',
      'о Тассин Арвел',
      'Arvel Oden',
      'Mira van Bree',
    ])
      expect([text, holdsName(text, names)]).toEqual([text, true]);
    for (const text of ['Arvel came, and after an hour Tassin', 'Arvel', 'Dr. van Someone', 'Арвел Tassin', ''])
      expect([text, holdsName(text, names)]).toEqual([text, false]);
  });

  it('of whom the text is about is found by one part', () => {
    expect(holdsPartOfName('the mother of arvel called', ['Arvel Tassin'])).toBe(true);
    expect(holdsPartOfName('the van of Dr. A.', ['Dr. A. van Tassin'])).toBe(false);
    expect(holdsPartOfName('he is so ill', ['So Li'])).toBe(false);
    expect(holdsPartOfName('nothing', [])).toBe(false);
  });

  it('is sought in windows of three words', () => {
    expect(nameWindows('One two, three four')).toEqual(['one two three', 'two three four']);
    expect(nameWindows('One two')).toEqual(['one two']);
    expect(nameWindows('One')).toEqual([]);
  });
});

// The search for marked words is tried on every form that it promises to find, in every script, since a blind search would pass any test.

import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { nameTokens } from '../../../src/domain/names/normal-form.js';
import { formsOf } from './mark-forms.js';
import { MarkSearch } from './mark-search.js';
import { markedPeople, type MarkedPerson } from './marked-people.js';
import { MARKED_SCRIPTS } from './marked-words.js';

const people = markedPeople(200);
let search: MarkSearch;
beforeAll(() => {
  search = MarkSearch.for(people);
});

/** Written by other means than the search's own, for one word of one person. */
const WRITERS: Readonly<Record<string, (word: string) => string | Buffer>> = {
  'as it is': (word) => word,
  'in small letters': (word) => word.toLowerCase(),
  'in capitals': (word) => word.toUpperCase(),
  decomposed: (word) => word.normalize('NFD'),
  'in the compatibility form': (word) => word.normalize('NFKD'),
  'as names are compared': (word) => nameTokens(word).join(' '),
  'in UTF-16LE': (word) => Buffer.from(word, 'utf16le'),
  'in UTF-16BE': (word) => Buffer.from(word, 'utf16le').swap16(),
  'in JSON escapes': (word) => escapeUnits(word),
  'in capital JSON escapes': (word) => escapeUnits(word).replace(/(?<=\\u)[0-9a-f]{4}/g, (unit) => unit.toUpperCase()),
  'in percents': (word) => encodeURIComponent(word),
  'in a form': (word) => new URLSearchParams({ name: word }).toString(),
  'in percents of small letters': (word) => encodeURIComponent(word).toLowerCase(),
  'in decimal entities': (word) => Array.from(word, (c) => `&#${c.codePointAt(0)};`).join(''),
  'in quoted-printable': (word) => encodeURIComponent(word).replaceAll('%', '='),
  'in hex': (word) => Buffer.from(word).toString('hex'),
  'in capital hex': (word) => Buffer.from(word).toString('hex').toUpperCase(),
  'as bytea': (word) => `\\x${Buffer.from(word).toString('hex')}`,
  'in base64': (word) => Buffer.from(word).toString('base64'),
  'in base64 after one byte': (word) => Buffer.from(`-${word}-`).toString('base64'),
  'in base64 after two bytes': (word) => Buffer.from(`--${word}--`).toString('base64'),
  'in base64url': (word) => Buffer.from(`?>${word}?>`).toString('base64url'),
  'as a digest': (word) => createHash('sha256').update(word.toLowerCase()).digest(),
  'as a digest in hex': (word) => createHash('sha1').update(word).digest('hex'),
  'as a digest in base64': (word) => createHash('md5').update(word.toUpperCase()).digest('base64'),
};

function escapeUnits(word: string): string {
  return word.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function surrounded(written: string | Buffer): Buffer {
  return Buffer.concat([randomBytes(50), Buffer.from(written), randomBytes(50)]);
}

function named({ number }: MarkedPerson, field: string, found: readonly string[]): boolean {
  return found.some((name) => name.startsWith(`person ${number} ${field} as `));
}

describe('the search for marked words', () => {
  it('knows some hundred forms of each of some thousand words', () => {
    expect(Object.values(people[0]!.words).length).toBeGreaterThan(20);
    expect(search.needles).toBeGreaterThan(people.length * 1000);
  });

  it('finds nothing in what comes from elsewhere', () => {
    expect(search.find(Buffer.alloc(0))).toEqual([]);
    expect(search.find(Buffer.alloc(5))).toEqual([]);
    expect(search.find(randomBytes(5_000_000))).toEqual([]);
    expect(search.find(Buffer.alloc(5_000_000))).toEqual([]);
    expect(search.findInText('{"pseudonym":"WB-00000-00000-00000-00000-0","validAt":"2021-02-28"}')).toEqual([]);
  });

  it.each(MARKED_SCRIPTS)('finds a %s word in each form, wherever it stands', (script) => {
    for (const person of people.filter((one) => one.script === script).slice(0, 5)) {
      const missed = Object.entries(WRITERS).filter(
        ([, write]) => !named(person, 'surname', search.find(surrounded(write(person.words['surname']!)))),
      );
      expect(missed.map(([form]) => form)).toEqual([]);
    }
  });

  it('finds every word of everybody, at the beginning, at the end and in mixed case', () => {
    for (const person of people) {
      for (const [field, word] of Object.entries(person.words)) {
        const mixed = Array.from(word, (letter, at) => (at % 2 === 0 ? letter.toUpperCase() : letter)).join('');
        expect(named(person, field, search.find(Buffer.from(`${word} and more`)))).toBe(true);
        expect(named(person, field, search.find(Buffer.from(`more and ${word}`)))).toBe(true);
        expect(named(person, field, search.findInText(`a ${mixed} b`))).toBe(true);
      }
    }
  });

  it('finds each of its own needles', () => {
    const { words, number } = people[3]!;
    for (const { form, bytes } of formsOf(words['surname']!)) {
      expect(search.find(surrounded(bytes))).toContain(`person ${number} surname as ${form}`);
    }
  });
});

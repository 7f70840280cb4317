// People of whom every particular holds a word that occurs nowhere else: names, parents, kin, marks, notes, contacts, a photo and a day.

import { MARKED_SCRIPTS, markedNumber, markedWord, type MarkedScript } from './marked-words.js';

export interface Enquirer {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly email: string;
}

export interface MarkedPerson {
  readonly number: number;
  readonly script: MarkedScript;
  /** The body of a registration's `identity`. */
  readonly identity: object;
  /** As it is sought and listed. */
  readonly name: string;
  readonly birthDate: string;
  readonly enquirer: Enquirer;
  readonly safeChannel: string;
  readonly listLine: string;
  /** Never registered: asked for in vain, or written down in an imported file. */
  readonly unregistered: string;
  /** What is searched for: `field` → the marked word. */
  readonly words: Readonly<Record<string, string>>;
}

/** Characters; PostgreSQL compresses what is longer than 2 kB, so that the bytes of its files do not show it. */
const LONG = 3000;
/** Years in which nothing else of this registry happened. */
const FIRST_YEAR = 1902;
const DAYS = 27;

function long(word: string): string {
  const line = `${word} was said to have been seen near the bridge, as two of the neighbours remember. `;
  return line.repeat(Math.ceil(LONG / line.length));
}

/** Another day for each of some hundreds; never a first or last one of a year, by which a record writes that year down. */
function dayOf(number: number): string {
  const [day, months] = [(number % DAYS) + 2, Math.floor(number / DAYS)];
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${FIRST_YEAR + Math.floor(months / 12)}-${two((months % 12) + 1)}-${two(day)}`;
}

/** What this crowd has drawn so far: what is found must belong to one person and field, so that no word may be drawn twice. */
type Drawn = Set<string>;

/** Draws until the word is a new one: two telephone numbers of 200 people are alike once in some 500 runs. */
function fresh(drawn: Drawn, draw: () => string): string {
  for (;;) {
    const word = draw();
    if (drawn.has(word)) continue;
    drawn.add(word);
    return word;
  }
}

/** As addresses and file names are written. */
const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function wordsOf(number: number, script: MarkedScript, drawn: Drawn): Record<string, string> {
  const other = MARKED_SCRIPTS[(number + 1) % MARKED_SCRIPTS.length] ?? 'latin';
  const inScript = [
    'given',
    'surname',
    'father',
    'mother',
    'kin',
    'unit',
    'marks',
    'notes',
    'contactName',
    'contactAddress',
  ];
  const further = ['changedNotes', 'enquirer', 'enquirerAddress', 'safeChannel', 'listLine', 'unregistered'];
  const latin = ['contactEmail', 'photo', 'enquirerEmail'];
  const numbers = ['kinContact', 'contactPhone', 'enquirerPhone'];
  return Object.fromEntries([
    ...[...inScript, ...further].map((field) => [field, fresh(drawn, () => markedWord(script))]),
    ['alias', fresh(drawn, () => markedWord(other))],
    ...latin.map((field) => [field, fresh(drawn, () => plain(markedWord('latin')))]),
    ...numbers.map((field) => [field, fresh(drawn, markedNumber)]),
    ['birthDate', dayOf(number)],
  ]) as Record<string, string>;
}

function person(number: number, drawn: Drawn): MarkedPerson {
  const script = MARKED_SCRIPTS[number % MARKED_SCRIPTS.length] ?? 'latin';
  const words = wordsOf(number, script, drawn);
  const w = (field: string): string => words[field] ?? '';
  const name = `${w('given')} ${w('surname')}`;
  return {
    number,
    script,
    words,
    name,
    birthDate: w('birthDate'),
    identity: {
      names: [
        { text: name },
        { text: w('alias'), role: 'alias' },
        { text: `${w('father')} ${w('surname')}`, role: 'father' },
        { text: w('mother'), role: 'mother' },
      ],
      birthDate: w('birthDate'),
      unit: w('unit'),
      marks: long(w('marks')),
      nextOfKin: [{ name: w('kin'), kinship: 'sister', contact: w('kinContact') }],
      notes: long(w('notes')),
      sourceContact: {
        name: w('contactName'),
        phone: w('contactPhone'),
        email: `${w('contactEmail')}@post.example`,
        address: `${w('contactAddress')} 7`,
      },
      photoUrl: `https://photos.example/${w('photo')}.jpg`,
    },
    enquirer: {
      name: w('enquirer'),
      phone: w('enquirerPhone'),
      address: `${w('enquirerAddress')} 4`,
      email: `${w('enquirerEmail')}@post.example`,
    },
    safeChannel: long(w('safeChannel')),
    listLine: `${w('listLine')}, the younger`,
    unregistered: w('unregistered'),
  };
}

/** People numbered from 0; no two of their words are alike. */
export function markedPeople(count: number): MarkedPerson[] {
  const drawn: Drawn = new Set();
  return Array.from({ length: count }, (_, number) => person(number, drawn));
}

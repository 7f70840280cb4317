// Words of names in several scripts, read from the Wikidata labels of the shared data; words that share a writing are one family.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { halfOf, type Half } from './draw.js';
import { jaroWinkler, plainRomanisation } from './floors.js';
import { GIVEN_NAMES } from '../../../src/domain/names/given-names.js';
import { georgian } from './spellings.js';

export const SCRIPTS = ['Latn', 'Cyrl', 'Armn', 'Arab', 'Geor'] as const;
export type Script = (typeof SCRIPTS)[number];

export interface Family {
  /** Sorted; empty where the data have none. */
  readonly writings: Readonly<Record<Script, readonly string[]>>;
  readonly half: Half;
  /** `other`: a label that is often met, and perhaps no name of the region. */
  readonly kind: 'given' | 'surname' | 'other';
  /** The line of given-names.ts, or the first Latin writing: what tells two families apart. */
  readonly name: string;
}

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const FOLDER = path.resolve(process.env['SHARED_DATA'] ?? path.join(ROOT, '../shared/data'), 'name-tokens');
const FILES: readonly (readonly [Script, string])[] = [
  ['Armn', 'wd_armenian_20.tsv'],
  ['Arab', 'wd_persian_20.tsv'],
  ['Cyrl', 'wd_russian_20.tsv'],
];
const OF_SCRIPT: Readonly<Record<Script, RegExp>> = {
  Latn: /^[a-z]{3,}$/,
  Cyrl: /^\p{Script=Cyrillic}{2,}$/u,
  Armn: /^\p{Script=Armenian}{3,}$/u,
  Arab: /^\p{Script=Arabic}{2,}$/u,
  Geor: /^\p{Script=Georgian}{3,}$/u,
};

const SURNAME =
  /(?:..yan|.ian|..ova?|..[iy]?eva?|..sky|..ski|..skaya|enko|chuk|..dze|shvili|zade|zadeh|pour|nejad|oglu|uli|ants|kov|ich)$/;
/** Labels of places and things are among the data; one that several labels share is likelier a name. */
const OFTEN = 3;
const SHORTEST_SURNAME = 6;

interface Label {
  readonly latin: string;
  readonly script: Script;
  readonly writing: string;
  readonly count: number;
}

/**
 * Some labels were set side by side wrongly (Nigar beside Никки, Van beside a Persian word for a place). They are told by the floor's own measure, never
 * by the one that is judged; this favours the floor.
 */
const WRONGLY_PAIRED = 0.7;

function isLabel({ latin, script, writing }: Label): boolean {
  if (!OF_SCRIPT.Latn.test(latin) || !OF_SCRIPT[script].test(writing)) return false;
  const plain = plainRomanisation(writing);
  return (
    Math.max(jaroWinkler(latin, plain), jaroWinkler(latin.replace(/[aeiou]/g, ''), plain.replace(/[aeiou]/g, ''))) >=
    WRONGLY_PAIRED
  );
}

function readLabels(): Label[] {
  const missing = FILES.filter(([, file]) => !existsSync(path.join(FOLDER, file)));
  if (missing.length > 0) {
    throw new Error(
      `This bench reads ${missing.map(([, file]) => file).join(', ')} in ${FOLDER}; name the folder above it by SHARED_DATA.`,
    );
  }
  return FILES.flatMap(([script, file]) =>
    readFileSync(path.join(FOLDER, file), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [latin = '', spaced = '', count = '0'] = line.split('\t');
        const writing = spaced.replaceAll(' ', '');
        return isLabel({ latin, script, writing, count: Number(count) })
          ? [{ latin, script, writing, count: Number(count) }]
          : [];
      }),
  );
}

class Families {
  private readonly above = new Map<string, string>();

  rootOf(word: string): string {
    let root = word;
    for (let next = this.above.get(root); next !== undefined; next = this.above.get(root)) root = next;
    return root;
  }

  join(one: string, other: string): void {
    const [first, second] = [this.rootOf(one), this.rootOf(other)].sort();
    if (first !== undefined && second !== undefined && first !== second) this.above.set(second, first);
  }
}

const GIVEN = new Map(GIVEN_NAMES.flatMap((spellings) => spellings.map((one) => [one, spellings[0] ?? one] as const)));

function kindOf(latin: string, labels: readonly Label[]): Family['kind'] | null {
  if (GIVEN.has(latin)) return 'given';
  const nisba = /(?<!in|on|ell|ucc|ett|er)i$/.test(latin) && labels.some(({ writing }) => writing.endsWith('ی'));
  if (latin.length >= SHORTEST_SURNAME && (nisba || SURNAME.test(latin))) return 'surname';
  return labels.some(({ count }) => count >= OFTEN) ? 'other' : null;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** A writing that half of the alphabet shares (Li, Lee, Leigh) makes no family. */
const LARGEST = 12;

function writingsOf(latin: readonly string[], labels: readonly Label[]): Family['writings'] {
  const of = (script: Script): string[] =>
    [...new Set(labels.filter((label) => label.script === script).map(({ writing }) => writing))].sort();
  const [armenian, cyrillic] = [of('Armn'), of('Cyrl')];
  return {
    Latn: latin,
    Cyrl: cyrillic,
    Armn: armenian,
    Arab: of('Arab'),
    Geor: [...new Set([...armenian, ...cyrillic].map(georgian))].sort(),
  };
}

/** Every family that is a given name or a surname, in one order; halves are by the hash of the whole family. */
export function readFamilies(): Family[] {
  const byLatin = groupBy(readLabels(), ({ latin }) => latin);
  const kinds = new Map([...byLatin].map(([latin, labels]) => [latin, kindOf(latin, labels)]));
  const chosen = [...byLatin.values()].flat().filter(({ latin }) => (kinds.get(latin) ?? null) !== null);
  const families = new Families();
  for (const { latin, writing } of chosen) families.join(latin, writing);
  for (const spellings of GIVEN_NAMES) for (const one of spellings) families.join(spellings[0] ?? one, one);
  const rooted = groupBy(chosen, ({ latin }) => families.rootOf(latin));
  return [...rooted]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([root, labels]): Family[] => {
      const latin = [...new Set(labels.map((label) => label.latin))].sort();
      const kind = kinds.get(latin[0] ?? '') ?? null;
      if (kind === null || latin.length > LARGEST || latin.some((one) => kinds.get(one) !== kind)) return [];
      const writings = writingsOf(latin, labels);
      return [{ writings, half: halfOf(root), kind, name: GIVEN.get(latin[0] ?? '') ?? latin[0] ?? root }];
    });
}

/**
 * Words that are neither given names nor surnames of the region, and so in neither half, as surnames. What shares a writing with a family of the
 * test half is left out. Nearly all are names of elsewhere, and wrong labels are more than in the halves.
 */
export function readWordsOfNeitherHalf(): Family[] {
  const families = readFamilies();
  const halves = new Set(families.flatMap(({ writings }) => writings.Latn));
  const shut = new Set(
    families.filter(({ half }) => half === 'test').flatMap(({ writings }) => Object.values(writings).flat()),
  );
  const byLatin = groupBy(readLabels(), ({ latin }) => latin);
  return [...byLatin]
    .filter(
      ([latin, labels]) => !halves.has(latin) && !shut.has(latin) && labels.every(({ writing }) => !shut.has(writing)),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([latin, labels]): Family => {
      const writings = writingsOf([latin], labels);
      return { writings, half: 'tuning', kind: 'surname', name: latin };
    })
    .filter(({ writings }) => SCRIPTS.filter((script) => writings[script].length > 0).length > 1);
}

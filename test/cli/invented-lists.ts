// Overlapping lists of invented people, each in a script of its own, drawn so that who is on which list is known.

import { GIVEN, SURNAMES } from '../domain/matching/words-in-five-scripts.js';

export const SCRIPTS = ['Latin', 'Cyrillic', 'Armenian', 'Arabic', 'Georgian'] as const;

export interface DrawnLists {
  /** With the columns id, name, birthDate and sex. */
  readonly files: readonly string[];
  /** Of the patterns 1, 2, …, the first list being the lowest bit. */
  readonly counts: readonly number[];
  readonly documented: number;
  /** People who stand twice on one list at least. */
  readonly twice: number;
}

export interface ListsToDraw {
  readonly people: number;
  /** Of each list: its script, and the chance of anybody to be on it. */
  readonly lists: readonly { readonly script: (typeof SCRIPTS)[number]; readonly chance: number }[];
  /** Chance of somebody on a list to stand on it twice. */
  readonly twice?: number;
  /** Chance of a line to have no birth date. */
  readonly withoutBirth?: number;
  readonly seed: number;
}

type Draw = () => number;

/** mulberry32 by Tommy Ettinger. */
function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const oneOf = <T>(among: readonly T[], draw: Draw): T => among[Math.floor(draw() * among.length)]!;

/** One of the spellings in that script. */
function spelled(line: string, script: (typeof SCRIPTS)[number], draw: Draw): string {
  return oneOf(line.split('|')[SCRIPTS.indexOf(script)]!.split(' '), draw);
}

interface Invented {
  readonly given: string;
  readonly surname: string;
  readonly birth: string;
}

function invented(draw: Draw): Invented {
  const day = new Date(Date.UTC(1950, 0, 1 + Math.floor(draw() * 20_000)));
  return { given: oneOf(GIVEN, draw), surname: oneOf(SURNAMES, draw), birth: day.toISOString().slice(0, 10) };
}

/** Surnames stand first on every other line, and every third birth date is a year alone. */
function rowOf(one: Invented, script: (typeof SCRIPTS)[number], withoutBirth: number, draw: Draw): string {
  const words = [spelled(one.given, script, draw), spelled(one.surname, script, draw)];
  if (draw() < 0.5) words.reverse();
  const birth = draw() < 1 / 3 ? one.birth.slice(0, 4) : one.birth;
  return `${words.join(' ')},${draw() < withoutBirth ? '' : birth},`;
}

export function drawLists({ people, lists, twice = 0, withoutBirth = 0, seed }: ListsToDraw): DrawnLists {
  const draw = seeded(seed);
  const rows = lists.map((): string[] => []);
  const counts = new Array<number>(2 ** lists.length - 1).fill(0);
  let repeated = 0;
  for (let each = 0; each < people; each += 1) {
    const one = invented(draw);
    let [pattern, isTwice] = [0, false];
    lists.forEach(({ script, chance }, list) => {
      if (draw() >= chance) return;
      pattern += 2 ** list;
      rows[list]!.push(rowOf(one, script, withoutBirth, draw));
      if (draw() >= twice) return;
      isTwice = true;
      rows[list]!.push(rowOf(one, script, withoutBirth, draw));
    });
    if (pattern > 0) counts[pattern - 1]! += 1;
    if (isTwice) repeated += 1;
  }
  return {
    files: rows.map((lines) => `id,name,birthDate,sex\n${lines.map((line, at) => `${at + 1},${line}\n`).join('')}`),
    counts,
    documented: counts.reduce((sum, count) => sum + count, 0),
    twice: repeated,
  };
}

// Pet names: what no rule of spelling joins, in one short table.

import type { SoundWord } from './sound-costs.js';

/** Pet names stand for one of several names: they let two persons be proposed and are never enough. */
const PET_NAMES: readonly string[] = [
  'aleksandr saSa alek',
  'aleksandra saSa',
  'vladimir vova volodya',
  'nikolay kolya',
  'dmitri dima',
  'mixail miSa',
  'evgeni Zenya yevgeni',
  'ivan vanya',
  'yuri yura',
  'pavel paSa',
  'sergey seryoZa serZ',
  'georgi Zora gia',
  'mariya maSa',
  'ekaterina katya',
  'anastasya nastya',
  'tatyana tanya',
  'hovhanes hovo',
  'gevorg gev gevo',
  'harutyun harut',
  'hakob hako',
  'mohamad mamed mamad',
  'konstantin kostya',
  'irina ira',
  'svetlana sveta',
];

const PET_NAME = 0.6;

function rowsOf(rows: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  rows.forEach((row, number) => {
    for (const form of new Set(row.split(' '))) found.set(form, [...(found.get(form) ?? []), number]);
  });
  return found;
}

const PET_ROWS = rowsOf(PET_NAMES);

function meet(
  rows: ReadonlyMap<string, readonly number[]>,
  one: readonly SoundWord[],
  other: readonly SoundWord[],
): boolean {
  const mine = one.flatMap(({ sounds }) => rows.get(sounds) ?? []);
  return mine.length > 0 && other.some(({ sounds }) => rows.get(sounds)?.some((row) => mine.includes(row)) === true);
}

/** The similarity that the table gives two words: 0 where it does not know them. */
export function petNameSimilarity(one: readonly SoundWord[], other: readonly SoundWord[]): number {
  return meet(PET_ROWS, one, other) ? PET_NAME : 0;
}

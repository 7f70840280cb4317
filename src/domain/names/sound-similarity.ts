// How alike two words of names sound, 0 to 1, by the cheapest alignment of their sounds.

import { substitution, type SoundWord } from './sound-costs.js';

/** Short words are told apart by one sound: costs are shared among no fewer than this. */
const LEAST_WEIGHT = 2.6;
/** Two neighbours exchanged, as slips of the pen are. */
const EXCHANGED = 0.5;
/** Words have 40 letters at most, each of three sounds at most: three rows in turn are enough. */
const ROWS = [new Float32Array(128), new Float32Array(128), new Float32Array(128)] as const;

function fillFirstRow(row: Float32Array, skips: Float32Array): void {
  let sum = 0;
  row[0] = 0;
  for (let place = 0; place < skips.length; place += 1) {
    sum += skips[place] ?? 1;
    row[place + 1] = sum;
  }
}

interface Step {
  readonly sound: number;
  readonly before: number;
  readonly skip: number;
}

/** One step of the alignment; typed arrays answer undefined beyond their end alone, which no place here is. */
function nextRow(
  step: Step,
  other: { readonly numbers: Uint16Array; readonly skips: Float32Array },
  rows: readonly Float32Array[],
): void {
  const [next, last, earlier] = rows as [Float32Array, Float32Array, Float32Array];
  const { sound, before, skip } = step;
  const { numbers, skips } = other;
  let left = (last[0] ?? 0) + skip;
  next[0] = left;
  for (let place = 0; place < numbers.length; place += 1) {
    const across = (last[place] ?? 0) + substitution(sound, numbers[place] ?? 0);
    left = Math.min(across, left + (skips[place] ?? 1), (last[place + 1] ?? 0) + skip);
    if (place > 0 && sound === numbers[place - 1] && before === numbers[place] && sound !== before)
      left = Math.min(left, (earlier[place - 1] ?? 0) + EXCHANGED);
    next[place + 1] = left;
  }
}

function distance(one: SoundWord, other: SoundWord): number {
  const oneSkips = other.consonantal ? one.skipsUnwritten : one.skips;
  const against = { numbers: other.numbers, skips: one.consonantal ? other.skipsUnwritten : other.skips };
  let [earlier, last, next]: [Float32Array, Float32Array, Float32Array] = [...ROWS];
  fillFirstRow(last, against.skips);
  let before = -1;
  for (let place = 0; place < one.numbers.length; place += 1) {
    const sound = one.numbers[place] ?? 0;
    nextRow({ sound, before, skip: oneSkips[place] ?? 1 }, against, [next, last, earlier]);
    [earlier, last, next] = [last, next, earlier];
    before = sound;
  }
  return last[other.numbers.length] ?? 0;
}

function similarity(one: SoundWord, other: SoundWord): number {
  if (one.sounds === other.sounds) return 1;
  const weight = Math.max((one.weight + other.weight) / 2, LEAST_WEIGHT);
  return Math.max(0, 1 - distance(one, other) / weight);
}

/** Of the two readings that are most alike. Symmetric. */
export function soundSimilarity(one: readonly SoundWord[], other: readonly SoundWord[]): number {
  let best = 0;
  for (const mine of one) for (const theirs of other) best = Math.max(best, similarity(mine, theirs));
  return best;
}

// Measures how well names of one person are found across scripts, beside equal tokens, Jaro-Winkler and trigrams of romanised names in the same run.

import { createHash } from 'node:crypto';
import { nameAgreement, readName } from '../../src/domain/matching/name-agreement.js';
import { verdictOf } from '../../src/domain/matching/match-threshold.js';
import { pairKeys } from '../../src/domain/matching/pair-keys.js';
import type { Half } from './names/draw.js';
import { anyAsciiJaroWinkler, anyAsciiTrigrams, equalTokens, romanisedJaroWinkler } from './names/floors.js';
import {
  labelledPairs,
  NEGATIVES,
  pairsOfNeitherHalf,
  redrawnTuning,
  type LabelledPair,
} from './names/labelled-pairs.js';

type Measure = (one: string, other: string) => number;

interface Judged extends LabelledPair {
  readonly score: number;
}

interface Quality {
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
}

function judge(pairs: readonly LabelledPair[], measure: Measure): Judged[] {
  return pairs.map((pair) => ({ ...pair, score: measure(pair.one, pair.other) }));
}

function qualityOf(judged: readonly Judged[], threshold: number): Quality {
  const said = judged.filter(({ score }) => score >= threshold);
  const right = said.filter(({ kind }) => kind === 'positive').length;
  const positives = judged.filter(({ kind }) => kind === 'positive').length;
  const recall = right / positives;
  const precision = said.length === 0 ? 1 : right / said.length;
  return { recall, precision, f1: recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision) };
}

/** The best that a floor can do on the tuning half, as whoever used it would set it. */
function bestThreshold(judged: readonly Judged[]): number {
  const tried = Array.from({ length: 90 }, (_, step) => 0.1 + step / 100);
  return tried.reduce((best, each) => (qualityOf(judged, each).f1 > qualityOf(judged, best).f1 ? each : best));
}

const ours: Measure = (one, other) => nameAgreement(readName(one), readName(other)).score;
/** Where verdictOf says `same`. */
const OUR_THRESHOLD =
  Array.from({ length: 1001 }, (_, step) => step / 1000).find((score) => verdictOf(score) === 'same') ?? 1;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function perScripts(judged: readonly Judged[], threshold: number): Map<string, Quality> {
  const scripts = [...new Set(judged.map((pair) => pair.scripts))];
  return new Map(
    scripts.map((each) => [
      each,
      qualityOf(
        judged.filter((pair) => pair.scripts === each),
        threshold,
      ),
    ]),
  );
}

function report(half: Half, judged: readonly Judged[]): void {
  const text = judged.map(({ one, other, scripts, kind }) => [scripts, kind, one, other].join('\t')).join('\n');
  console.log(`\n${half} half: ${judged.length} pairs, SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
  for (const [scripts, { recall, precision, f1 }] of perScripts(judged, OUR_THRESHOLD)) {
    const wrong = NEGATIVES.map(
      (kind) =>
        `${kind} ${judged.filter((pair) => pair.scripts === scripts && pair.kind === kind && pair.score >= OUR_THRESHOLD).length}`,
    );
    console.log(
      `  ${scripts}: recall ${percent(recall)}, precision ${percent(precision)}, F1 ${f1.toFixed(3)}; taken for one of 80 each: ${wrong.join(', ')}`,
    );
  }
}

/** Drawn so often at least, so that a word which is never found is no accident of the other word of the name. */
const DRAWN_OFTEN = 3;

/** Given names of which no pair is found between two scripts: one label of the data, right or wrong, counted as often as it was drawn. Counts alone. */
function neverFound(judged: readonly Judged[], threshold: number): string {
  const groups = new Map<string, { drawn: number; found: number }>();
  for (const { kind, scripts, people, score } of judged) {
    if (kind !== 'positive') continue;
    const key = `${scripts} ${people.split(' ')[0] ?? ''}`;
    const group = groups.get(key) ?? { drawn: 0, found: 0 };
    groups.set(key, { drawn: group.drawn + 1, found: group.found + (score >= threshold ? 1 : 0) });
  }
  const never = [...groups].filter(([, { drawn, found }]) => drawn >= DRAWN_OFTEN && found === 0);
  const missed = [...groups.values()].reduce((sum, { drawn, found }) => sum + drawn - found, 0);
  const told = never.map(([key, { drawn }]) => `${key.split(' ')[0] ?? ''} ${drawn}`);
  const pairs = never.reduce((sum, [, { drawn }]) => sum + drawn, 0);
  return `${missed} missed, ${pairs} of them of given names that are never found between two scripts: ${told.join(', ')}`;
}

function summary(judged: readonly Judged[], threshold: number): string {
  const recalls = [...perScripts(judged, threshold).values()].map(({ recall }) => recall);
  const near = judged.filter(({ kind }) => kind !== 'positive' && kind !== 'random');
  const arabic = qualityOf(
    judged.filter(({ scripts }) => scripts === 'Latn-Arab'),
    threshold,
  );
  const { f1, recall, precision } = qualityOf(judged, threshold);
  const merged = near.filter(({ score }) => score >= threshold).length / near.length;
  return (
    `F1 ${f1.toFixed(3)} (recall ${percent(recall)}, precision ${percent(precision)}), Latn-Arab F1 ${arabic.f1.toFixed(3)}, ` +
    `recall of script pairs ${percent(Math.min(...recalls))} to ${percent(Math.max(...recalls))}, nearest others taken for one ${percent(merged)}`
  );
}

function meetings(pairs: readonly LabelledPair[]): void {
  const positives = pairs.filter(({ kind }) => kind === 'positive');
  const keys = positives.map(
    ({ one, other }) =>
      [one, other].map((name) => new Set(pairKeys(readName(name), null))) as [Set<string>, Set<string>],
  );
  const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
    [...one].some((key) => other.has(key));
  const true_ = keys.filter(([one, other]) => meet(one, other)).length;
  const random = { met: 0, tried: 0 };
  keys.forEach(([one], at) => {
    for (const step of [37, 211, 1009, 1999, 2503]) {
      const other = keys[(at + step) % keys.length]?.[1];
      const [mine, theirs] = [positives[at], positives[(at + step) % keys.length]];
      if (other === undefined || mine?.people === theirs?.people) continue;
      random.tried += 1;
      if (meet(one, other)) random.met += 1;
    }
  });
  const each = keys.reduce((sum, [one]) => sum + one.size, 0) / keys.length;
  console.log(
    `keys: ${percent(true_ / keys.length)} of true pairs meet, ${((random.met / random.tried) * 100).toFixed(3)} % of ${random.tried} random ones; ${each.toFixed(0)} keys a name`,
  );
}

function pairsASecond(pairs: readonly LabelledPair[], measure: Measure): number {
  const start = performance.now();
  for (const { one, other } of pairs) measure(one, other);
  return pairs.length / ((performance.now() - start) / 1000);
}

const FLOORS: readonly (readonly [string, Measure])[] = [
  ['romanised Jaro-Winkler', romanisedJaroWinkler],
  ['any-ascii and Jaro-Winkler', anyAsciiJaroWinkler],
  ['any-ascii and trigrams', anyAsciiTrigrams],
];

const DRAWS = 4;

/** Prints both halves, the floors of the same run, keys and speed. Needs the name tokens of the shared data. */
export function run(): Promise<void> {
  const tuning = labelledPairs('tuning');
  const test = labelledPairs('test');
  report('tuning', judge(tuning, ours));
  const judged = judge(test, ours);
  report('test', judged);
  console.log(`\ntest half, ours: ${summary(judged, OUR_THRESHOLD)}`);
  console.log(`test half, ours: ${neverFound(judged, OUR_THRESHOLD)}`);
  console.log(`test half, equal tokens: ${summary(judge(test, equalTokens), 1)}`);
  for (const [name, floor] of FLOORS) {
    const threshold = bestThreshold(judge(tuning, floor));
    console.log(`test half, ${name} from ${threshold.toFixed(2)}: ${summary(judge(test, floor), threshold)}`);
  }
  const beside = [
    [`tuning half, drawn ${DRAWS} times more`, redrawnTuning(DRAWS)],
    ['surnames of neither half', pairsOfNeitherHalf(DRAWS)],
  ] as const;
  for (const [name, pairs] of beside) console.log(`${name}, ours: ${summary(judge(pairs, ours), OUR_THRESHOLD)}`);
  meetings(test);
  const [speed, floorSpeed] = [pairsASecond(test, ours), pairsASecond(test, romanisedJaroWinkler)];
  console.log(
    `speed: ${speed.toFixed(0)} pairs a second, ${(floorSpeed / speed).toFixed(2)} × the time of romanised Jaro-Winkler`,
  );
  return Promise.resolve();
}

// Measures how well encodings find one person across scripts, beside the comparison of the names and births themselves on the same pairs.

import { createHash, createHmac } from 'node:crypto';
import { birthInterval } from '../../src/domain/identity/birth-date.js';
import {
  comparable,
  encode,
  encodingLikeness,
  verdictOfLikeness,
  type ComparableEncoding,
} from '../../src/domain/matching/linkage-encoding.js';
import { linkageFeatures } from '../../src/domain/matching/linkage-features.js';
import { verdictOf } from '../../src/domain/matching/match-threshold.js';
import { readName } from '../../src/domain/matching/name-agreement.js';
import { personAgreement, type ComparedPerson } from '../../src/domain/matching/person-agreement.js';
import type { Half } from './names/draw.js';
import { labelledPairs, type LabelledPair } from './names/labelled-pairs.js';

interface Judged {
  readonly pair: LabelledPair;
  readonly byEncoding: boolean;
  readonly byNames: boolean;
}

/** 0 to 1, the same in every run. */
function share(label: string): number {
  return createHash('sha256').update(label).digest().readUInt32BE() / 2 ** 32;
}

/** Three in four of one person have the same year, one in twenty is two years off; others are as far apart as such people are. */
function yearsOf({ kind }: LabelledPair, label: string): readonly [number, number] {
  const year = 1950 + Math.floor(share(`year ${label}`) * 55);
  const chance = share(`other ${label}`);
  if (kind === 'positive') return [year, year + (chance < 0.75 ? 0 : chance < 0.85 ? -1 : chance < 0.95 ? 1 : 2)];
  if (kind === 'brothers') return [year, year + Math.round(chance * 12 - 6)];
  if (kind === 'father_and_son') return [year, year + 20 + Math.floor(chance * 15)];
  return [year, 1950 + Math.floor(chance * 55)];
}

function personOf(name: string, year: number): ComparedPerson {
  return { name: readName(name), birth: birthInterval(String(year)), sex: 'male' };
}

function encodingOf(person: ComparedPerson): ComparableEncoding {
  const digest = (text: string): Uint8Array => createHmac('sha256', 'of the bench').update(text).digest();
  return comparable(encode(linkageFeatures(person), digest) ?? new Uint8Array(128));
}

function judge(half: Half): Judged[] {
  return labelledPairs(half).map((pair, at) => {
    const [mine, theirs] = yearsOf(pair, `${half} ${at}`);
    const [one, other] = [personOf(pair.one, mine), personOf(pair.other, theirs)];
    const likeness = encodingLikeness(encodingOf(one), encodingOf(other));
    const { score } = personAgreement(one, other, () => 1);
    // Both as somebody would use them who looks at whatever may be one person.
    return { pair, byEncoding: verdictOfLikeness(likeness) === 'same', byNames: verdictOf(score) !== 'different' };
  });
}

const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`;

function told(judged: readonly Judged[], by: 'byEncoding' | 'byNames'): string {
  const positives = judged.filter(({ pair }) => pair.kind === 'positive');
  const near = judged.filter(({ pair }) => pair.kind !== 'positive' && pair.kind !== 'random');
  const found = positives.filter((one) => one[by]).length;
  const said = judged.filter((one) => one[by]).length;
  const f1 = (2 * found) / (said + positives.length);
  return `F1 ${f1.toFixed(3)}, recall ${percent(found, positives.length)}, precision ${percent(found, said)}, nearest others taken for one ${percent(near.filter((one) => one[by]).length, near.length)}`;
}

function recalls(judged: readonly Judged[]): string {
  const scripts = [...new Set(judged.map(({ pair }) => pair.scripts))];
  return scripts
    .map((each) => {
      const positives = judged.filter(({ pair }) => pair.scripts === each && pair.kind === 'positive');
      return `${each} ${percent(positives.filter(({ byEncoding }) => byEncoding).length, positives.length)}`;
    })
    .join(', ');
}

/** Every record with every other one, as `linkage match` does: how many people would be taken for one by chance, and how fast. */
function strangers(half: Half): void {
  const people = labelledPairs(half).filter(({ kind }) => kind === 'positive');
  const encodings = people.map((pair, at) => encodingOf(personOf(pair.one, yearsOf(pair, `${half} ${at}`)[0])));
  const others = people.map((pair, at) => encodingOf(personOf(pair.other, yearsOf(pair, `${half} ${at}`)[1])));
  let [met, tried] = [0, 0];
  const start = performance.now();
  encodings.forEach((one, at) => {
    others.forEach((other, place) => {
      if (people[at]?.people === people[place]?.people) return;
      tried += 1;
      if (verdictOfLikeness(encodingLikeness(one, other)) === 'same') met += 1;
    });
  });
  const rate = tried / ((performance.now() - start) / 1000);
  console.log(
    `${tried} pairs of two people: ${met} taken for one (${((met / tried) * 100).toFixed(4)} %), ${(rate / 1e6).toFixed(1)} million compared a second`,
  );
}

/** Needs the name tokens of the shared data. */
export function run(): Promise<void> {
  for (const half of ['tuning', 'test'] as const) {
    const judged = judge(half);
    console.log(`${half} half, encodings: ${told(judged, 'byEncoding')}`);
    console.log(`${half} half, names and births, same or possible: ${told(judged, 'byNames')}`);
    console.log(`  recall of encodings: ${recalls(judged)}`);
  }
  strangers('test');
  return Promise.resolve();
}

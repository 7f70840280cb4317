// A surname or a given name is recognised between any two of five scripts and any two of its spellings, and is seldom taken for another.
import { describe, expect, it } from '@jest/globals';
import { nameAgreement, readName, type ReadName } from '../../../src/domain/matching/name-agreement.js';
import { verdictOf } from '../../../src/domain/matching/match-threshold.js';
import { MORE_GIVEN, MORE_SURNAMES } from './more-words-in-five-scripts.js';
import { GIVEN, SURNAMES } from './words-in-five-scripts.js';

/** The other word of the name, in the script of each column. */
const BESIDE = {
  surname: ['Anar', 'Анар', 'Անար', 'آنار', 'ანარი'],
  given: ['Rustamov', 'Рустамов', 'Ռուստամով', 'رستموف', 'რუსტამოვი'],
} as const;

interface Written {
  readonly text: string;
  readonly name: ReadName;
}

function written(line: string, kind: keyof typeof BESIDE): Written[] {
  return line.split('|').flatMap((words, script) =>
    words.split(' ').map((word) => {
      const beside = BESIDE[kind][script] ?? '';
      const text = kind === 'surname' ? `${beside} ${word}` : `${word} ${beside}`;
      return { text, name: readName(text) };
    }),
  );
}

const isSame = (one: Written, other: Written): boolean =>
  verdictOf(nameAgreement(one.name, other.name).score) === 'same';

function missed(line: string, kind: keyof typeof BESIDE): string[] {
  const all = written(line, kind);
  return all.flatMap((one, at) =>
    all.slice(at + 1).flatMap((other) => (isSame(one, other) ? [] : [`${one.text} / ${other.text}`])),
  );
}

function shareTakenForOne(lines: readonly string[], kind: keyof typeof BESIDE): number {
  const families = lines.map((line) => written(line, kind));
  let [taken, all] = [0, 0];
  families.forEach((family, at) => {
    for (const one of family)
      for (const other of families.slice(at + 1).flat()) {
        all += 1;
        if (isSame(one, other)) taken += 1;
      }
  });
  return taken / all;
}

/** All take half a minute. */
function someOf(lines: readonly string[]): readonly string[] {
  return process.env['DEEP'] === '1' ? lines : lines.filter((_, at) => at % 4 === 0);
}

describe('one name in five scripts', () => {
  it.each([...SURNAMES, ...MORE_SURNAMES])('surname %s', (line) => {
    expect(missed(line, 'surname')).toEqual([]);
  });

  it.each([...GIVEN, ...MORE_GIVEN])('given name %s', (line) => {
    expect(missed(line, 'given')).toEqual([]);
  });

  // 0.8 % of all surnames with the same given name, and 0.3 % of given names with the same surname, when this was written.
  it('is another name than the rest, but for one pair in a hundred', () => {
    expect(shareTakenForOne(someOf(SURNAMES), 'surname')).toBeLessThan(0.01);
    expect(shareTakenForOne(someOf(GIVEN), 'given')).toBeLessThan(0.005);
    expect(shareTakenForOne(someOf(MORE_SURNAMES), 'surname')).toBeLessThan(0.01);
    expect(shareTakenForOne(someOf(MORE_GIVEN), 'given')).toBeLessThan(0.005);
  });
});

// `statistics estimate --lists`: refusals without a name, then lists of which it is known who is on which.

import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import type { ListsEstimate } from '../../src/domain/statistics/match-sensitivity.js';
import { drawLists } from './invented-lists.js';
import { recordedOutput } from './recorded-output.js';

const folder = mkdtempSync(path.join(tmpdir(), 'lists-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEADER = 'id,name,birthDate,sex\n';
const GOOD = `${HEADER}1,Zabelin Orsim,1990,male\n2,Zabelin Velmar,1985,male\n`;

interface End {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function run(words: readonly string[], signal = new AbortController().signal): Promise<End> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: signal,
    open: () => Promise.reject(new Error('no registry may be opened')),
  });
  const exitCode = await runProgram(words, operator);
  return { exitCode, out: recorded.out(), err: recorded.err() };
}

function written(files: readonly (string | Uint8Array)[]): string[] {
  return files.map((content, at) => {
    const file = path.join(folder, `Zabelin-${at + 1}.csv`);
    writeFileSync(file, content);
    return file;
  });
}

const estimate = (files: readonly (string | Uint8Array)[], ...more: string[]): Promise<End> =>
  run(['statistics', 'estimate', '--lists', ...written(files), ...more]);

/** On a machine that is busy the command says how far it is. */
const PROGRESS = /^\d+ of \d+ (thresholds estimated|records compared.*)\n/gm;

async function answerOf(files: readonly string[], ...more: string[]): Promise<ListsEstimate> {
  const { exitCode, out, err } = await estimate(files, ...more);
  expect([exitCode, err.replace(PROGRESS, '')]).toEqual([0, '']);
  return JSON.parse(out) as ListsEstimate;
}

/** People as the pairs of `names match` on one file of all records join them, from a score on. */
async function joinedByPairs(files: readonly string[], threshold: number): Promise<number> {
  const rows = files.flatMap((text, list) =>
    text
      .split('\n')
      .slice(1, -1)
      .map((line) => `${list + 1}-${line}`),
  );
  const [all] = written([`${HEADER}${rows.join('\n')}\n`]);
  const out = path.join(folder, 'pairs.csv');
  expect((await run(['names', 'match', '--records', all!, '--out', out])).exitCode).toBe(0);
  const personOf = new Map(rows.map((row) => [row.split(',')[0]!, new Set([row.split(',')[0]!])]));
  for (const line of readFileSync(out, 'utf8').split('\r\n').slice(1, -1)) {
    const [one, other, score] = line.split(',') as [string, string, string];
    if (Number(score) < threshold) continue;
    const both = new Set([...personOf.get(one)!, ...personOf.get(other)!]);
    for (const id of both) personOf.set(id, both);
  }
  return new Set(personOf.values()).size;
}

const THREE = drawLists({
  people: 600,
  lists: [
    { script: 'Latin', chance: 0.5 },
    { script: 'Cyrillic', chance: 0.45 },
    { script: 'Armenian', chance: 0.4 },
  ],
  twice: 0.02,
  seed: 20201110,
});

/** Other lists, of which two lines in five have no birth date. */
const VAGUE = drawLists({
  people: 600,
  lists: [
    { script: 'Latin', chance: 0.5 },
    { script: 'Cyrillic', chance: 0.45 },
    { script: 'Arabic', chance: 0.4 },
  ],
  twice: 0.03,
  withoutBirth: 0.4,
  seed: 20201110,
});

let answered: Promise<ListsEstimate> | null = null;
/** Of the usual thresholds, asked for once: five estimates take seconds. */
const answerOfThree = (): Promise<ListsEstimate> => (answered ??= answerOf(THREE.files));

describe('statistics estimate --lists refuses', () => {
  it('neither and both of lists and captures, and thresholds of captures', async () => {
    const [file] = written([GOOD]);
    for (const words of [
      [],
      ['--captures', file!, '--lists', file!, file!],
      ['--thresholds', '0.4'],
      ['--captures', file!, '--thresholds', '0.4'],
      ['--lists'],
    ]) {
      const { exitCode, out, err } = await run(['statistics', 'estimate', ...words]);
      expect([words, exitCode, out]).toEqual([words, 2, '']);
      expect(err).toMatch(/^error: /);
      expect(err).not.toContain('Zabelin');
    }
  });

  it.each([
    ['one list', [GOOD], '/lists: invalid_field, 2 to 6 lists'],
    ['seven lists', Array.from({ length: 7 }, () => GOOD), '/lists: invalid_field, 2 to 6 lists'],
    ['an empty file', [GOOD, ''], '/lists/2: file_empty, '],
    ['a file of lines that are empty', [GOOD, '\n\n'], '/lists/2: file_empty, '],
    ['a header alone', [HEADER, GOOD], '/lists/1: list_empty, '],
    ['nobody who can be compared', [GOOD, `${HEADER}1,Zabelin,1990,\n2,?,,\n`], '/lists/2: list_empty, '],
    ['a table without its columns', [GOOD, 'id,name\n1,Zabelin A\n'], '/lists/2/columns/birthDate: column_missing, '],
    ['an id that comes twice', [GOOD, GOOD, `${GOOD}2,Zabelin C,,\n`], '/lists/3/lines/4: id_twice, '],
    ['a row without an id', [`${HEADER},Zabelin D,,\n`, GOOD], '/lists/1/lines/2: id_missing, '],
    ['a date that is none', [GOOD, `${HEADER}1,Zabelin A,12.05.1990,\n`], '/lists/2/lines/2: birth_date, '],
    ['a quote within a cell', [GOOD, `${HEADER}1,Za"belin A,,\n`], '/lists/2/lines/2: row_malformed_quote, '],
    ['what is no UTF-8', [GOOD, Uint8Array.from([...Buffer.from(HEADER), 0xc3, 0x28, 0x0a])], '/lists/2/lines/2: '],
    ['what is packed', [GOOD, Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])], '/lists/2: file_compressed, '],
  ])('%s, by list and line and without a name', async (_case, files, told) => {
    const { exitCode, out, err } = await estimate(files);
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain(told);
    expect(err).not.toMatch(/Zabelin|belin|Orsim/);
  });

  it('a file that is not there, a folder, and one file twice, without repeating a path', async () => {
    const [file] = written([GOOD]);
    mkdirSync(path.join(folder, 'Zabelin-folder'));
    symlinkSync(file!, path.join(folder, 'Zabelin-link.csv'));
    for (const [other, told] of [
      ['Zabelin-none.csv', 'import_file_refused: List 2: There is no such file.\n'],
      ['Zabelin-folder', 'import_file_refused: List 2: This is a folder; name the file in it.\n'],
      ['Zabelin-link.csv', '/lists/2: list_twice, a file of its own; list 1 is the same file'],
    ] as const) {
      const { exitCode, out, err } = await run(['statistics', 'estimate', '--lists', file!, path.join(folder, other)]);
      expect([exitCode, out]).toEqual([1, '']);
      expect(err).toContain(told);
      expect(err).not.toContain('Zabelin');
    }
  });

  it.each([[['0.2']], [['1']], [['0.5']], [['0.4', 'Zabelin']], [['0.4567']], [['']]])(
    'thresholds %j',
    async (thresholds) => {
      const { exitCode, out, err } = await estimate([GOOD, GOOD], '--thresholds', ...thresholds);
      expect([exitCode, out]).toEqual([1, '']);
      expect(err).toContain('/thresholds: invalid_field, ');
      expect(err).not.toContain('Zabelin');
    },
  );

  it('to go on when it is interrupted', async () => {
    const words = ['statistics', 'estimate', '--lists', ...written([GOOD, GOOD])];
    expect(await run(words, AbortSignal.abort())).toMatchObject({ exitCode: 130, out: '' });
  });
});

describe('statistics estimate --lists', () => {
  it('finds who is on which of three lists in three scripts, and how many are on none', async () => {
    const answer = await answerOfThree();
    expect(Object.keys(answer)).toEqual([
      'documented',
      'chaoLowerBound',
      'models',
      'selected',
      'bootstrapInterval',
      'spread',
      'refused',
      'warnings',
      'sensitivity',
      'lists',
    ]);
    expect(Math.abs(answer.documented / THREE.documented - 1)).toBeLessThan(0.03);
    const [low, high] = answer.bootstrapInterval!;
    expect(low).toBeLessThan(600);
    expect(high).toBeGreaterThan(600);
    const fixed = answer.sensitivity.find(({ threshold }) => threshold === 0.5)!;
    expect(Math.abs(fixed.duplicatesWithinLists - THREE.twice)).toBeLessThanOrEqual(3);
    expect(answer.warnings).toEqual(['lists_may_depend']);
    const { sensitivity, lists, ...estimateAlone } = answer;
    expect(sensitivity.map(({ threshold }) => threshold)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(fixed).toMatchObject({
      documented: estimateAlone.documented,
      estimate: estimateAlone.models[0]!.estimate,
      selected: estimateAlone.selected,
      bootstrapInterval: estimateAlone.bootstrapInterval,
      spread: estimateAlone.spread,
    });
    expect(lists.map(({ records }) => records)).toEqual(THREE.files.map((text) => text.split('\n').length - 2));
    expect(lists.every(({ leftOut }) => leftOut === 0)).toBe(true);
  });

  it('joins whom `names match` joins on one file of all records, fewer at a higher threshold', async () => {
    const { sensitivity, warnings } = await answerOf(VAGUE.files, '--thresholds', '0.25', '0.4', '0.7', '0.98');
    expect(sensitivity.map(({ threshold }) => threshold)).toEqual([0.25, 0.4, 0.5, 0.7, 0.98]);
    for (const { threshold, documented } of sensitivity)
      expect([threshold, documented]).toEqual([threshold, await joinedByPairs(VAGUE.files, threshold)]);
    const documented = sensitivity.map((each) => each.documented);
    expect([...documented].sort((a, b) => a - b)).toEqual(documented);
    expect(new Set(documented).size).toBeGreaterThan(3);
    const estimates = sensitivity.map((each) => each.estimate!);
    expect(estimates[4]! / estimates[0]!).toBeGreaterThan(1.2);
    expect(warnings).toContain('thresholds_disagree');
  });

  it('takes namesakes without a birth date for one, chains them, and shows it by duplicates and large groups', async () => {
    const { sensitivity, warnings } = await answerOf(VAGUE.files, '--thresholds', '0.4');
    const fixed = sensitivity.find(({ threshold }) => threshold === 0.5)!;
    expect(fixed.documented).toBeLessThan(VAGUE.documented);
    expect(fixed.duplicatesWithinLists).toBeGreaterThan(VAGUE.twice);
    expect(fixed.largestGroup).toBeGreaterThan(5);
    expect(warnings).toContain('many_duplicates');
  });

  it('names by positions: with two lists exchanged everything else stays', async () => {
    const own = await answerOf(THREE.files, '--thresholds', '0.4');
    const turned = await answerOf([THREE.files[2]!, THREE.files[1]!, THREE.files[0]!], '--thresholds', '0.4');
    const short = (answer: ListsEstimate): unknown =>
      answer.sensitivity.map(({ threshold, documented, duplicatesWithinLists, largestGroup, estimate: number }) => [
        threshold,
        documented,
        duplicatesWithinLists,
        largestGroup,
        number?.toPrecision(9),
      ]);
    expect(short(turned)).toEqual(short(own));
    expect(turned.warnings).toEqual(own.warnings);
    expect(turned.lists).toEqual([...own.lists].reverse());
  });

  it('ends with 3 where the fixed threshold bears no estimate, and still shows the others', async () => {
    const table = (lines: readonly string[]): string =>
      `${HEADER}${lines.map((line, at) => `${at + 1},${line},\n`).join('')}`;
    // Births in years beside each other end below the fixed threshold: by it nobody is on both lists.
    const { exitCode, out, err } = await estimate([
      table(['Zabelin Orsim,1990', 'Kolveri Zaven,1970', 'Petrosyan Aram,1990', 'Sargsyan Nune,1984']),
      table(['Petrosyan Aram,1992', 'Sargsyan Nune,1986', 'Kovalenko Viktor,1980']),
    ]);
    expect([exitCode, err.replace(PROGRESS, '')]).toEqual([3, '']);
    const answer = JSON.parse(out) as ListsEstimate;
    expect(answer).toMatchObject({ documented: 7, refused: { reason: 'no_mle' }, models: [], selected: null });
    expect(answer.sensitivity.map(({ threshold, refused }) => [threshold, refused === null])).toEqual([
      [0.3, true],
      [0.4, true],
      [0.5, false],
      [0.6, false],
      [0.7, false],
    ]);
    expect(answer.warnings).toContain('thresholds_disagree');
    expect(out).not.toContain('Zabelin');
  });

  it('leaves out whoever has one word of a name, and says how many of which list', async () => {
    const short = THREE.files.map((text, list) =>
      list === 1 ? `${text}900,Zabelin,1990,\n901,Z. Orsim,,\n902,?,,\n` : text,
    );
    const [own, more] = [await answerOfThree(), await answerOf(short)];
    expect(more.lists.map(({ leftOut }) => leftOut)).toEqual([0, 3, 0]);
    expect(more.warnings).toEqual([...own.warnings, 'records_left_out']);
    expect({ ...more, warnings: [], lists: [] }).toEqual({ ...own, warnings: [], lists: [] });
  });

  it('answers the same again, and shows no name and no path', async () => {
    const once = await answerOfThree();
    const { out } = await estimate(THREE.files);
    expect(JSON.parse(out)).toEqual(once);
    expect(out).not.toContain('Zabelin');
    for (const [name] of THREE.files.flatMap((text) => [...text.matchAll(/\p{L}{4,} \p{L}{4,}/gu)]))
      expect(out.includes(name)).toBe(false);
  });
});

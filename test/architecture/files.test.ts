// Every file of the house: its name, its length, its opening sentence, and what no file may hold.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Names that say nothing, and therefore gather everything. */
const JUNK_DRAWERS = new Set(['utils', 'helpers', 'common', 'shared', 'misc', 'types', 'constants', 'index', 'base']);
const LONGEST = 300;
const FOLDERS = ['src', 'test', 'migrations', '.config'];
const CODE = /\.(ts|tsx|mjs|cjs)$/;

interface CodeFile {
  readonly name: string;
  readonly text: string;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const names = FOLDERS.flatMap(filesUnder);
const code: readonly CodeFile[] = names
  .filter((name) => CODE.test(name))
  .map((name) => ({ name, text: readFileSync(name, 'utf8') }));

function lines({ text }: CodeFile): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** `user.repository.ts` is checked as user, repository; folders as they are. */
function junkIn(name: string): string[] {
  return name
    .toLowerCase()
    .split(path.sep)
    .flatMap((part) => part.split('.'))
    .filter((word) => JUNK_DRAWERS.has(word));
}

/** The first line is a comment that says something: a capital letter, some words, the end of a sentence. */
function opensWithSentence({ text }: CodeFile): boolean {
  const opening = /^((?:\/\/.*\n)+)/.exec(text)?.[1];
  if (opening === undefined) return false;
  const sentence = opening.replaceAll(/^\/\/ ?/gm, '').trim();
  return /^[A-Z\d/`].{7,}[.!?:]/su.test(sentence);
}

describe('the files of the house', () => {
  it('are all read: src, tests, migrations and tool settings', () => {
    expect(code.length).toBeGreaterThan(200);
    for (const folder of FOLDERS) expect(names.some((name) => name.startsWith(folder))).toBe(true);
  });

  it('have names that say what is in them', () => {
    expect(junkIn('src/domain/names/utils.ts')).toEqual(['utils']);
    expect(junkIn('src/shared/place.types.ts')).toEqual(['shared', 'types']);
    expect(names.filter((name) => junkIn(name).length > 0)).toEqual([]);
  });

  it('are written in kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
    const folders = code.flatMap(({ name }) => name.split(path.sep).slice(1));
    expect(folders.filter((part) => !kebab.test(part))).toEqual([]);
  });

  it(`have at most ${LONGEST} lines`, () => {
    const long = code.filter((file) => lines(file) > LONGEST).map((file) => `${file.name}: ${lines(file)}`);
    expect(long).toEqual([]);
  });

  it('open with a sentence on their purpose', () => {
    expect(opensWithSentence({ name: 'a.ts', text: "import 'a';\n// Comes too late to say anything.\n" })).toBe(false);
    expect(opensWithSentence({ name: 'a.ts', text: '// reads rows\n' })).toBe(false);
    expect(code.filter((file) => !opensWithSentence(file)).map(({ name }) => name)).toEqual([]);
  });

  it('switch no check off', () => {
    // Written in two parts, so that this file does not find itself.
    const switches = new RegExp(
      ['eslint', '-disable|@ts', '-(ignore|nocheck|expect-error)|prettier', '-ignore|istanbul ', 'ignore'].join(''),
    );
    expect(code.filter(({ text }) => switches.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('leave nothing for later and no test aside', () => {
    const aside = new RegExp(['\\bTO', 'DO\\b|\\bFIX', 'ME\\b|\\bXX', 'X\\b'].join(''));
    const skipped = /\b(it|test|describe)\.(only|skip|todo|failing)\b|\bx(it|describe)\(|\bf(it|describe)\(/;
    expect(code.filter(({ text }) => aside.test(text)).map(({ name }) => name)).toEqual([]);
    expect(code.filter(({ text }) => skipped.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('mirror the floors under test/', () => {
    const rooms = readdirSync('src', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const beside = ['architecture', 'support', 'bench', 'first-hour', 'shared-data'];
    const tested = readdirSync('test', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(tested.filter((name) => !rooms.includes(name) && !beside.includes(name))).toEqual([]);
  });
});

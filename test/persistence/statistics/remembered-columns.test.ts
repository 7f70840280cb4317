// What a process remembers of blocks: no more than it was told, by version, and not without end.

import { describe, expect, it } from '@jest/globals';
import {
  ColumnMemory,
  RememberedColumns,
  type AnsweredColumn,
} from '../../../src/persistence/statistics/remembered-columns.js';
import { codeTexts, tellInstants, writeInstants } from '../../../src/persistence/statistics/codes.js';

const SEX = ['male', 'female', 'male', 'unknown'];

function column(version: string, given: Partial<AnsweredColumn> = {}, texts: readonly string[] = SEX): AnsweredColumn {
  const { told, codes } = codeTexts(texts);
  return {
    version,
    block: 0,
    part: 'today',
    name: 'sex',
    entries: texts.length,
    told: JSON.stringify(told),
    codes,
    ...given,
  };
}

describe('a memory of columns', () => {
  it('tells what each code stands for, and each text once for all blocks', () => {
    const memory = new ColumnMemory();
    const first = memory.read(column('a'));
    const second = memory.read(column('b', { block: 1 }, ['unknown', 'male']));
    const textsOf = ({ texts, ids, numbers }: typeof first): string[] =>
      Array.from(numbers, (code) => texts.textOf(ids[code] ?? -1));
    expect(textsOf(first)).toEqual(SEX);
    expect(textsOf(second)).toEqual(['unknown', 'male']);
    expect(second.texts).toBe(first.texts);
    expect([...first.ids]).toEqual([0, 1, 2]);
    expect([...second.ids]).toEqual([2, 0]);
  });

  it('holds what is asked for and nothing beside', () => {
    const memory = new ColumnMemory();
    memory.read(column('a'));
    memory.read(column('b', { part: 'known' }));
    memory.read(column('c', { name: 'fate' }));
    expect([...memory.held(['sex'], ['today']).keys()]).toEqual(['a']);
    expect([...memory.held(['sex', 'fate'], ['today', 'known']).keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(memory.held(['month'], ['today']).size).toBe(0);
  });

  it('holds no version but the last of a place', () => {
    const memory = new ColumnMemory();
    memory.read(column('a'));
    memory.read(column('b'));
    expect([...memory.held(['sex'], ['today']).keys()]).toEqual(['b']);
  });

  it('reads instants as they are', () => {
    const instants = [0, Infinity, -Infinity, 1_604_966_400_000];
    const given = { name: 'known_from', told: null, codes: writeInstants(instants), entries: instants.length };
    expect([...new ColumnMemory().read(column('a', given)).numbers]).toEqual(instants);
  });

  it('reads instants that many rows have by their codes', () => {
    const { told, codes } = codeTexts(['2020-11-10 00:00:00+00', 'infinity', '2020-11-10 00:00:00+00', '-infinity']);
    const given = { name: 'valid_from', told: JSON.stringify(tellInstants(told)), codes };
    expect(given.told).toBe('[1604966400000,"infinity","-infinity"]');
    const { numbers, instants } = new ColumnMemory().read(column('a', given));
    expect(Array.from(numbers, (code) => instants[code])).toEqual([
      1_604_966_400_000,
      Infinity,
      1_604_966_400_000,
      -Infinity,
    ]);
  });

  it('does not take a column that was not sent for an empty one', () => {
    expect(() => new ColumnMemory().read(column('a', { codes: null }))).toThrow(RangeError);
  });
});

describe('what a process remembers', () => {
  it('is forgotten above its limit, and kept by whoever counts with it', () => {
    const remembered = new RememberedColumns(100);
    const { memory } = remembered;
    memory.read(column('a'));
    expect(remembered.memory).toBe(memory);
    memory.read(column('b', { block: 1 }));
    expect(memory.bytes).toBeGreaterThan(100);
    const next = remembered.memory;
    expect(next).not.toBe(memory);
    expect(next.held(['sex'], ['today']).size).toBe(0);
    expect(memory.held(['sex'], ['today']).size).toBe(2);
  });
});

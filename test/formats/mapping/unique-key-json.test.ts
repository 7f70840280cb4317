// Keys given twice are refused wherever they stand and however they are spelt.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readUniqueKeyJson } from '../../../src/formats/mapping/unique-key-json.js';
import { refusalOf } from '../../support/fixtures-of-formats.js';

describe('readUniqueKeyJson', () => {
  it.each([
    ['{"a":1,"a":2}', ['/a duplicate_key']],
    ['{"a":{"b":[0,{"c":1,"c":1}]}}', ['/a/b/1/c duplicate_key']],
    ['{"a":1,"\\u0061":2}', ['/a duplicate_key']],
    ['{"x/y":1,"m~n":{},"m~n":[],"x/y":1}', ['/m~0n duplicate_key', '/x~1y duplicate_key']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__ duplicate_key']],
    ['[{},{"a":[],"b":{},"a":0}]', ['/1/a duplicate_key']],
  ])('refuses %s', async (text, faults) => {
    const refused = await refusalOf(() => readUniqueKeyJson(text));
    expect(refused.code).toBe('duplicate_key');
    expect(refused.faults).toEqual(faults);
  });

  it.each([
    '',
    '{',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '// x\n{}',
    '[1 2]',
    '\ufeff{}',
    `${'['.repeat(65)}${']'.repeat(65)}`,
  ])('refuses %j as malformed', async (text) => {
    expect((await refusalOf(() => readUniqueKeyJson(text))).code).toBe('malformed_json');
  });

  it('refuses a hundred thousand levels without falling over', async () => {
    const text = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect((await refusalOf(() => readUniqueKeyJson(text))).code).toBe('malformed_json');
  });

  it('lets a key come again in another object, and values equal keys', () => {
    expect(readUniqueKeyJson('{"a":{"a":"a"},"b":["a","a",{"a":1}],"c":{"a":2}}')).toEqual({
      a: { a: 'a' },
      b: ['a', 'a', { a: 1 }],
      c: { a: 2 },
    });
  });

  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.stringify(readUniqueKeyJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { seed: 20201110, numRuns: 300 },
    );
  });
});

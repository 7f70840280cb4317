// Strict JSON: what two readers could take differently is refused, and everything else is read as JSON.parse reads it.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../src/domain/domain-error.js';
import { readJsonBody } from '../../src/request/json-body.js';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function refusal(body: Uint8Array): { code: string; fault: string; pointer: string; text: string } {
  try {
    readJsonBody(body);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [fault] = error.faults;
    return {
      code: error.code,
      fault: fault?.code ?? '',
      pointer: fault?.pointer ?? '',
      text: error.message + JSON.stringify(error.faults),
    };
  }
  throw new Error('The body was not refused.');
}

describe('a body that is refused', () => {
  it.each([
    ['nothing at all', '', 'not_json', ''],
    ['half of an object', '{"a":', 'not_json', ''],
    ['a comment', '{"a":1 /* b */}', 'not_json', ''],
    ['a comma at the end', '[1,]', 'not_json', ''],
    ['single quotes', "{'a':1}", 'not_json', ''],
    ['a byte order mark', '\ufeff{}', 'not_json', ''],
    ['NaN', '{"a":NaN}', 'not_json', ''],
    ['a key twice', '{"a":{"b":1,"c":2,"b":3}}', 'duplicate_key', '/a/b'],
    ['a key twice, once in escapes', '{"a":1,"\\u0061":2}', 'duplicate_key', '/a'],
    ['a key twice, in the second element', '[{"a":1},{"a":1,"a":2}]', 'duplicate_key', '/1/a'],
    ['__proto__', '{"a":{"__proto__":{"roles":["administrator"]}}}', 'key_refused', '/a'],
    ['__proto__ in escapes', '{"\\u005f_proto__":1}', 'key_refused', ''],
    ['constructor', '{"constructor":{"prototype":{}}}', 'key_refused', ''],
    ['a number beyond any double', '{"a":[0,1e400]}', 'number_out_of_range', '/a/1'],
    ['a negative number beyond any double', '-1e400', 'number_out_of_range', ''],
    ['NUL in a value', '{"a":["x\\u0000y"]}', 'nul_character', '/a/0'],
    ['NUL in a key', '{"x\\u0000y":1}', 'nul_character', '/?'],
    ['half of a surrogate pair', '{"a":"\\ud83d"}', 'lone_surrogate', '/a'],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), 'too_deep', ''],
    ['65 levels of objects', '{"a":'.repeat(65) + '1' + '}'.repeat(65), 'too_deep', ''],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'too_deep', ''],
    ['100,000 levels that never end', '['.repeat(100_000), 'not_json', ''],
  ])('%s', (_, text, fault, pointer) => {
    const refused = refusal(bytes(text));
    expect(refused).toMatchObject({
      code: fault === 'duplicate_key' ? 'duplicate_key' : 'malformed_json',
      fault,
      pointer,
    });
  });

  it('is bytes that are no UTF-8', () => {
    expect(refusal(new Uint8Array([0x22, 0xc3, 0x28, 0x22])).fault).toBe('not_utf8');
    expect(refusal(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])).fault).toBe('not_utf8');
  });

  it('is never repeated, not even its key', () => {
    for (const text of ['{"names":"Ada Canary', '{"Ada Canary":1,"Ada Canary":2}', '{"a":"Ada Canary\\u0000"}']) {
      expect(refusal(bytes(text)).text).not.toContain('Canary');
    }
  });
});

describe('a body that is read', () => {
  it('has 64 levels', () => {
    const text = '['.repeat(64) + ']'.repeat(64);
    expect(JSON.stringify(readJsonBody(bytes(text)))).toBe(text);
  });

  it('may have the same key in two objects, and any script', () => {
    expect(readJsonBody(bytes('{"a":{"k":1},"b":[{"k":2},{"k":3}],"имя":"Աննա 👩🏽"}'))).toEqual({
      a: { k: 1 },
      b: [{ k: 2 }, { k: 3 }],
      имя: 'Աննա 👩🏽',
    });
  });

  it('is what JSON.parse makes of it', () => {
    const plain = fc
      .jsonValue()
      .filter((value) => !/\\u0000|\\ud[89a-f]|__proto__|constructor|prototype/i.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(readJsonBody(bytes(text))).toEqual(JSON.parse(text));
      }),
      { seed: 20201110, numRuns: 300 },
    );
  });

  it('or refused, the same whether an escape makes it be looked at closely or not', () => {
    const { tree: trees } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('list'), tie('object')),
      leaf: fc.constantFrom('1', '-0', '1e400', '-1e400', 'null', 'true', '""', '"a"', '"\u2028"', '"имя"'),
      list: fc.array(tie('tree'), { maxLength: 3 }).map((parts) => `[${parts.join(' , ')}]`),
      object: fc
        .array(fc.tuple(fc.constantFrom('', 'a', 'b', 'toString', '__proto__', 'prototype'), tie('tree')), {
          maxLength: 3,
        })
        .map((members) => `{${members.map(([key, part]) => `"${key}" : ${String(part)}`).join()}}`),
    }));
    const outcome = (text: string): unknown => {
      try {
        return (readJsonBody(bytes(text)) as unknown[])[1];
      } catch (error) {
        return (error as DomainError).faults;
      }
    };
    fc.assert(
      fc.property(trees, (text) => {
        expect(outcome(`["n",${String(text)}]`)).toEqual(outcome(`["\\n",${String(text)}]`));
      }),
      { seed: 20201110, numRuns: 2_000 },
    );
  });

  it('or refused with a code, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (body) => {
        try {
          readJsonBody(body);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { seed: 20201110, numRuns: 500 },
    );
  });
});

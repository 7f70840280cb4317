// A mapping is closed: what it does not know it refuses, all at once and each by its pointer.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { columnsRead, listedValues } from '../../../src/formats/mapping/mapping.js';
import { parseMapping } from '../../../src/formats/mapping/parse-mapping.js';
import { islandMapping, refusalOf } from '../../support/fixtures-of-formats.js';

/** The island's mapping with the value at a pointer replaced, or taken away when it is undefined. */
function changed(pointer: string, value: unknown): string {
  const mapping: unknown = JSON.parse(JSON.stringify(islandMapping()));
  const steps = pointer.split('/').slice(1);
  const last = steps.pop()!;
  let at: unknown = mapping;
  for (const step of steps) at = (at as Record<string, unknown>)[step];
  (at as Record<string, unknown>)[last] = value;
  return JSON.stringify(mapping);
}

describe('a mapping is refused', () => {
  it.each([
    ['/note', 'x', '/note unknown_field'],
    ['/statements/0/because', 'x', '/statements/0/because unknown_field'],
    ['/statements/0/place/country', 'x', '/statements/0/place/country unknown_field'],
    ['/statements/0/place/levels/1/population', 'x', '/statements/0/place/levels/1/population unknown_field'],
    ['/statements/2/valid/until', 'x', '/statements/2/valid/until unknown_field'],
    ['/particulars/religion', {}, '/particulars/religion unknown_field'],
    ['/particulars/sex/guess', true, '/particulars/sex/guess unknown_field'],
    ['/format', 'xlsx', '/format invalid_field'],
    ['/version', 2, '/version invalid_field'],
    ['/version', '1', '/version invalid_field'],
    ['/encoding', 'utf-16le', '/encoding invalid_field'],
    ['/delimiter', ' ', '/delimiter invalid_field'],
    ['/reference', '', '/reference invalid_field'],
    ['/reference', undefined, '/reference missing_field'],
    ['/statements', [], '/statements invalid_field'],
    ['/statements', undefined, '/statements missing_field'],
    ['/statements/0', 'x', '/statements/0 invalid_field'],
    ['/statements/0/when', undefined, '/statements/0/when missing_field'],
    ['/statements/0/when/state', 3, '/statements/0/when/state invalid_field'],
    ['/statements/0/kind', 'vanished', '/statements/0/kind invalid_field'],
    ['/statements/0/kind', 'particulars', '/statements/0/kind invalid_field'],
    ['/statements/0/kind', 'ill_treatment', '/statements/0/kind invalid_field'],
    ['/statements/0/valid', 3, '/statements/0/valid invalid_field'],
    ['/statements/2/valid/to', undefined, '/statements/2/valid/to missing_field'],
    ['/statements/0/grade', undefined, '/statements/0/grade missing_field'],
    ['/statements/0/grade', 'G1', '/statements/0/grade invalid_field'],
    ['/statements/0/grade', 'A7', '/statements/0/grade invalid_field'],
    ['/statements/0/grade', 'B2 ', '/statements/0/grade invalid_field'],
    ['/statements/0/source', 'hearsay', '/statements/0/source invalid_field'],
    ['/statements/0/source', 'bureau_notice', '/statements/0/source invalid_field'],
    ['/statements/0/place/scheme', 'Sarn:07', '/statements/0/place/scheme invalid_field'],
    ['/statements/0/place/levels', [], '/statements/0/place/levels invalid_field'],
    ['/statements/2/details/attestedBy', ['person'], '/statements/2/details/attestedBy invalid_field'],
    ['/particulars/sex/values/w', 'woman', '/particulars/sex/values/w invalid_field'],
    ['/category', 'enemy', '/category invalid_field'],
    ['/category', undefined, '/category missing_field'],
    ['/sharingLevel', 'everybody', '/sharingLevel invalid_field'],
    ['/legalBasis', undefined, '/legalBasis missing_field'],
    ['/ignore', 'remark', '/ignore invalid_field'],
    ['/ignore', ['remark', 'month'], '/ignore/1 column_used_and_ignored'],
  ])('for %s = %j', async (pointer, value, fault) => {
    const refused = await refusalOf(() => parseMapping(changed(pointer, value)));
    expect(refused.code).toBe('mapping_refused');
    expect(refused.faults).toEqual([fault]);
  });

  it('with every fault at once', async () => {
    const refused = await refusalOf(() => parseMapping('{"format":"csv","version":3,"statements":[{"kind":"death"}]}'));
    expect(refused.faults).toContain('/version invalid_field');
    expect(refused.faults).toContain('/statements/0/grade missing_field');
    expect(refused.faults).toContain('/sharingLevel missing_field');
  });

  it.each(['null', '[]', '"csv"', '3'])('when it is %s', async (text) => {
    expect((await refusalOf(() => parseMapping(text))).faults[0]).toBe(' invalid_field');
  });

  it('when a key stands in it twice, or it is no JSON, or it is huge', async () => {
    const text = JSON.stringify(islandMapping());
    const twice = text.replace('"version":1', '"version":1,"version":1');
    expect((await refusalOf(() => parseMapping(twice))).code).toBe('duplicate_key');
    expect((await refusalOf(() => parseMapping(text.slice(1)))).code).toBe('malformed_json');
    expect((await refusalOf(() => parseMapping(text + ' '.repeat(300_000)))).code).toBe('mapping_refused');
  });

  it('for what its caller finds in the details of a kind', async () => {
    const refused = await refusalOf(() =>
      parseMapping(JSON.stringify(islandMapping()), (kind, details) =>
        kind === 'located' ? [{ pointer: `/${Object.keys(details).join()}`, code: 'invalid_field' }] : [],
      ),
    );
    expect(refused.faults).toEqual(['/statements/2/details/attestedBy invalid_field']);
  });
});

describe('a mapping', () => {
  const mapping = parseMapping(JSON.stringify(islandMapping()));

  it('is read whole', () => {
    expect(mapping.statements.map((rule) => rule.kind)).toEqual(['disappearance', 'disappearance', 'located']);
    expect(mapping.statements[2]).toEqual({
      when: new Map([['state', 'back']]),
      kind: 'located',
      valid: { from: 'month', to: 'asked' },
      place: null,
      grade: { reliability: 'B', information: 2 },
      source: 'authority',
      details: { attestedBy: 'receiving_side' },
    });
    expect(mapping.category).toBeNull();
  });

  it('knows the columns that it reads and the values that it lists', () => {
    const read = ['asked', 'month', 'pcode', 'province', 'ref', 'sex', 'state', 'tcode', 'town'];
    expect([...columnsRead(mapping)].sort()).toEqual(read);
    expect(listedValues(mapping)).toEqual(
      new Map([
        ['state', new Set(['lost', 'back'])],
        ['sex', new Set(['w', 'm', '?', '-'])],
      ]),
    );
  });

  it('may leave out particulars, places and details', () => {
    const bare: Record<string, unknown> = { ...islandMapping(), ignore: [], particulars: undefined };
    bare['statements'] = [{ when: {}, kind: 'death', valid: 'month', grade: 'F6', source: 'bureau_notice' }];
    expect(parseMapping(JSON.stringify(bare))).toMatchObject({ sex: null, statements: [{ place: null, details: {} }] });
  });

  it('stands among the examples as one that can be used', () => {
    const example = parseMapping(
      readFileSync(new URL('../../../docs/examples/rnpdno.mapping.json', import.meta.url), 'utf8'),
    );
    expect(new Set(example.statements.map((rule) => rule.kind))).toEqual(
      new Set(['disappearance', 'located', 'death']),
    );
    expect(new Set(example.statements.map((rule) => `${rule.grade.reliability}${rule.grade.information}`))).toEqual(
      new Set(['B2']),
    );
  });
});

// Details of statements: what is refused, where the fault is, and that nothing but the table's own fields passes.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATEMENT_SOURCES } from '../../../src/domain/evidence/statement-source.js';
import { KIND_SOURCES } from '../../../src/domain/records/kind-sources.js';
import type { KindDetails } from '../../../src/domain/records/kinds/kind-details.js';
import { readDetails, STATEMENT_DETAILS } from '../../../src/domain/records/statement-details.js';
import { STATEMENT_KINDS } from '../../../src/domain/records/statement-kinds.js';

function faultsOf(kind: (typeof STATEMENT_KINDS)[number], value: unknown): readonly string[] {
  const reading = readDetails(kind, value);
  return reading.ok ? [] : reading.faults.map(({ pointer, code }) => `${code} ${pointer}`);
}

describe('details that are refused', () => {
  it.each([
    ['denial', {}, ['invalid_field /party', 'invalid_field /aboutThisPerson']],
    ['denial', { party: 'pk-1', aboutThisPerson: 'yes' }, ['invalid_field /aboutThisPerson']],
    ['denial', null, ['invalid_field /party', 'invalid_field /aboutThisPerson']],
    ['capture', [], ['invalid_field ']],
    ['capture', 'pk-1', ['invalid_field ']],
    ['capture', 7, ['invalid_field ']],
    ['capture', { holder: null }, ['invalid_field /holder']],
    ['capture', { holder: { $gt: '' } }, ['invalid_field /holder']],
    ['capture', { holder: 'x'.repeat(65) }, ['invalid_field /holder']],
    ['capture', { holders: ['pk-1'] }, ['unknown_field /holders']],
    ['capture', { 'Ani Invented': 1 }, ['unknown_field ']],
    ['capture', JSON.parse('{"__proto__":{"holder":"pk-1"}}'), ['unknown_field ']],
    ['capture', { constructor: 'pk-1' }, ['unknown_field /constructor']],
    ['sentence', { years: 1.5 }, ['invalid_field /years']],
    ['sentence', { years: -1 }, ['invalid_field /years']],
    ['sentence', { years: Infinity, months: 12 }, ['invalid_field /years', 'invalid_field /months']],
    ['particulars', { birthYears: { from: 1990, to: 1989 } }, ['invalid_field /birthYears']],
    ['particulars', { birthYears: { from: 1990 } }, ['invalid_field /birthYears']],
    ['particulars', { birthYears: { from: 1990, to: 1991, day: 1 } }, ['invalid_field /birthYears']],
    ['particulars', { nationalities: ['XA', 'XA'] }, ['invalid_field /nationalities']],
    ['particulars', { nationalities: [] }, ['invalid_field /nationalities']],
    ['particulars', { nationalities: ['xa'] }, ['invalid_field /nationalities']],
    ['particulars', { sex: 'm' }, ['invalid_field /sex']],
    ['category', { category: 'detainee', ground: 'Ani Invented, of the village' }, ['invalid_field /ground']],
    ['death_assessment', { evidence: 'film 3', finding: 'dead' }, ['invalid_field /evidence']],
    ['located', { attestedBy: 'nobody' }, ['invalid_field /attestedBy']],
  ] as const)('%s %j', (kind, value, faults) => {
    expect(faultsOf(kind, value)).toEqual(faults);
  });

  it('never says what was given, nor an unknown key that could be a name', () => {
    const reading = readDetails('category', { category: 'Ani Invented', ground: 'Ani', 'Ani Invented': 1 });
    expect(JSON.stringify(reading)).not.toContain('Ani');
  });

  it('answers for any value whatever, and what it takes holds the fields of the table alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATEMENT_KINDS), fc.anything({ withNullPrototype: true }), (kind, value) => {
        const reading = readDetails(kind, value);
        const { fields }: KindDetails = STATEMENT_DETAILS[kind];
        if (reading.ok) expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(reading.details)));
        else expect(reading.faults.length).toBeGreaterThan(0);
      }),
      { seed: 20201110, numRuns: 1000 },
    );
  });
});

describe('details that are taken', () => {
  it.each([
    ['capture', undefined, {}],
    ['capture', {}, {}],
    ['sentence', { years: -0, life: false }, { years: 0, life: false }],
    [
      'particulars',
      { birthYears: { from: 1990, to: 1990 }, sex: 'female' },
      { birthYears: { from: 1990, to: 1990 }, sex: 'female' },
    ],
    [
      'death_assessment',
      { evidence: 'sha256:ab', finding: 'dead', independentOf: ['film-1'] },
      { evidence: 'sha256:ab', finding: 'dead', independentOf: ['film-1'] },
    ],
  ] as const)('%s %j', (kind, value, details) => {
    expect(readDetails(kind, value)).toEqual({ ok: true, details });
  });
});

describe('the table', () => {
  it('gives every kind and field words for a person', () => {
    for (const kind of STATEMENT_KINDS) {
      const { label, hint, fields }: KindDetails = STATEMENT_DETAILS[kind];
      const words = [label, hint, ...Object.values(fields).flatMap((field) => [field.label, field.hint])];
      expect(words.filter((text) => text.trim() === '')).toEqual([]);
    }
  });

  it('gives every kind sources, each once, and every source a kind', () => {
    for (const kind of STATEMENT_KINDS) expect(new Set(KIND_SOURCES[kind]).size).toBe(KIND_SOURCES[kind].length);
    const used = new Set(Object.values(KIND_SOURCES).flat());
    expect(STATEMENT_SOURCES.filter((source) => !used.has(source))).toEqual([]);
  });
});

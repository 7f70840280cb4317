// The bytes that stand for an entry: one form per entry, no two entries alike.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AUDIT_ACTIONS, type AuditEntry } from '../../../src/domain/audit/audit-entry.js';
import { canonicalEntry } from '../../../src/domain/audit/canonical-entry.js';
import { sampleEntry } from './sample-chain.js';

const text = (entry: AuditEntry): string => Buffer.from(canonicalEntry(entry)).toString('utf8');

/** Few characters, those on which a careless form would trip among them, so that two drawn entries are often close. */
const word = fc.string({
  unit: fc.constantFrom('a', '"', ',', ':', '{', '}', '\\', '\ud800', '\u0000', 'ü'),
  maxLength: 3,
});
const maybeWord = fc.option(word);
const entries: fc.Arbitrary<AuditEntry> = fc.record({
  id: word,
  recordedAt: fc.constantFrom(0, 1, 1.001, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  userId: maybeWord,
  username: word,
  organisationId: maybeWord,
  via: fc.constantFrom('api', 'console', 'operator', 'job'),
  action: fc.constantFrom(...AUDIT_ACTIONS),
  subjectKind: word,
  subjectId: maybeWord,
  personId: maybeWord,
  requestId: word,
  details: fc.dictionary(
    word,
    fc.oneof(word, fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.constant(null), fc.array(word, { maxLength: 2 })),
    { maxKeys: 3 },
  ),
});

describe('the canonical form of an entry', () => {
  it('never gives two different entries the same bytes', () => {
    const near = fc
      .tuple(entries, entries)
      .chain(([first, second]) =>
        fc
          .subarray(Object.keys(first) as (keyof AuditEntry)[])
          .map((kept) => [first, { ...second, ...Object.fromEntries(kept.map((key) => [key, first[key]])) }] as const),
      );
    fc.assert(
      fc.property(near, ([first, second]) => {
        const same = fc.stringify(sorted(first)) === fc.stringify(sorted(second));
        expect(text(first) === text(second)).toBe(same);
      }),
      { seed: 20201110, numRuns: 3_000 },
    );
  });

  it('does not depend on the order in which details were written', () => {
    expect(text(sampleEntry(1, { details: { b: 1, a: [] } }))).toBe(text(sampleEntry(1, { details: { a: [], b: 1 } })));
  });

  it('is RFC 8785 JSON, so that a reader without this program can make it', () => {
    expect(text(sampleEntry(7, { details: { ü: 'é"', a: null, z: [], A: 1e21 } }))).toBe(
      '{"action":"record_read","details":{"A":1e+21,"a":null,"z":[],"ü":"é\\""},' +
        '"id":"01890000-0000-7000-8000-000000000007","organisationId":"01890000-0000-7000-8000-bbbbbbbbbbbb",' +
        '"personId":"01890000-0000-7000-8000-cccccccccccc","recordedAt":1622548800007,"requestId":"request-7",' +
        '"subjectId":null,"subjectKind":"person","userId":"01890000-0000-7000-8000-aaaaaaaaaaaa",' +
        '"username":"worker.one","via":"api"}',
    );
  });

  it('tells null, the word null and an empty text apart', () => {
    const forms = [null, 'null', ''].map((subjectId) => text(sampleEntry(1, { subjectId })));
    expect(new Set(forms).size).toBe(3);
  });
});

function sorted(entry: AuditEntry): unknown {
  return Object.entries({ ...entry, details: Object.entries(entry.details).sort(byKey) }).sort(byKey);
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

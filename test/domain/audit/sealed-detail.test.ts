// What binds of whom and what an entry tells to the entry, and what is left when that was erased.

import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_HEAD, sealAfter } from '../../../src/domain/audit/audit-chain.js';
import type { AuditEntry } from '../../../src/domain/audit/audit-entry.js';
import { canonicalEntry, canonicalJson } from '../../../src/domain/audit/canonical-entry.js';
import { hexOf } from '../../../src/domain/audit/hexadecimal.js';
import { SALT_LENGTH, sealDetail } from '../../../src/domain/audit/sealed-detail.js';
import { verifyChain, type ChainVerdict } from '../../../src/domain/audit/verify-chain.js';
import { sampleEntry, sha256, streamed } from './sample-chain.js';

const salt = (at: number): Uint8Array => new Uint8Array(SALT_LENGTH).fill(0xa0 + at);

const sha256Hex = (bytes: Uint8Array): string => hexOf(sha256(bytes));

function sealed(number: number, changes: Partial<AuditEntry> = {}): AuditEntry {
  const entry = sampleEntry(number, changes);
  return { ...entry, seal: sealDetail(entry, salt(number), sha256Hex) };
}

function erased(entry: AuditEntry): AuditEntry {
  const { seal } = entry;
  return {
    ...entry,
    subjectId: null,
    personId: null,
    details: {},
    seal: { commitment: seal?.commitment ?? '', salt: null },
  };
}

const withSalt = (entry: AuditEntry, to: string | null): AuditEntry => ({
  ...entry,
  seal: { commitment: entry.seal?.commitment ?? '', salt: to },
});

const erasure = (number: number, entries: number): AuditEntry =>
  sealed(number, { action: 'log_details_erased', subjectKind: 'audit', personId: null, details: { entries } });

/** Sealed as `before`, and found as `after`. */
function verified(before: readonly AuditEntry[], after: readonly AuditEntry[]): Promise<ChainVerdict> {
  const links = sealAfter(EMPTY_HEAD, before, sha256).map((link, at) => ({ ...link, entry: after[at] ?? null }));
  return verifyChain(streamed(links), { digest: sha256 });
}

describe('an entry whose detail is sealed', () => {
  it('has the same bytes once that is erased, and none of it in them', () => {
    const entry = sealed(1, { subjectId: 'a pseudonym', details: { purpose: 'medical' } });
    const bytes = Buffer.from(canonicalEntry(entry)).toString('utf8');
    expect(Buffer.from(canonicalEntry(erased(entry))).toString('utf8')).toBe(bytes);
    expect(bytes).not.toMatch(/pseudonym|medical|cccccccccccc|"details"/);
    expect(bytes).toContain(`"detail":"${entry.seal?.commitment ?? ''}"`);
  });

  it('is sealed as it is written down, however long, and whatever was sealed before', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('ж'.repeat(700)), fc.constant('x'.repeat(9_000))),
    );
    fc.assert(
      fc.property(texts, (given) => {
        for (const text of given) {
          const detail = { details: { text, a: 1 }, personId: null, subjectId: text };
          const written = Buffer.concat([Buffer.from([3]), salt(1), Buffer.from(canonicalJson(detail))]);
          const commitment = createHash('sha256').update(written).digest('hex');
          expect(sealDetail(detail, salt(1), sha256Hex)).toEqual({ commitment, salt: hexOf(salt(1)) });
        }
      }),
    );
  });

  it('is sealed otherwise with another salt, or of another person', () => {
    const entry = sampleEntry(1);
    const commitments = [
      sealDetail(entry, salt(1), sha256Hex),
      sealDetail(entry, salt(2), sha256Hex),
      sealDetail({ ...entry, personId: null }, salt(1), sha256Hex),
      sealDetail({ ...entry, subjectId: 'x' }, salt(1), sha256Hex),
      sealDetail({ ...entry, details: {} }, salt(1), sha256Hex),
    ].map(({ commitment }) => commitment);
    expect(new Set(commitments).size).toBe(commitments.length);
    expect(() => sealDetail(entry, new Uint8Array(8), sha256Hex)).toThrow(RangeError);
  });

  it.each<[string, (entry: AuditEntry) => AuditEntry]>([
    ['the person', (entry) => ({ ...entry, personId: 'another' })],
    ['the pseudonym', (entry) => ({ ...entry, subjectId: 'another' })],
    ['the details', (entry) => ({ ...entry, details: { count: 99 } })],
    ['the salt', (entry) => withSalt(entry, '00'.repeat(16))],
    ['the salt, in what begins with it', (entry) => withSalt(entry, `${entry.seal?.salt ?? ''}0`)],
    ['the salt, by upper case', (entry) => withSalt(entry, entry.seal?.salt?.toUpperCase() ?? '')],
    ['the salt alone taken away', (entry) => withSalt(entry, null)],
    ['the details alone erased', (entry) => ({ ...erased(entry), personId: entry.personId })],
  ])('shows %s when it was altered', async (_, alter) => {
    const entries = [sealed(1), sealed(2), sealed(3)];
    const verdict = await verified(
      entries,
      entries.map((entry, at) => (at === 1 ? alter(entry) : entry)),
    );
    expect(verdict.firstFault).toEqual({ sequence: 2, kind: 'altered', entryId: entries[1]?.id });
  });

  it('holds among older entries, whose own hash covers what they tell', async () => {
    const entries = [sampleEntry(1), sealed(2), sampleEntry(3)];
    expect(await verified(entries, entries)).toMatchObject({ ok: true, checked: 3, erased: 0 });
    const verdict = await verified(entries, [erased({ ...sampleEntry(1), seal: undefined! }), ...entries.slice(1)]);
    expect(verdict.ok).toBe(false);
  });
});

describe('erased details', () => {
  it('are as many as the log says, or the log does not hold', async () => {
    const ordinal = fc.integer({ min: 0, max: 9 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(ordinal, { maxLength: 6 }),
        fc.integer({ min: 0, max: 8 }),
        async (gone, said) => {
          const before = [...Array.from({ length: 10 }, (_, at) => sealed(at + 1)), erasure(11, said)];
          const verdict = await verified(
            before,
            before.map((entry, at) => (gone.includes(at) ? erased(entry) : entry)),
          );
          expect(verdict).toMatchObject({ ok: gone.length <= said, checked: 11, erased: gone.length });
          const kind = gone.length <= said ? undefined : 'erased_unnoted';
          expect(verdict.firstFault?.kind).toBe(kind);
        },
      ),
      { seed: 20201110, numRuns: 100 },
    );
  });

  it('do not count as said where the entry that says so was erased itself', async () => {
    const before = [sealed(1), erasure(2, 5)];
    const verdict = await verified(before, before.map(erased));
    expect(verdict.firstFault?.kind).toBe('erased_unnoted');
  });
});

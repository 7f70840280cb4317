// Verification names the first link that was altered, removed, moved or slipped in.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  headText,
  leafHash,
  linkHash,
  readHead,
  sealAfter,
  type SealedEntry,
} from '../../../src/domain/audit/audit-chain.js';
import type { ChainFault } from '../../../src/domain/audit/chain-fault.js';
import { verifyChain, type ChainVerdict } from '../../../src/domain/audit/verify-chain.js';
import { sampleChain, sampleEntry, sha256, streamed } from './sample-chain.js';

const chain = sampleChain(12);
const at = (links: readonly SealedEntry[], sequence: number): SealedEntry => {
  const found = links[sequence - 1];
  if (found === undefined) throw new Error(`no link ${sequence}`);
  return found;
};
const replaced = (sequence: number, changes: Partial<SealedEntry>): SealedEntry[] =>
  chain.map((link) => (link.sequence === sequence ? { ...link, ...changes } : link));
const without = (sequence: number): SealedEntry[] => chain.filter((link) => link.sequence !== sequence);
const renumbered = (links: readonly SealedEntry[]): SealedEntry[] =>
  links.map((link, index) => ({ ...link, sequence: index + 1 }));
const verify = (links: readonly SealedEntry[], noted: string | null = null): Promise<ChainVerdict> =>
  verifyChain(streamed(links), { digest: sha256, noted: noted === null ? null : readHead(noted) });
const fault = async (links: readonly SealedEntry[], noted: string | null = null): Promise<ChainFault | null> =>
  (await verify(links, noted)).firstFault;

const foreignEntry = sampleEntry(99, { username: 'foreign' });
const foreignHash = sha256(Buffer.from('foreign'));
const foreign = (sequence: number, hash: Uint8Array = foreignHash): SealedEntry => ({
  sequence,
  entryId: foreignEntry.id,
  entry: foreignEntry,
  hash,
});

describe('a chain that was tampered with', () => {
  it.each([
    ['a field', { ...sampleEntry(5), username: 'another' }],
    ['the time by a microsecond', { ...sampleEntry(5), recordedAt: sampleEntry(5).recordedAt + 0.001 }],
    ['the details', { ...sampleEntry(5), details: { count: 6 } }],
    ['the person', { ...sampleEntry(5), personId: null }],
  ])('names the entry of which %s was altered', async (_what, entry) => {
    expect(await fault(replaced(5, { entry }))).toEqual({
      sequence: 5,
      kind: 'altered',
      entryId: at(chain, 5).entryId,
    });
  });

  it('names an altered last entry, behind which nothing bears witness', async () => {
    expect(await fault(replaced(12, { entry: sampleEntry(13) }))).toMatchObject({ sequence: 12, kind: 'altered' });
  });

  it('names an altered hash as such', async () => {
    expect(await fault(replaced(5, { hash: foreignHash }))).toMatchObject({ sequence: 5, kind: 'hash_altered' });
  });

  it.each([0, 31, 33, 200])('names a hash of %i bytes', async (length) => {
    expect(await fault(replaced(5, { hash: new Uint8Array(length) }))).toMatchObject({
      sequence: 5,
      kind: 'hash_altered',
    });
  });

  it('names an entry that was deleted while its number stayed', async () => {
    expect(await fault(replaced(5, { entry: null }))).toEqual({
      sequence: 5,
      kind: 'missing',
      entryId: at(chain, 5).entryId,
    });
  });

  it.each([1, 5, 11])('names number %i when it was deleted', async (sequence) => {
    expect(await fault(without(sequence))).toEqual({ sequence, kind: 'missing', entryId: null });
  });

  it.each([1, 5, 10])(
    'names number %i when it was deleted and the numbers behind it were closed up',
    async (sequence) => {
      expect(await fault(renumbered(without(sequence)))).toMatchObject({ sequence, kind: 'missing' });
    },
  );

  it('names the first of several deleted entries that were closed up', async () => {
    const gone = chain.filter((link) => link.sequence < 4 || link.sequence > 7);
    expect(await fault(renumbered(gone))).toMatchObject({ sequence: 4, kind: 'missing' });
  });

  it.each([
    [5, 8],
    [5, 6],
    [1, 12],
    [11, 12],
  ])('names %i when the numbers %i and %i were exchanged', async (first, second) => {
    const links = chain.map((link) => {
      if (link.sequence === first) return { ...link, sequence: second };
      return link.sequence === second ? { ...link, sequence: first } : link;
    });
    expect(await fault(links)).toEqual({ sequence: first, kind: 'reordered', entryId: at(chain, second).entryId });
  });

  it.each([
    [5, 8],
    [5, 6],
  ])('names %i when the entries of %i and %i were exchanged under their hashes', async (first, second) => {
    const content = ({ entryId, entry }: SealedEntry): Partial<SealedEntry> => ({ entryId, entry });
    const links = replaced(first, content(at(chain, second))).map((link) =>
      link.sequence === second ? { ...link, ...content(at(chain, first)) } : link,
    );
    expect(await fault(links)).toMatchObject({ sequence: first, kind: 'reordered' });
  });

  it('names the place from which an entry was moved to the end', async () => {
    expect(await fault(renumbered([...without(5), at(chain, 5)]))).toMatchObject({ sequence: 5, kind: 'reordered' });
    expect(await fault(replaced(5, { sequence: 40 }))).toEqual({ sequence: 5, kind: 'reordered', entryId: null });
  });

  it.each([1, 5, 12])('names a foreign entry that was slipped in before number %i', async (sequence) => {
    const links = renumbered([...chain.slice(0, sequence - 1), foreign(0), ...chain.slice(sequence - 1)]);
    expect(await fault(links)).toEqual({ sequence, kind: 'inserted', entryId: foreignEntry.id });
  });

  it('sees a foreign entry with a hash of its own at the number behind it', async () => {
    const hash = linkHash(5, at(chain, 4).hash, leafHash(foreignEntry, sha256), sha256);
    const links = renumbered([...chain.slice(0, 4), foreign(5, hash), ...chain.slice(4)]);
    expect(await fault(links)).toMatchObject({ sequence: 6, kind: 'inserted' });
  });

  it.each([0, -3])('names a foreign entry under the number %i', async (sequence) => {
    expect(await fault([...chain, foreign(sequence)])).toEqual({
      sequence,
      kind: 'inserted',
      entryId: foreignEntry.id,
    });
  });

  it('names a foreign entry at the end, whose hash does not follow', async () => {
    expect(await fault([...chain, foreign(13)])).toEqual({ sequence: 13, kind: 'altered', entryId: foreignEntry.id });
  });

  it('finds the first place that differs, whatever was done', async () => {
    const positions = fc.integer({ min: 0, max: chain.length - 1 });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(chain, { minLength: 1 }), positions, async (some, cut) => {
        const links = renumbered([...chain.slice(0, cut), ...some]);
        const first = links.findIndex((link, index) => link.entryId !== chain[index]?.entryId);
        const verdict = await verify(links);
        const expected = first === -1 ? null : first + 1;
        expect(verdict.firstFault?.sequence ?? null).toBe(expected);
        expect(verdict.checked).toBe((expected ?? links.length + 1) - 1);
      }),
      { seed: 20201110, numRuns: 200 },
    );
  });
});

describe('a head that was noted earlier', () => {
  const noted = headText(at(chain, 9));

  it('shows a tail that was cut off', async () => {
    expect(await verify(chain.slice(0, 7))).toMatchObject({ ok: true, checked: 7 });
    expect(await fault(chain.slice(0, 7), noted)).toEqual({ sequence: 8, kind: 'rolled_back', entryId: null });
    expect(await fault([], noted)).toEqual({ sequence: 1, kind: 'rolled_back', entryId: null });
  });

  it('shows a chain that was rewritten whole', async () => {
    const rewritten = sampleChain(12).slice(0, 3);
    const last = at(rewritten, 3);
    const forged = Array.from({ length: 9 }, (_, index) => sampleEntry(index + 4, { username: 'forged' }));
    const links = [...rewritten, ...sealAfter(last, forged, sha256)];
    expect(await verify(links)).toMatchObject({ ok: true, checked: 12 });
    expect(await fault(links, noted)).toMatchObject({ sequence: 9, kind: 'rewritten' });
  });

  it('is refused when it names an empty log with a hash', async () => {
    expect(await fault(chain, `0:${'ab'.repeat(32)}`)).toMatchObject({ sequence: 0, kind: 'rewritten' });
  });

  it('holds for the chain it was taken from, at its end and before it', async () => {
    expect(await verify(chain, noted)).toMatchObject({ ok: true, checked: 12, firstFault: null });
    expect(await verify(chain.slice(0, 9), noted)).toMatchObject({ ok: true, checked: 9 });
  });

  it.each(['', '9', `9:${'0'.repeat(63)}`, `-1:${'0'.repeat(64)}`, `09:${'0'.repeat(64)}`, `9:${'g'.repeat(64)}`])(
    'is not read from %p',
    (text) => {
      expect(readHead(text)).toBeNull();
    },
  );

  it('is read back as it was printed', () => {
    const head = readHead(` ${noted.toUpperCase()}\n`);
    expect(head === null ? null : headText(head)).toBe(noted);
  });
});

describe('a chain that holds', () => {
  it('is told with its length and head, entry by entry', async () => {
    const told: number[] = [];
    const verdict = await verifyChain(streamed(chain), { digest: sha256, onChecked: (n) => told.push(n) });
    expect(verdict).toEqual({
      ok: true,
      checked: 12,
      erased: 0,
      recordedEarlier: 0,
      head: { sequence: 12, hash: at(chain, 12).hash },
      firstFault: null,
    });
    expect(told).toEqual(chain.map((link) => link.sequence));
  });

  it('may be empty', async () => {
    expect(await verify([])).toMatchObject({ ok: true, checked: 0, head: { sequence: 0 } });
  });
});

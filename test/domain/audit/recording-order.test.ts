// Entries recorded well before the one in front of them are counted, and nothing else is.

import { describe, expect, it } from '@jest/globals';
import { EMPTY_HEAD, sealAfter } from '../../../src/domain/audit/audit-chain.js';
import { RecordingOrder } from '../../../src/domain/audit/recording-order.js';
import { verifyChain } from '../../../src/domain/audit/verify-chain.js';
import { sampleEntry, sha256, streamed } from './sample-chain.js';

const MINUTE = 60_000;
const START = 1_622_548_800_000;

function earlierOf(...times: readonly unknown[]): number {
  const order = new RecordingOrder();
  for (const time of times) order.take(time);
  return order.earlier;
}

describe('the order of recording', () => {
  it.each<[number, string, readonly unknown[]]>([
    [0, 'of no entry', []],
    [0, 'of equal times', [START, START]],
    [0, 'set back by a minute', [START, START - MINUTE]],
    [1, 'set back by more', [START, START - MINUTE - 1]],
    [1, 'once for each time that a clock was set back', [START, START - 2 * MINUTE, START - 2 * MINUTE, START]],
    [2, 'twice for twice', [START, 0, START, 0]],
    [0, 'drifting back in small steps', [START, START - MINUTE, START - 2 * MINUTE]],
    [1, 'over what is no time', [START, Infinity, 'Infinity', undefined, null, 0]],
  ])('counts %i %s', (expected, _what, times) => {
    expect(earlierOf(...times)).toBe(expected);
  });

  it('is a note of the chain’s verdict and no fault', async () => {
    const entries = [START, START + 1, START - 2 * MINUTE].map((recordedAt, at) => sampleEntry(at + 1, { recordedAt }));
    const verdict = await verifyChain(streamed(sealAfter(EMPTY_HEAD, entries, sha256)), { digest: sha256 });
    expect(verdict).toMatchObject({ ok: true, firstFault: null, recordedEarlier: 1 });
  });
});

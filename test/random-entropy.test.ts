// The randomness of a running service: cut from pages, never handed out twice.

import { describe, expect, it } from '@jest/globals';
import { RandomEntropy } from '../src/random-entropy.js';

describe('random bytes', () => {
  it('come in the number asked for, beyond a page too', () => {
    const entropy = new RandomEntropy();
    for (const count of [0, 1, 20, 4_095, 4_096, 4_097, 10_000]) expect(entropy.randomBytes(count)).toHaveLength(count);
  });

  it('are never handed out twice', () => {
    const entropy = new RandomEntropy();
    const drawn = Array.from({ length: 5_000 }, () => Buffer.from(entropy.randomBytes(20)).toString('hex'));
    expect(new Set(drawn).size).toBe(5_000);
  });

  it('belong to whoever drew them', () => {
    const entropy = new RandomEntropy();
    const first = Buffer.from(entropy.randomBytes(16));
    const kept = first.toString('hex');
    entropy.randomBytes(16).fill(0);
    expect(first.toString('hex')).toBe(kept);
    expect(kept).not.toBe('0'.repeat(32));
  });
});

describe('inner ids', () => {
  it('sort in the order in which they were drawn', () => {
    const entropy = new RandomEntropy();
    const drawn = Array.from({ length: 2_000 }, () => entropy.innerId());
    expect(drawn.toSorted()).toEqual(drawn);
    expect(new Set(drawn).size).toBe(2_000);
    expect(drawn.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
  });
});

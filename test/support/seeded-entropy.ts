// Time that tests move by hand, with ids and random bytes that follow from a seed: two worlds of one seed and one story are alike to the byte.

import { createHash } from 'node:crypto';
import { v4, v7 } from 'uuid';
import { fixedEntropy, type MovableClock } from './fixed-entropy.js';

/** Good enough to be unique, and as easy to guess as a test needs. */
class SeededBytes {
  private drawn = 0;

  constructor(private readonly seed: string) {}

  next(count: number): Uint8Array {
    const parts: Buffer[] = [];
    for (let have = 0; have < count; have += 32) {
      this.drawn += 1;
      parts.push(createHash('sha256').update(`${this.seed}:${this.drawn}`).digest());
    }
    return Uint8Array.from(Buffer.concat(parts).subarray(0, count));
  }
}

export function seededEntropy(seed: string, start?: string): MovableClock {
  const clock = fixedEntropy(start);
  const bytes = new SeededBytes(seed);
  let order = 0;
  return {
    now: () => clock.now(),
    set: (instant) => clock.set(instant),
    advance: (milliseconds) => clock.advance(milliseconds),
    innerId: () => {
      order += 1;
      return v7({ msecs: clock.now(), seq: order, random: bytes.next(16) });
    },
    shownId: () => v4({ random: bytes.next(16) }),
    randomBytes: (count) => bytes.next(count),
  };
}

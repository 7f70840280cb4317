// Chance for benches that is the same in every run: a seeded generator, and halves of tokens by their hash.

import { createHash } from 'node:crypto';

/** mulberry32 by Tommy Ettinger: 32 bits of state are plenty for some thousand draws. */
export class Draw {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  one<T>(among: readonly T[]): T {
    const drawn = among[Math.floor(this.next() * among.length)];
    if (drawn === undefined) throw new RangeError('There is nothing to draw from.');
    return drawn;
  }
}

export type Half = 'tuning' | 'test';

export function halfOf(family: string): Half {
  return (createHash('sha256').update(`half ${family}`).digest()[0] ?? 0) % 2 === 0 ? 'tuning' : 'test';
}

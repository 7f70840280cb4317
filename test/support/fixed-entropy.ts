// Time that tests move by hand, and ids that follow from it; random bytes stay random, since pseudonyms must be unique.

import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Entropy } from '../../src/domain/entropy.js';

export interface MovableClock extends Entropy {
  set(instant: string | number): void;
  advance(milliseconds: number): void;
}

export function fixedEntropy(start = '2021-06-01T12:00:00Z'): MovableClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    innerId: () => v7(),
    shownId: () => randomUUID(),
    randomBytes: (count) => randomBytes(count),
    set: (instant) => {
      now = typeof instant === 'number' ? instant : Date.parse(instant);
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

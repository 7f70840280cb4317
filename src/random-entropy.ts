// The real clock, ids and randomness of a running service.

import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { Entropy } from './domain/entropy.js';

export class RandomEntropy extends Entropy {
  now(): number {
    return Date.now();
  }

  innerId(): string {
    return v7();
  }

  shownId(): string {
    return randomUUID();
  }

  randomBytes(count: number): Uint8Array {
    return randomBytes(count);
  }
}

// A refusal that leaves something behind: its transaction is rolled back, and what it keeps is written in the next one.

import { DomainError } from '../domain/domain-error.js';
import type { Room } from './room.js';

export class NotedRefusal extends DomainError {
  constructor(
    refusal: DomainError,
    readonly keep: (room: Room) => Promise<void>,
  ) {
    super(refusal.code, refusal.message, refusal.faults, refusal.retryAfter);
  }
}

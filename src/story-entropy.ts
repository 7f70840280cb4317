// The clock of a demonstration's process: the real one, or some days behind while it plays what had happened before today.

import { RandomEntropy } from './random-entropy.js';

const DAY = 86_400_000;

export class StoryEntropy extends RandomEntropy {
  private daysBack = 0;

  /** 0 is today. */
  turnBack(days: number): void {
    this.daysBack = days;
  }

  override now(): number {
    return super.now() - this.daysBack * DAY;
  }
}

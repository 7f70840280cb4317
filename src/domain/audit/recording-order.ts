// Counts the entries that say they were recorded well before the one whose number comes first: a clock was set back, which is no fault.

/** Milliseconds. Several writers, their batches and clocks that differ by seconds make small inversions in every log. */
const TOLERATED = 60_000;

export class RecordingOrder {
  #before: number | null = null;
  #earlier = 0;

  get earlier(): number {
    return this.#earlier;
  }

  /** In the order of numbers; passes over what is no time, as a tampered entry may hold. */
  take(recordedAt: unknown): void {
    if (typeof recordedAt !== 'number' || !Number.isFinite(recordedAt)) return;
    if (this.#before !== null && recordedAt < this.#before - TOLERATED) this.#earlier += 1;
    this.#before = recordedAt;
  }
}

// How long this machine's memory takes to answer just now, which on a shared host changes within a second and counts neither as load nor as steal.

/** 8 MB: more than a processor's own cache commonly holds, and less than the one that it shares with its neighbours. */
const PLACES = 2_000_000;
const STEPS = 500_000;

/** One cycle through all places in random order (Sattolo), so that no place can be fetched before it is known. */
function cycle(): Int32Array {
  const next = Int32Array.from({ length: PLACES }, (_, place) => place);
  for (let last = PLACES - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * last);
    [next[last], next[other]] = [next[other] ?? 0, next[last] ?? 0];
  }
  return next;
}

export class MemoryLatency {
  readonly #next = cycle();
  #place = 0;

  /** Nanoseconds from one place to the next. */
  measure(): number {
    const started = performance.now();
    let place = this.#place;
    for (let step = 0; step < STEPS; step += 1) place = this.#next[place] ?? 0;
    this.#place = place;
    return ((performance.now() - started) * 1e6) / STEPS;
  }
}

// Lets a long piece of work give way to other requests between its steps.

import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work between two turns of others. */
const TURN = 5;

export async function givingWay<T>(work: Generator<unknown, T>): Promise<T> {
  let until = performance.now() + TURN;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + TURN;
  }
}

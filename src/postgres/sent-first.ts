// Waits until what was asked in this turn is on its way, so that what takes long here is made while the server answers.

/** The turn in which questions were asked sends them when it is over. */
export function sentFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

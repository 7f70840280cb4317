// Cuts a stream of rows into batches, and reads one ahead of whoever works on them.

/** Batches of `size`; when the stream fails, the rows that came before the failure are given out first. */
export async function* inBatches<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let failed: { readonly error: unknown } | null = null;
  try {
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    failed = { error };
  }
  if (batch.length > 0) yield batch;
  if (failed !== null) throw failed.error;
}

/** The next item is made while the consumer waits for something else; two items at most are held. */
export async function* aheadByOne<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (let step = await next; step.done !== true; step = await next) {
      next = items.next();
      // A failure is told when its turn comes; until then it must not end the process as unhandled.
      next.catch(() => undefined);
      yield step.value;
    }
  } finally {
    await items.return(undefined);
  }
}

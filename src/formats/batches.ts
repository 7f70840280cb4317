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

/** A stream whose next item may be asked for before it is needed; two items at most are held. */
export class Ahead<T> {
  private upcoming: Promise<IteratorResult<T, unknown>> | null = null;

  constructor(private readonly items: AsyncGenerator<T>) {}

  /** Begins to make the next item; a failure is told when its turn comes, and until then does not end the process as unhandled. */
  prepare(): void {
    if (this.upcoming !== null) return;
    this.upcoming = this.items.next();
    this.upcoming.catch(() => undefined);
  }

  /** Null behind the last. */
  async next(): Promise<T | null> {
    this.prepare();
    const step = await this.upcoming;
    this.upcoming = null;
    return step === null || step.done === true ? null : step.value;
  }

  async close(): Promise<void> {
    await this.items.return(undefined);
  }
}

interface Turns<T, R> {
  /** Asked before each item; what is under way then still ends. */
  readonly isOver: () => boolean;
  /** Whether an item may be worked on while the one before it is. */
  readonly mayGoBeside: (item: T, before: T) => boolean;
  /** Begins at once; ends after `before`, which is what the item before it came to. */
  readonly work: (item: T, before: Promise<R>) => Promise<R>;
}

/** Works on two items at a time at most, each of which ends after the one before it; the next is read meanwhile. */
export async function inTurns<T, R>(
  items: Ahead<T>,
  first: R,
  { isOver, mayGoBeside, work }: Turns<T, R>,
): Promise<{ readonly last: R; readonly isWhole: boolean }> {
  let under: { readonly item: T | null; readonly result: Promise<R> } = { item: null, result: Promise.resolve(first) };
  try {
    for (let item = await items.next(); item !== null; item = await items.next()) {
      if (isOver()) return { last: await under.result, isWhole: false };
      const before = under;
      if (before.item === null || !mayGoBeside(item, before.item)) await before.result;
      under = { item, result: work(item, before.result) };
      // Its failure is told in its turn, and until then does not end the process as unhandled.
      under.result.catch(() => undefined);
      items.prepare();
      await before.result;
    }
    return { last: await under.result, isWhole: true };
  } finally {
    // Where reading or an item fails, what is under way still ends: the last item ends after the one before it.
    await under.result.catch(() => undefined);
  }
}

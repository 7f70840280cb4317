// Waits for questions that were asked together.

/**
 * As `Promise.all`, but throws only when none of them goes on: what is still asked after the transaction of all of them was rolled back would be
 * asked, and kept, outside of any.
 */
export async function allEnded<const Asked extends readonly unknown[]>(
  ...asked: Asked
): Promise<{ -readonly [At in keyof Asked]: Awaited<Asked[At]> }> {
  try {
    return await Promise.all(asked);
  } catch {
    await Promise.allSettled(asked);
    // Of several failures the one that was asked first, whichever came first.
    return Promise.all(asked);
  }
}

// Rows of a part by their numbers, gone through one column after the other, which is faster than asking each row for all of its columns.

export function allEntries(count: number): Uint32Array {
  const entries = new Uint32Array(count);
  for (let entry = 0; entry < count; entry += 1) entries[entry] = entry;
  return entries;
}

/** Those of the entries that are kept, in their order and in the same memory: what was given is of no use afterwards. */
export function kept(entries: Uint32Array, isKept: (entry: number) => boolean): Uint32Array {
  let count = 0;
  for (const entry of entries) {
    if (!isKept(entry)) continue;
    entries[count] = entry;
    count += 1;
  }
  return entries.subarray(0, count);
}

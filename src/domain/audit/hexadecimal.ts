// Bytes in the one hexadecimal form that exports and entries write, so that what was changed in form only counts as changed.

/** Two lower-case digits a byte, as `sha256sum` prints them. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null where `hexOf` would not have written it: upper case, odd lengths, anything else. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

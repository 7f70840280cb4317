// Tells from its first bytes what a file is, whatever its name says.

export type FileNature = 'gzip' | 'zip' | 'utf-16' | 'utf-7' | 'xml' | 'text';

/** Bytes that are enough to tell. */
export const SNIFF_BYTES = 8;

const SIGNS: readonly (readonly [FileNature, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['utf-16', [0xfe, 0xff]],
  ['utf-16', [0xff, 0xfe]],
  ['utf-16', [0x3c, 0x00]],
  ['utf-16', [0x00]],
  ['utf-7', [0x2b, 0x2f, 0x76]],
];

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return bytes.length >= sign.length && sign.every((byte, at) => bytes[at] === byte);
}

/** 3 when the bytes open with the UTF-8 byte order mark, else 0. */
export function utf8MarkLength(bytes: Uint8Array): 0 | 3 {
  return startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
}

/** The nature of a file that begins with `head`; pass SNIFF_BYTES bytes, or the whole file when it is shorter. */
export function sniffFile(head: Uint8Array): FileNature {
  const known = SIGNS.find(([, sign]) => startsWith(head, sign));
  if (known !== undefined) return known[0];
  const text = String.fromCharCode(...head.subarray(utf8MarkLength(head), SNIFF_BYTES)).trimStart();
  return text.startsWith('<') ? 'xml' : 'text';
}

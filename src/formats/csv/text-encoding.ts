// The encodings a CSV file may have, and the strict decoding of one row in them.

/**
 * In all of these the bytes below 0x80 are ASCII, so that rows and cells can be cut before they are decoded. ISO 8859-1 and -9 are
 * not in the list because the web's decoders take them for windows-1252 and -1254, which hold all their printed characters.
 */
export const TEXT_ENCODINGS = [
  'utf-8',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Bytes 0x80-0x9F of windows-1252, which Node 20 decodes as if they were ISO 8859-1; \x81, \x8d, \x8f, \x90 and \x9d are not assigned. */
const WINDOWS_1252_80_TO_9F = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

// eslint cannot know that control characters are what is looked for: hence code points and no literal class.
const C1_CONTROL = /[\u0080-\u009f]/g;

function assigned(character: string): string {
  return WINDOWS_1252_80_TO_9F.charAt(character.charCodeAt(0) - 0x80);
}

/** Decodes one row, or answers null when its bytes are no text in this encoding. */
export type RowDecoder = (bytes: Uint8Array) => string | null;

export function rowDecoder(encoding: TextEncoding): RowDecoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const decode: RowDecoder = (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
  if (encoding === 'utf-8') return decode;
  return (bytes) => {
    const text = decode(bytes);
    if (text === null) return null;
    const exact = encoding === 'windows-1252' ? text.replace(C1_CONTROL, assigned) : text;
    // A C1 control is what an unassigned byte of a single-byte encoding decodes to.
    return exact.search(C1_CONTROL) < 0 ? exact : null;
  };
}

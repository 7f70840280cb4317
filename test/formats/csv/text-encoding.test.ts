// Every encoding reads its own letters and refuses, row by row, bytes that mean nothing in it.

import { describe, expect, it } from '@jest/globals';
import { rowDecoder } from '../../../src/formats/csv/text-encoding.js';
import { csvRows, outline } from '../../support/fixtures-of-formats.js';

describe('rowDecoder', () => {
  it.each([
    ['windows-1252', [0x80, 0x93, 0x9f, 0xe9], '€“Ÿé'],
    ['windows-1251', [0xcf, 0xf0, 0xb3], 'Прі'],
    ['windows-1250', [0x8a, 0xb3], 'Šł'],
    ['windows-1253', [0xc1, 0xfe], 'Αώ'],
    ['windows-1254', [0xdd, 0xfe], 'İş'],
    ['windows-1256', [0xc7, 0xed], 'اي'],
    ['iso-8859-2', [0xa9, 0xb3], 'Šł'],
    ['iso-8859-15', [0xa4, 0xbd], '€œ'],
    ['koi8-r', [0xf0, 0xc1], 'Па'],
  ] as const)('%s', (encoding, bytes, text) => {
    expect(rowDecoder(encoding)(Uint8Array.from(bytes))).toBe(text);
  });

  it.each([
    ['windows-1252', 0x81],
    ['windows-1251', 0x98],
    ['iso-8859-15', 0x85],
  ] as const)('%s refuses a byte that it does not assign', (encoding, byte) => {
    expect(rowDecoder(encoding)(Uint8Array.from([byte]))).toBeNull();
  });

  it('is an error of the row alone', async () => {
    const bytes = Uint8Array.from([0x61, 0x0a, 0xe9, 0x0a, 0x81, 0x0a, 0xe8, 0x0a]);
    const rows = await csvRows(bytes, { encoding: 'windows-1252', delimiter: ',' });
    expect(outline(rows)).toEqual(['2/1', '3/2:row_not_in_encoding', '4/3']);
    expect(rows[2]?.ok === true && rows[2].cells['a']).toBe('è');
  });
});

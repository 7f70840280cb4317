// The nature of a file is told from its first bytes.

import { expect, it } from '@jest/globals';
import { sniffFile } from '../../src/formats/sniff-file.js';
import { bytesOf } from '../support/fixtures-of-formats.js';

it.each([
  ['gzip', [0x1f, 0x8b, 8, 0]],
  ['zip', [0x50, 0x4b, 3, 4]],
  ['utf-16', [0xff, 0xfe, 0x3c, 0]],
  ['utf-16', [0xfe, 0xff, 0, 0x3c]],
  ['utf-16', [0x3c, 0, 0x3f, 0]],
  ['utf-16', [0, 0x3c, 0, 0x3f]],
  ['utf-7', [0x2b, 0x2f, 0x76, 0x38]],
  ['xml', [...bytesOf('<?xml ')]],
  ['xml', [0xef, 0xbb, 0xbf, ...bytesOf('\n <p')]],
  ['text', [...bytesOf('ref,sex')]],
  ['text', []],
])('%s from %j', (nature, bytes) => {
  expect(sniffFile(Uint8Array.from(bytes))).toBe(nature);
});

// Script detection: by majority of letters, never by a sign that no script owns.

import { describe, expect, it } from '@jest/globals';
import { detectScript } from '../../../src/domain/names/detect-script.js';

describe('the script of a name', () => {
  it.each([
    ['Vardo Tel', 'Latn'],
    ['Вардо Тел', 'Cyrl'],
    ['Վարդո Թել', 'Armn'],
    ['وردو تل', 'Arab'],
    ['ვარდო თელ', 'Geor'],
    ['ורדו תל', 'Hebr'],
    ['Βάρδο Τελ', 'Grek'],
    ['ヴァルド', 'other'],
    ['वर्दो (V)', 'other'],
    ['', 'other'],
    ['12-7', 'other'],
    ['Вардo', 'Cyrl'],
    ['Vardo (Վ)', 'Latn'],
  ])('of %j is %s', (text, script) => {
    expect(detectScript(text)).toBe(script);
  });
});

// Texts that are composed at each call: the same one is asked, and never another one than was composed.

import { describe, expect, it } from '@jest/globals';
import { KeptTexts } from '../../src/persistence/kept-texts.js';

describe('kept texts', () => {
  it('are those that were composed, whatever was composed before', () => {
    const texts = new KeptTexts();
    const asked = [
      ['owner', '', 'SELECT 1'],
      ['owner', 'and more', 'SELECT 2'],
      ['agency', '', 'SELECT 3'],
      ['owner', '', 'SELECT 1'],
      ['agency', '', 'SELECT 3'],
    ] as const;
    for (const [by, and, text] of asked) expect(texts.same(by, and, text)).toBe(text);
  });

  it('are not given for a text that turned out longer or shorter than before', () => {
    const texts = new KeptTexts();
    texts.same('owner', '', 'SELECT 1');
    expect(texts.same('owner', '', 'SELECT 1, 2')).toBe('SELECT 1, 2');
    expect(texts.same('owner', '', 'SELECT 1')).toBe('SELECT 1');
  });

  it('are no more than a hundred, and others are sent as they stand', () => {
    const texts = new KeptTexts();
    for (let at = 0; at < 300; at += 1) expect(texts.same(`${at}`, '', `SELECT ${at}`)).toBe(`SELECT ${at}`);
    expect(texts.same('250', '', 'SELECT 9')).toBe('SELECT 9');
  });
});

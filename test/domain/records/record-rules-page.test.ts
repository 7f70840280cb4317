// The page of the rules is the rendered table, word for word; where this fails, take over the rendered text.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FLAG_MEANINGS } from '../../../src/domain/records/flags.js';
import { RECORD_RULES } from '../../../src/domain/records/fold-rules.js';
import { renderRecordRules } from '../../../src/domain/records/record-rules-page.js';

const page = readFileSync(new URL('../../../docs/record-rules.md', import.meta.url), 'utf8');

describe('docs/record-rules.md', () => {
  it('is what the table of rules renders', () => {
    expect(page).toBe(renderRecordRules());
  });

  it('names every rule and every flag once', () => {
    const names = [...Object.keys(RECORD_RULES), ...Object.keys(FLAG_MEANINGS)];
    expect(names.filter((name) => page.split(`- **\`${name}\`**`).length !== 2)).toEqual([]);
  });
});

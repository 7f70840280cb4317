// Why two records may be one person, in words: two parts of a name that agree alike are said once, with their number.

import { describe, expect, it } from '@jest/globals';
import { whyInWords } from '../../../src/web/words/agreement-words.js';

describe('what agrees', () => {
  it('is said once for parts that read alike, in the order of what was found', () => {
    const sounds = { part: 'name', finding: 'match', reason: 'sounds_alike' } as const;
    const birth = { part: 'birth', finding: 'match', reason: 'same_year' } as const;
    const sex = { part: 'sex', finding: 'match', reason: 'sexes_agree' } as const;
    expect(whyInWords([sounds, birth, sounds, sex])).toEqual([
      'A part of the name sounds alike (2 times)',
      'Birth within the same year',
      'Sex agrees',
    ]);
  });
});

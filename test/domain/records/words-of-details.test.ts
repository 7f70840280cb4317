// Codes of a statement that are words: those of its giver's own making, and no number of a file, no item of evidence and no country.

import { describe, expect, it } from '@jest/globals';
import { EVIDENCE_CODE_EXAMPLE } from '../../../src/domain/evidence/evidence-code.js';
import { wordsOfDetails } from '../../../src/domain/records/words-of-details.js';

const given = (kind: string, details: object): Parameters<typeof wordsOfDetails>[0] =>
  ({ kind, details, detailsPointer: '/statements/0/details' }) as never;

describe('codes that are words', () => {
  it('are one text where they are a list', () => {
    const details = { evidence: 'film-3', finding: 'dead', independentOf: ['ask', 'Arvel', 'Tassin'] };
    expect(wordsOfDetails(given('death_assessment', details))).toEqual([
      { pointer: '/statements/0/details/evidence', text: 'film-3' },
      { pointer: '/statements/0/details/independentOf', text: 'ask Arvel Tassin' },
    ]);
  });

  it('are those of grounds and of offences too', () => {
    expect(wordsOfDetails(given('charge', { offence: 'arvel_tassin' }))).toEqual([
      { pointer: '/statements/0/details/offence', text: 'arvel_tassin' },
    ]);
  });

  it.each([
    ['an item of evidence', { evidence: EVIDENCE_CODE_EXAMPLE, finding: 'dead' }],
    ['a digest', { evidence: 'a'.repeat(64), finding: 'dead' }],
    ['a number of a file', { evidence: '2021-000123-44', finding: 'dead', independentOf: ['20210001234567', '1001'] }],
  ])('are not %s', (_, details) => {
    expect(wordsOfDetails(given('death_assessment', details))).toEqual([]);
  });

  it('are no choices, parties or countries, and none where nothing is given', () => {
    expect(wordsOfDetails(given('particulars', { sex: 'male', nationalities: ['XA', 'XB'] }))).toEqual([]);
    expect(wordsOfDetails(given('death', { circumstance: 'combat', party: 'k3f9a51c' }))).toEqual([]);
    expect(wordsOfDetails(given('capture', {}))).toEqual([]);
  });
});

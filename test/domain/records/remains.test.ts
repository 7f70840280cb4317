// Remains: identified, handed over in part or whole, wrongly identified; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import { INSTITUTE, NORTH, NORTH_BUREAU, flagsOf, recordOf, told } from './statement-fixture.js';

const aided = told(
  'proof_of_life',
  '2020-11-12',
  { inCustody: true, holder: NORTH },
  { source: 'holder_media', basis: 'observed' },
);
const identified = (remains: string, more: object = {}) =>
  told('remains_identified', '2020-12-20', { method: 'dna', level: 'confirmed', remains, ...more }, { by: INSTITUTE });
const handedOver = (remains: string, extent: 'whole' | 'part' = 'whole') =>
  told('remains_handed_over', '2020-12-05', { extent, remains, party: NORTH });

describe('remains', () => {
  it('shown receiving first aid, then handed over and identified: remains_returned', () => {
    const record = recordOf([aided, handedOver('r-1'), identified('r-1')]);
    expect([record.status, record.fate, record.why.rule]).toEqual([
      'remains_returned',
      'dead_confirmed',
      'remains_handed_over',
    ]);
    expect(flagsOf(record)).toEqual(
      expect.arrayContaining(['death_after_sign_of_life_in_custody', 'death_without_inquiry']),
    );
    expect(
      flagsOf(recordOf([aided, handedOver('r-1'), identified('r-1'), told('death_inquiry', '2021-02', {})])),
    ).not.toContain('death_without_inquiry');
  });

  it('handed over in part stay open', () => {
    expect(recordOf([identified('r-1'), handedOver('r-1', 'part')]).status).toBe('remains_identified');
    expect(recordOf([identified('r-1'), identified('r-2'), handedOver('r-1')]).status).toBe('remains_identified');
  });

  it('handed over in the word of the holder alone stay open', () => {
    const word = { ...handedOver('r-1'), author: NORTH_BUREAU };
    expect(recordOf([aided, identified('r-1'), word]).status).toBe('remains_identified');
    expect(recordOf([aided, identified('r-1'), word, handedOver('r-1')]).status).toBe('remains_returned');
  });

  it('of another case are not this person’s', () => {
    expect(recordOf([identified('r-1'), handedOver('r-9')]).status).toBe('remains_identified');
  });

  it.each([
    ['by what only supports', { method: 'effects' as const }],
    ['as a first finding', { level: 'preliminary' as const }],
  ])('identified %s are a death that is said', (_how, more) => {
    const record = recordOf([aided, identified('r-1', more), handedOver('r-1')]);
    expect([record.status, record.fate]).toEqual(['death_reported', 'unknown']);
  });

  it('identified by the holder’s own institute establish nothing', () => {
    const own = { ...INSTITUTE, party: NORTH };
    const record = recordOf([
      aided,
      told('remains_identified', '2020-12', { method: 'dna', level: 'confirmed' }, { by: own }),
    ]);
    expect(record.status).toBe('death_reported');
    expect(
      recordOf([aided, told('remains_handed_over', '2020-12', { extent: 'whole' }, { by: NORTH_BUREAU })]).status,
    ).toBe('death_reported');
  });

  it('that prove to be another’s give back what the rest supports', () => {
    const withdrawn = {
      ...identified('r-1'),
      withdrawn: { how: 'retracted' as const, at: Date.UTC(2025, 5), reason: 'another person', successorId: null },
    };
    const wrongly = { ...handedOver('r-1'), withdrawn: withdrawn.withdrawn };
    expect(recordOf([aided, wrongly, withdrawn]).status).toBe('believed_held');
    expect(recordOf([aided, wrongly, withdrawn], { knownAt: Date.UTC(2025, 4) }).status).toBe('remains_returned');
  });
});

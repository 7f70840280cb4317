// The hard cases of the fold: expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import {
  AGENCY,
  FAMILIES,
  NORTH,
  NORTH_BUREAU,
  SOUTH,
  SOUTH_BUREAU,
  day,
  flagsOf,
  recordOf,
  told,
} from './statement-fixture.js';

const captured = (at: string) => told('capture', at, { holder: SOUTH });
const acknowledged = (at: string) =>
  told('acknowledgement', at, { party: SOUTH }, { by: SOUTH_BUREAU, source: 'party' });

describe('the hard cases', () => {
  it('a family call of 1 March against the holder’s "died 20 February": held, conflicting', () => {
    const call = told(
      'proof_of_life',
      '2021-03-01',
      { contactStrength: 'direct_two_way' },
      { by: FAMILIES, source: 'phone_or_video_call' },
    );
    const record = recordOf([
      captured('2020-11-10'),
      acknowledged('2020-12-01'),
      told('death', '2021-02-20', { party: SOUTH }, { by: SOUTH_BUREAU, source: 'holder_statement' }),
      call,
    ]);
    expect(record.status).toBe('held_acknowledged');
    expect(flagsOf(record)).toContain('conflicting_statements');
    expect(record.why.rule).toBe('alive_after_death');
    expect(record.why.dissenting.map(({ says }) => says)).toContain('death_reported');
  });

  it('a witness of 2024 who saw them alive in 2021 against "died 2020": held', () => {
    const record = recordOf([
      told('death', '2020', {}, { source: 'death_certificate' }),
      told('proof_of_life', '2021', { inCustody: true, holder: SOUTH }, { recorded: '2024-05-05' }),
    ]);
    expect(record.status).toBe('believed_held');
    expect(flagsOf(record)).toContain('conflicting_statements');
  });

  it('seen dead in a video only: death_reported', () => {
    expect(recordOf([captured('2020-11-10'), told('death', '2020-11-20', { evidence: 'film-1' })]).status).toBe(
      'death_reported',
    );
  });

  it('released then captured: held, episode 2', () => {
    const record = recordOf([
      captured('2020-11-10'),
      acknowledged('2020-11-20'),
      told('arrival', '2021-05-10', { attestedBy: 'family', mode: 'released' }),
      captured('2022-03-01'),
    ]);
    expect(record.status).toBe('believed_held');
    expect(record.episode).toBe(2);
    expect(record.loss?.valid.edtf).toBe('2022-03-01');
  });

  it('escaped then missing: missing, episode 2', () => {
    const record = recordOf([
      captured('2020-11-10'),
      told('escape', '2021-01-02', { attestedBy: 'person' }),
      told('disappearance', '2021-02-14', {}),
    ]);
    expect(record.status).toBe('missing');
    expect(record.episode).toBe(2);
  });

  it('the holder says escaped and nobody saw them: release_unconfirmed', () => {
    const record = recordOf([
      captured('2020-11-10'),
      acknowledged('2020-12-01'),
      told('escape', '2021-01-02', { party: SOUTH }, { by: SOUTH_BUREAU, source: 'party', grade: 'D4' }),
    ]);
    expect(record.status).toBe('release_unconfirmed');
    expect(record.why.rule).toBe('return_not_attested');
  });

  it('acknowledged, then two silent years: held_acknowledged, stale', () => {
    const record = recordOf([captured('2020-11-10'), acknowledged('2020-12-01')], { today: day('2022-12-02') });
    expect(record.status).toBe('held_acknowledged');
    // No particulars within 14 days and no family news within 30 are known to us either.
    expect(flagsOf(record)).toEqual(['sign_of_life_stale', 'particulars_not_seen', 'no_family_news']);
  });

  it('taken before witnesses and denied: held_denied', () => {
    const record = recordOf([
      captured('2020-11-10'),
      told('denial', '2020-12-01', { party: SOUTH, aboutThisPerson: true }, { by: SOUTH_BUREAU, source: 'party' }),
    ]);
    expect(record.status).toBe('held_denied');
    expect(flagsOf(record)).not.toContain('denied_despite_proof');
  });

  it('prisoner of war for one side, convict for the other: held_acknowledged, both categories', () => {
    const record = recordOf([
      told('category', '../2021-01-01', { category: 'prisoner_of_war', assertedBy: NORTH }, { by: NORTH_BUREAU }),
      told(
        'category',
        '../2021-01-01',
        { category: 'detainee', ground: 'convict', assertedBy: SOUTH },
        { by: SOUTH_BUREAU, grade: 'E5' },
      ),
      captured('2020-11-10'),
      told('sentence', '2021-06-01', { years: 20, party: SOUTH }, { source: 'court_record' }),
    ]);
    expect(record.status).toBe('held_acknowledged');
    expect(record.categories.map(({ category }) => category).sort()).toEqual(['detainee', 'prisoner_of_war']);
  });

  it('house arrest: held_acknowledged', () => {
    const record = recordOf([
      told('detention', '2021-06-01/..', { holder: SOUTH, regime: 'assigned_residence' }, { source: 'court_record' }),
    ]);
    expect(record.status).toBe('held_acknowledged');
    expect(record.custody?.regimes).toEqual(['assigned_residence']);
  });

  it('found and wants no contact: at liberty for the owner, unchanged for all others', () => {
    const loss = told('disappearance', '2020-11-10', {});
    const found = told(
      'located',
      '2021-03-03',
      { attestedBy: 'person', whereTheyWishToBe: false },
      { by: AGENCY, confidential: true },
    );
    expect(recordOf([loss, found], { view: { organisationId: AGENCY.organisationId } }).status).toBe(
      'at_liberty_elsewhere',
    );
    expect(JSON.stringify(recordOf([loss, found]))).toBe(JSON.stringify(recordOf([loss])));
  });
});
